import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { betweenText, momentText, readBetween, readMoment, untilOpen } from '../../src/sending/delivery/hours.js';
import { estimateDuration } from '../../src/sending/delivery/pace.js';
import { beginSending } from './begin-sending.js';
import { invent, plainServer, sendLetters, standingClock } from './send-letters.js';

const HOUR = 60 * 60 * 1000;
const before = process.env['TZ'];

beforeAll(() => {
  process.env['TZ'] = 'Europe/London';
});

afterAll(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

describe('hours', () => {
  test.each([
    ['2028-05-02 09:00', '08:00-20:00', '2028-05-02 09:00'],
    ['2028-05-02 07:30', '08:00-20:00', '2028-05-02 08:00'],
    ['2028-05-02 20:00', '08:00-20:00', '2028-05-03 08:00'],
    ['2028-05-02 23:00', '22:00-02:00', '2028-05-02 23:00'],
    ['2028-05-02 12:00', '22:00-02:00', '2028-05-02 22:00'],
    // The clocks go forward, and back, in the night between.
    ['2028-03-25 21:00', '08:00-20:00', '2028-03-26 08:00'],
    ['2028-10-28 21:00', '08:00-20:00', '2028-10-29 08:00'],
    // There is no such hour on that day.
    ['2028-03-26 00:30', '01:10-01:40', '2028-03-27 01:10'],
    ['2028-12-31 21:00', '08:00-20:00', '2029-01-01 08:00'],
  ])('at %s, between %s, the next letter goes out at %s', (now, between, opens) => {
    const time = readMoment(now) ?? new Date(0);
    const until = untilOpen({ at: null, between: readBetween(between) }, time);
    expect(momentText(new Date(time.getTime() + until))).toBe(opens);
  });

  test('never open before the time to begin, nor outside the span', () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const time = fc.date({ min: new Date('2028-01-01'), max: new Date('2029-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, minute, minute, (now, at, from, until) => {
        fc.pre(from !== until);
        const opens = new Date(now.getTime() + untilOpen({ at, between: [from, until] }, now));
        expect(opens.getTime()).toBeGreaterThanOrEqual(Math.max(now.getTime(), at.getTime()));
        const minutes = opens.getHours() * 60 + opens.getMinutes();
        expect(from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until).toBe(true);
      }),
    );
  });

  test.each(['8-20', '08:00', '08:00-08:00', '25:00-26:00', '08:00-20:00-22:00', ''])('are not %j', (text) => {
    expect(readBetween(text)).toBeNull();
  });

  test.each(['2028-06-31 09:00', '2028-05-02', '09:00', '2028-05-02 24:10', '2028-03-26 01:30'])(
    'no time is %j',
    (text) => {
      expect(readMoment(text)).toBeNull();
    },
  );

  test('are written as they are read', () => {
    expect(betweenText(readBetween('8:05-20:00') ?? [0, 1])).toBe('08:05-20:00');
  });

  test('count in the estimate', () => {
    const now = readMoment('2028-05-02 19:55') ?? new Date(0);
    const hours = { at: null, between: readBetween('08:00-20:00') };
    const duration = estimateDuration(200, { perMinute: 20, perDay: 500 }, hours, [], now);
    expect(Math.round(duration / 60_000)).toBe(12 * 60 + 5 + 5);
  });
});

describe('a run', () => {
  test('sends nothing outside its hours, and the rest when they come', async () => {
    const { ledger, server } = await beginSending();
    const clock = standingClock(readMoment('2028-05-02 06:00') ?? undefined);
    const hours = { at: null, between: readBetween('08:00-20:00') };
    const sent = await sendLetters(invent(3), ledger, { server: plainServer(server.port), hours, clock });
    expect(sent.events.map((event) => (event.kind === 'waiting' ? event.for : event.kind))).toEqual([
      'hours',
      'outcome',
      'outcome',
      'outcome',
      'end',
    ]);
    expect(sent.waits).toEqual([2 * HOUR]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOpenHours, type OpenHours } from '../../src/open-hours.js';
import { momentText, readMoment, untilOpen } from '../../src/sending/delivery/hours.js';
import { timetableOf } from '../../src/sending/delivery/pace.js';
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

function openHours(text: string): OpenHours {
  const hours = readOpenHours(text);
  if (hours === null) throw new Error(`no hours are ${text}`);
  return hours;
}

function time(text: string): Date {
  return readMoment(text) ?? new Date(0);
}

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
    // There is no such hour on that day, or only its end.
    ['2028-03-26 00:30', '01:10-01:40', '2028-03-27 01:10'],
    ['2028-03-26 00:30', '01:30-05:00', '2028-03-26 02:00'],
    ['2028-12-31 21:00', '08:00-20:00', '2029-01-01 08:00'],
    // 2028-05-05 is a Friday.
    ['2028-05-05 19:59', 'Mon-Fri 08:00-20:00', '2028-05-05 19:59'],
    ['2028-05-05 20:00', 'Mon-Fri 08:00-20:00', '2028-05-08 08:00'],
    ['2028-05-06 12:00', 'Mon-Fri 08:00-20:00', '2028-05-08 08:00'],
    ['2028-05-05 17:00', 'Mon-Thu,Sat 09:00-17:00', '2028-05-06 09:00'],
    ['2028-05-05 12:00', 'Fri-Mon', '2028-05-05 12:00'],
    ['2028-05-09 00:00', 'Fri-Mon', '2028-05-12 00:00'],
    // Past midnight it is still the evening before.
    ['2028-05-06 01:00', 'Mon-Fri 22:00-02:00', '2028-05-06 01:00'],
    ['2028-05-06 02:00', 'Mon-Fri 22:00-02:00', '2028-05-08 22:00'],
    ['2028-05-08 01:00', 'Mon-Fri 22:00-02:00', '2028-05-08 22:00'],
    // Over a weekend on which the clocks go forward.
    ['2028-03-24 20:00', 'Mon-Fri 08:00-20:00', '2028-03-27 08:00'],
  ])('at %s, between %s, the next letter goes out at %s', (now, between, opens) => {
    const from = time(now);
    const until = untilOpen({ at: null, between: openHours(between) }, from);
    expect(momentText(new Date(from.getTime() + until))).toBe(opens);
  });

  test('begin with --at where that is later, and as soon after it as they allow', () => {
    const hours = { at: time('2028-05-06 07:00'), between: openHours('Mon-Fri 08:00-20:00') };
    const now = time('2028-05-05 12:00');
    expect(momentText(new Date(now.getTime() + untilOpen(hours, now)))).toBe('2028-05-08 08:00');
    const later = time('2028-05-09 12:00');
    expect(untilOpen(hours, later)).toBe(0);
  });

  test.each(['2028-06-31 09:00', '2028-05-02', '09:00', '2028-05-02 24:10', '2028-03-26 01:30'])(
    'no time is %j',
    (text) => {
      expect(readMoment(text)).toBeNull();
    },
  );

  test('count in the timetable', () => {
    const now = time('2028-05-05 19:55');
    const hours = { at: null, between: openHours('Mon-Fri 08:00-20:00') };
    const timetable = timetableOf({ letters: 200, pace: { perMinute: 20, perDay: 500 }, hours, earlier: [] }, now);
    expect(timetable.days.map(({ begins, letters }) => [momentText(begins), letters])).toEqual([
      ['2028-05-05 19:55', 100],
      ['2028-05-08 08:00', 100],
    ]);
    expect(Math.round(timetable.milliseconds / 60_000)).toBe(2 * 24 * 60 + 12 * 60 + 5 + 5);
  });
});

describe('a run', () => {
  test('waits over the weekend, and looks at the clock meanwhile', async () => {
    const { ledger, server } = await beginSending();
    const clock = standingClock(time('2028-05-06 06:00'));
    const hours = { at: null, between: openHours('Mon-Fri 08:00-20:00') };
    const sent = await sendLetters(invent(3), ledger, { server: plainServer(server.port), hours, clock });
    expect(sent.events[0]).toMatchObject({ until: time('2028-05-08 08:00') });
    expect(sent.events.map(({ kind }) => kind)).toEqual(['out-of-hours', 'outcome', 'outcome', 'outcome', 'end']);
    expect(sent.waits.reduce((sum, wait) => sum + wait, 0)).toBe(50 * HOUR);
    // A computer that slept over the weekend wakes up on Monday with timers that have not moved.
    expect(Math.max(...sent.waits)).toBeLessThanOrEqual(HOUR / 4);
  });
});

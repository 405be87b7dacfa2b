import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { campaignSchema } from '../src/campaign.js';
import { DAY_NAMES, openHoursText, readOpenHours } from '../src/open-hours.js';
import { untilOpen } from '../src/sending/delivery/hours.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('days and hours', () => {
  test.each([
    ['8:05-20:00', '08:05-20:00'],
    ['Mon-Fri 08:00-20:00', 'Mon-Fri 08:00-20:00'],
    ['monday - friday, 08:00 – 20:00', 'Mon-Fri 08:00-20:00'],
    ['MON-THU,SAT 09:00-17:00', 'Mon-Thu,Sat 09:00-17:00'],
    ['Sat, Thurs, Tues 09:00-17:00', 'Tue,Thu,Sat 09:00-17:00'],
    ['Fri-Mon 22:00-02:00', 'Mon,Fri-Sun 22:00-02:00'],
    ['Mon-Sun 22:00-02:00', '22:00-02:00'],
    ['Mon-Fri', 'Mon-Fri 00:00-24:00'],
    ['Wed 18:00-24:00', 'Wed 18:00-24:00'],
  ])('%s are written as %s', (typed, text) => {
    const hours = readOpenHours(typed);
    expect(hours === null ? null : openHoursText(hours)).toBe(text);
  });

  test.each([
    ...['', ' ', ',', '-', '8-20', '08:00', '08:00-08:00', '25:00-26:00', '24:00-02:00', '08:00-20:00-22:00'],
    ...['Mo-Fr 08:00-20:00', 'Mon-Fri-Sun 08:00-20:00', 'Mon- 08:00-20:00', '-Fri 08:00-20:00', 'Mon,,Fri 08:00-20:00'],
    ...['Mon Fri 08:00-20:00', 'Someday 08:00-20:00', '08:00-20:00 Mon-Fri', 'Mon-Fri 08:00', 'Mon-Fri: 08:00-20:00'],
  ])('are not %j', (text) => {
    expect(readOpenHours(text)).toBeNull();
    expect(campaignSchema.shape.pace.safeParse({ between: text }).success).toBe(false);
  });

  test('are read as they are written', () => {
    const hours = fc.record({
      days: fc.subarray([1, 2, 3, 4, 5, 6, 0], { minLength: 1 }),
      from: fc.integer({ min: 0, max: 24 * 60 - 1 }),
      until: fc.integer({ min: 0, max: 24 * 60 }),
    });
    fc.assert(
      fc.property(hours, (given) => {
        fc.pre(given.from !== given.until);
        expect(readOpenHours(openHoursText(given))).toEqual(given);
      }),
    );
  });
});

describe('the first minute that is open', () => {
  const before = process.env['TZ'];

  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  test.each([
    ['Europe/London', '2028-03-26T01:00Z'],
    ['America/New_York', '2028-11-05T06:00Z'],
    // By half an hour.
    ['Australia/Lord_Howe', '2028-04-01T15:00Z'],
    // At midnight, so that a day begins at one o'clock.
    ['America/Santiago', '2028-09-03T04:00Z'],
    ['Africa/Cairo', '2028-04-27T22:00Z'],
    ['Asia/Kathmandu', '2028-04-27T22:00Z'],
    // A Friday that never was.
    ['Pacific/Apia', '2011-12-30T10:00Z'],
  ])('in %s, around %s, is told by the calendar', (zone, change) => {
    process.env['TZ'] = zone;
    const format = new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, hourCycle: 'h23', weekday: 'long', hour: '2-digit', minute: '2-digit' },
    });
    const hour = fc.integer({ min: 0, max: 24 * 4 - 1 }).map((quarter) => quarter * 15);
    const hours = fc.record({ days: fc.subarray([1, 2, 3, 4, 5, 6, 0], { minLength: 1 }), from: hour, until: hour });
    const around = Date.parse(change);
    const now = fc.integer({ min: around - 2 * DAY, max: around + DAY });
    fc.assert(
      fc.property(hours, now, (between, moment) => {
        const { days, from, until } = between;
        fc.pre(from !== until);
        /** Not by the clock of this process. */
        const isOpen = (time: number): boolean => {
          const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
          const day = DAY_NAMES.findIndex((name) => name === part['weekday']);
          const minutes = Number(part['hour']) * 60 + Number(part['minute']);
          const began = from < until || minutes >= from ? day : (day + 6) % 7;
          const isIn = from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until;
          return isIn && days.includes(began);
        };
        const opens = moment + untilOpen({ at: null, between }, new Date(moment));
        expect(isOpen(opens)).toBe(true);
        if (opens === moment) return;
        expect(opens % MINUTE).toBe(0);
        // What is open begins at a quarter of an hour, or where clocks change.
        for (let time = Math.ceil(moment / (15 * MINUTE)) * 15 * MINUTE; time < opens; time += 15 * MINUTE) {
          expect(isOpen(time)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});

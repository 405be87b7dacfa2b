import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { campaignSchema } from '../../src/campaign.js';
import { ANY_TIME } from '../../src/sending/delivery/hours.js';
import { createPaceWindow, onSteadyClock, timeLeft, timetableOf, type Pace } from '../../src/sending/delivery/pace.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const now = new Date('2028-05-02T09:00:00Z');

function duration(letters: number, pace: Pace | null, earlier: readonly number[] = []): number {
  return timetableOf({ letters, pace, hours: ANY_TIME, earlier }, now).milliseconds;
}

test('412 letters at 20 a minute take 21 minutes', () => {
  expect(Math.ceil(duration(412, { perMinute: 20, perDay: 500 }) / MINUTE)).toBe(21);
});

test('650 letters at 500 a day take until tomorrow, and longer where some were sent today', () => {
  const pace = { perMinute: 20, perDay: 500 };
  expect(duration(650, pace)).toBeGreaterThanOrEqual(DAY);
  const earlier = Array.from({ length: 400 }, (_, index) => now.getTime() - 60 * MINUTE + index);
  expect(duration(200, pace)).toBeLessThan(60 * MINUTE);
  expect(duration(200, pace, earlier)).toBeGreaterThan(22 * 60 * MINUTE);
});

test('without a pace there is nothing to wait for', () => {
  expect(duration(650, null)).toBe(0);
});

describe('the time that is left', () => {
  const pace = { perMinute: 20, perDay: 500 };
  const left = (letters: number, given: Pace | null, perLetter: number | null, earlier: readonly number[] = []) => {
    const milliseconds = timeLeft({ letters, pace: given, hours: ANY_TIME, earlier }, perLetter, now);
    return milliseconds === null ? null : Math.round(milliseconds / MINUTE);
  };

  test.each([
    ['is that of the pace before any letter is out', left(238, pace, null), 12],
    ['is that of the pace where the server is faster', left(238, pace, 100), 12],
    ['is that of the server where it is slower', left(238, pace, 6_000), 24],
    ['is that of the server without a pace', left(238, null, 6_000), 24],
    ['is not known without a pace before any letter is out', left(238, null, null), null],
    [
      'goes beyond the day',
      left(
        100,
        pace,
        100,
        Array.from({ length: 450 }, () => now.getTime() - MINUTE),
      ),
      1441,
    ],
  ])('%s', (_, minutes, expected) => {
    expect(minutes).toBe(expected);
  });
});

test('no 24 hours ever hold more than the day allows, and no two letters are closer than the minute allows', () => {
  fc.assert(
    fc.property(
      fc.record({ perMinute: fc.integer({ min: 1, max: 60 }), perDay: fc.integer({ min: 1, max: 20 }) }),
      fc.array(fc.integer({ min: 0, max: 2 * DAY }), { maxLength: 30 }),
      fc.array(fc.integer({ min: 0, max: 6 * 60 * MINUTE }), { maxLength: 60 }),
      (pace, ages, pauses) => {
        const earlier = ages.map((age) => -age).sort((one, other) => one - other);
        const window = createPaceWindow(pace, earlier);
        const sent: number[] = [];
        let elapsed = 0;
        for (const pause of pauses) {
          elapsed += pause;
          elapsed += window.take(elapsed);
          sent.push(elapsed);
        }
        sent.forEach((time, index) => {
          if (index > 0) expect(time - (sent[index - 1] ?? 0)).toBeGreaterThanOrEqual(MINUTE / pace.perMinute);
          const inWindow = [...earlier, ...sent.slice(0, index + 1)].filter((other) => other > time - DAY);
          expect(sent.slice(0, index + 1).filter((other) => other > time - DAY).length).toBeLessThanOrEqual(
            pace.perDay,
          );
          if (earlier.filter((other) => other > -DAY).length <= pace.perDay)
            expect(inWindow.length).toBeLessThanOrEqual(pace.perDay);
        });
      },
    ),
  );
});

test('sends that seem to lie in the future, because the time of day was set back, count as just now', () => {
  const [first, second] = onSteadyClock([now.getTime() + DAY, now.getTime() - MINUTE], now, 5_000);
  expect(first).toBe(5_000 - MINUTE);
  expect(second).toBe(5_000);
});

test('a campaign names its provider for a pace, and may go below it', () => {
  const paceOf = (pace?: unknown): unknown => campaignSchema.shape.pace.parse(pace);
  expect(paceOf()).toMatchObject({ perMinute: 20, perDay: 500 });
  expect(paceOf({ for: 'gmail' })).toMatchObject({ perMinute: 20, perDay: 450 });
  expect(paceOf({ for: 'microsoft365', perDay: 100 })).toMatchObject({ perMinute: 25, perDay: 100 });
  expect(() => paceOf({ for: 'hotmail' })).toThrow();
});

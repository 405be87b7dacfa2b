import { counted } from './problem-text.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time as somebody would say it: "less than a minute", "21 minutes", "2 hours 5 minutes", "1 day 3 hours". */
export function durationText(milliseconds: number): string {
  if (milliseconds < MINUTE) return 'less than a minute';
  return partsOf(milliseconds)
    .map(({ count, unit }) => counted(count, unit))
    .join(' ');
}

/** The same where there is little room: "<1 min", "21 min", "2 h 5 min", "1 d 3 h". */
export function shortDurationText(milliseconds: number): string {
  if (milliseconds < MINUTE) return '<1 min';
  return partsOf(milliseconds)
    .map(({ count, unit }) => `${count} ${SHORT[unit]}`)
    .join(' ');
}

type Unit = 'day' | 'hour' | 'minute';

interface Part {
  readonly count: number;
  readonly unit: Unit;
}

const SHORT: Readonly<Record<Unit, string>> = { day: 'd', hour: 'h', minute: 'min' };

/** Rounded up to whole minutes, or to whole hours from a day on. */
function partsOf(milliseconds: number): readonly Part[] {
  const minutes = Math.ceil(milliseconds / MINUTE) * MINUTE;
  const hours = Math.ceil(milliseconds / HOUR) * HOUR;
  const parts: readonly Part[] =
    minutes < DAY
      ? [
          { count: Math.floor(minutes / HOUR), unit: 'hour' },
          { count: (minutes % HOUR) / MINUTE, unit: 'minute' },
        ]
      : [
          { count: Math.floor(hours / DAY), unit: 'day' },
          { count: (hours % DAY) / HOUR, unit: 'hour' },
        ];
  return parts.filter(({ count }) => count > 0);
}

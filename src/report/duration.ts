import { counted } from './problem-text.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time as somebody would say it: "less than a minute", "21 minutes", "2 hours 5 minutes", "1 day 3 hours". */
export function durationText(milliseconds: number): string {
  if (milliseconds < MINUTE) return 'less than a minute';
  const minutes = Math.ceil(milliseconds / MINUTE) * MINUTE;
  if (minutes < HOUR) return counted(minutes / MINUTE, 'minute');
  if (minutes < DAY) return pair(Math.floor(minutes / HOUR), 'hour', (minutes % HOUR) / MINUTE, 'minute');
  const hours = Math.ceil(milliseconds / HOUR) * HOUR;
  return pair(Math.floor(hours / DAY), 'day', (hours % DAY) / HOUR, 'hour');
}

function pair(large: number, largeNoun: string, small: number, smallNoun: string): string {
  return [counted(large, largeNoun), ...(small === 0 ? [] : [counted(small, smallNoun)])].join(' ');
}

import { isOpenAt, type OpenHours } from '../../open-hours.js';

/** When letters may go out, by the organiser's own clock. */
export interface Hours {
  /** Nothing goes out before it; null: at once. */
  readonly at: Date | null;
  /** Null: on any day, at any hour. */
  readonly between: OpenHours | null;
}

export const ANY_TIME: Hours = { at: null, between: null };

const MINUTE = 60_000;

/** How many milliseconds from `now` the next letter may go out; 0 where it may go out now. */
export function untilOpen({ at, between }: Hours, now: Date): number {
  const start = at !== null && at > now ? at : now;
  return opening(start, between).getTime() - now.getTime();
}

/**
 * The first moment from `time` on at which letters may go out. Each minute is asked in turn, at
 * most two weeks of them: when clocks change, hours come twice or not at all, and which ones is
 * known to the calendar alone.
 */
function opening(time: Date, between: OpenHours | null): Date {
  if (between === null || isOpenAt(between, time)) return time;
  let next = Math.floor(time.getTime() / MINUTE) * MINUTE;
  do next += MINUTE;
  while (!isOpenAt(between, new Date(next)));
  return new Date(next);
}

/** Reads "2028-05-02 09:00" as a time of the organiser's own clock; null where there is no such time. */
export function readMoment(text: string): Date | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/u.exec(text.trim()) ?? [];
  if (day === undefined || time === undefined) return null;
  const moment = new Date(`${day}T${time}:00`);
  // 31 June would become 1 July, and an hour that the clocks leave out another one.
  const isThere = !Number.isNaN(moment.getTime()) && momentText(moment) === `${day} ${time}`;
  return isThere ? moment : null;
}

/** A moment as somebody writes it: "2028-05-02 09:00". */
export function momentText(moment: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-');
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

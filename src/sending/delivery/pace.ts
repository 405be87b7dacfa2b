import { untilOpen, type Hours } from './hours.js';

/** How fast letters may go out. */
export interface Pace {
  readonly perMinute: number;
  /** In any 24 hours. */
  readonly perDay: number;
}

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/** Hands out the moments at which letters may go out: evenly spaced, and never more than `perDay` in any 24 hours. */
export interface PaceWindow {
  /** Takes the next moment, and tells how many milliseconds from `elapsed` it is away. */
  take(elapsed: number): number;
}

/**
 * All times are milliseconds on one clock that never jumps. `earlier` are those of the sends before this run,
 * none later than `elapsed`, oldest first.
 */
export function createPaceWindow(pace: Pace, earlier: readonly number[]): PaceWindow {
  const spacing = Math.ceil(MINUTE / pace.perMinute);
  const taken = earlier.slice(-pace.perDay);
  return {
    take(elapsed) {
      const last = taken.at(-1) ?? Number.NEGATIVE_INFINITY;
      const oldest = taken.length < pace.perDay ? Number.NEGATIVE_INFINITY : (taken.shift() ?? elapsed);
      const moment = Math.max(elapsed, last + spacing, oldest + DAY);
      taken.push(moment);
      return moment - elapsed;
    },
  };
}

/**
 * Brings times of day onto a clock that never jumps. Those that seem to lie ahead were recorded before the time of day
 * was set back; they count as having been just now.
 */
export function onSteadyClock(times: readonly number[], now: Date, elapsed: number): readonly number[] {
  return times.map((time) => elapsed - Math.max(0, now.getTime() - time)).sort((one, other) => one - other);
}

/** What a run has before it. */
export interface Workload {
  readonly letters: number;
  readonly pace: Pace | null;
  readonly hours: Hours;
  /** When letters were sent before, in milliseconds since 1970. */
  readonly earlier: readonly number[];
}

/** When letters go out. */
export interface Timetable {
  /** Until the last one. */
  readonly milliseconds: number;
  /** The days of the organiser's calendar on which any does, by the moment of the first one. */
  readonly days: readonly { readonly begins: Date; readonly letters: number }[];
}

/** When letters will go out, where the server takes each at once. */
export function timetableOf({ letters, pace, hours, earlier }: Workload, now: Date): Timetable {
  const window = pace === null ? null : createPaceWindow(pace, onSteadyClock(earlier, now, 0));
  const after = (elapsed: number): Date => new Date(now.getTime() + elapsed);
  const days: { readonly begins: Date; letters: number }[] = [];
  let elapsed = 0;
  for (let letter = 0; letter < letters; letter += 1) {
    elapsed += untilOpen(hours, after(elapsed));
    elapsed += window?.take(elapsed) ?? 0;
    elapsed += untilOpen(hours, after(elapsed));
    const moment = after(elapsed);
    const today = days.at(-1);
    if (today?.begins.toDateString() === moment.toDateString()) today.letters += 1;
    else days.push({ begins: moment, letters: 1 });
  }
  return { milliseconds: elapsed, days };
}

/**
 * How many milliseconds are left until the last letter goes out; null where nobody can tell. A
 * server that is slower than the pace sets it.
 * @param perLetter how many milliseconds the server has needed for each letter so far; null before
 * the first one
 */
export function timeLeft(workload: Workload, perLetter: number | null, now: Date): number | null {
  const { pace } = workload;
  if (perLetter === null) return pace === null ? null : timetableOf(workload, now).milliseconds;
  const seen = {
    perMinute: Math.min(pace?.perMinute ?? Number.POSITIVE_INFINITY, MINUTE / perLetter),
    perDay: pace?.perDay ?? Number.POSITIVE_INFINITY,
  };
  return timetableOf({ ...workload, pace: seen }, now).milliseconds;
}

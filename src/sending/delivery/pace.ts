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

/**
 * How many milliseconds pass until the last of `letters` goes out, at that pace and between those hours, after those that
 * were sent earlier (milliseconds since 1970).
 */
export function estimateDuration(
  letters: number,
  pace: Pace | null,
  hours: Hours,
  earlier: readonly number[],
  now: Date,
): number {
  const window = pace === null ? null : createPaceWindow(pace, onSteadyClock(earlier, now, 0));
  const closed = (elapsed: number): number => untilOpen(hours, new Date(now.getTime() + elapsed));
  let elapsed = 0;
  for (let letter = 0; letter < letters; letter += 1) {
    elapsed += closed(elapsed);
    elapsed += window?.take(elapsed) ?? 0;
    elapsed += closed(elapsed);
  }
  return elapsed;
}

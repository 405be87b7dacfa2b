import { durationText, shortDurationText } from './lines/duration.js';
import type { SendingTally } from './sending-text.js';

/** How far a sending has got. Times are in milliseconds. */
export interface SendingProgress {
  readonly total: number;
  readonly tally: SendingTally;
  /** How long the rest takes; null where nobody can tell. */
  readonly left: number | null;
  /** Until the next letter, where that is a minute or more; null where it is less. */
  readonly untilNext: number | null;
}

/** "412 of 650, 2 failed, 1 deferred; next in 14 hours; about 16 hours left". */
export function progressText({ total, tally, left, untilNext }: SendingProgress): string {
  const next = untilNext === null ? '' : `; next in ${durationText(untilNext)}`;
  return `${[`${doneOf(tally)} of ${total}`, ...unaccepted(tally)].join(', ')}${next}${leftText(left)}`;
}

/**
 * The same in one line for a terminal, from the longest to the shortest: the first that fits is
 * shown.
 */
export function progressLines(progress: SendingProgress): readonly string[] {
  const { total, tally, left, untilNext } = progress;
  const whole = progressText(progress);
  const count = `${doneOf(tally)}/${total}`;
  const time = shortTimeText(left, untilNext);
  const others = doneOf(tally) - tally.accepted;
  return [
    `${whole}. Ctrl-C stops; nothing is lost.`,
    `${whole} (Ctrl-C stops)`,
    whole,
    `${[count, ...unaccepted(tally)].join(', ')}${time}`,
    `${others === 0 ? count : `${count}, ${others} not accepted`}${time}`,
    `${count}${time}`,
  ];
}

/** Of how many letters something has become. */
export function doneOf({ accepted, failed, deferred, doubt }: SendingTally): number {
  return accepted + failed + deferred + doubt;
}

function unaccepted({ failed, deferred, doubt }: SendingTally): readonly string[] {
  return [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(deferred > 0 ? [`${deferred} deferred`] : []),
    ...(doubt > 0 ? [`${doubt} in doubt`] : []),
  ];
}

function leftText(left: number | null): string {
  if (left === null) return '';
  const duration = durationText(left);
  return `; ${left < 60_000 ? '' : 'about '}${duration} left`;
}

function shortTimeText(left: number | null, untilNext: number | null): string {
  if (left !== null) return `; ${shortDurationText(left)} left`;
  return untilNext === null ? '' : `; next in ${shortDurationText(untilNext)}`;
}

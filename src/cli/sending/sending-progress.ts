import { doneOf, progressLines, progressText, type SendingProgress } from '../../report/progress-text.js';
import type { SendingTally } from '../../report/sending-text.js';
import type { SendingPorts } from '../../sending/delivery/execute.js';
import { timeLeft } from '../../sending/delivery/pace.js';
import type { SendingEvent } from '../../sending/delivery/sending-event.js';
import type { SendingSettings } from '../../sending/delivery/sending-settings.js';
import type { Terminal } from '../reporting/terminal.js';

/** A sending that is under way. */
interface Followed {
  readonly total: number;
  /** What has become of its letters; it goes on counting. */
  readonly tally: Readonly<SendingTally>;
  readonly ports: Pick<SendingPorts, 'ledger' | 'clock'>;
  readonly settings: Pick<SendingSettings, 'pace' | 'hours' | 'connections'>;
  /** Aborted where it ends before the last letter. */
  readonly finish: AbortSignal;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * Shows how far a sending has got: on a terminal in one line that is written anew each second,
 * elsewhere in a line for each minute in which something became of a letter.
 */
export function followSending(
  followed: Followed,
  terminal: Terminal,
): { readonly hear: (event: SendingEvent) => void; readonly end: () => void } {
  const { total, tally, finish } = followed;
  const times = createTimes(followed);
  const progress = (): SendingProgress => {
    return { total, tally, ...(finish.aborted ? { left: null, untilNext: null } : times.now()) };
  };
  const show = (): void => {
    if (terminal.showsProgress) terminal.progress(...progressLines(progress()));
  };
  let told = 0;
  const tell = (): void => {
    const done = doneOf(tally);
    if (done !== told) terminal.err(`${progressText(progress())}\n`);
    told = done;
  };
  const timer = terminal.showsProgress ? setInterval(show, SECOND) : setInterval(tell, MINUTE);
  return {
    hear: (event) => {
      times.hear(event);
      show();
    },
    end: () => {
      clearInterval(timer);
    },
  };
}

/** What is left of the run, and until its next letter, by what the run has told so far. */
function createTimes({ total, tally, ports, settings }: Followed): {
  readonly hear: (event: SendingEvent) => void;
  readonly now: () => Pick<SendingProgress, 'left' | 'untilNext'>;
} {
  const { clock, ledger } = ports;
  const begun = clock.elapsed();
  let waited = 0;
  let outcomes = 0;
  let perLetter: number | null = null;
  let next = begun;
  let estimate: { readonly at: number; readonly left: number | null } | null = null;

  return {
    hear: (event) => {
      const pause = pauseOf(event, clock.now());
      const elapsed = clock.elapsed();
      waited += pause;
      if (pause > 0 && (settings.connections === 1 || !isRetry(event))) next = elapsed + pause;
      if (event.kind !== 'outcome') return;
      outcomes += 1;
      // The next letter may be waiting already when an outcome is told: it is on disk by then. Each
      // connection waits for itself.
      const over = Math.max(0, waited - Math.max(0, next - elapsed)) / settings.connections;
      perLetter = Math.max(0, elapsed - begun - over) / outcomes;
    },
    now: () => {
      const elapsed = clock.elapsed();
      const letters = total - doneOf(tally);
      // It looks at every letter that is left: of a million, not each second.
      if (estimate === null || elapsed - estimate.at >= Math.max(SECOND, letters / 10)) {
        const workload = { ...settings, letters, earlier: ledger.state.recentAttempts };
        estimate = { at: elapsed, left: timeLeft(workload, perLetter, clock.now()) };
      }
      const { at, left } = estimate;
      return {
        left: left === null || letters === 0 ? null : Math.max(0, left - (elapsed - at)),
        untilNext: next - elapsed >= MINUTE ? next - elapsed : null,
      };
    },
  };
}

/** Whether one letter waits, and others need not. */
function isRetry(event: SendingEvent): boolean {
  return event.kind === 'waiting' && event.for === 'retry';
}

/** How many milliseconds nothing happens from this event on. */
function pauseOf(event: SendingEvent, now: Date): number {
  switch (event.kind) {
    case 'waiting':
      return event.milliseconds;
    case 'out-of-hours':
      return event.until.getTime() - event.now.getTime();
    case 'round':
      return event.until.getTime() - now.getTime();
    default:
      return 0;
  }
}

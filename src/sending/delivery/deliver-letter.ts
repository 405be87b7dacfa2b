import { replyText } from './dialogue.js';
import type { MailConnection, OutgoingLetter } from './ports.js';
import { stopBecause, type Stop } from './stop.js';
import { ledgerFailed, outcomeOf, tryLetter, type ReadyLetter, type Run, type Try } from './try-letter.js';

/** What a worker does after a letter: goes on, ends because another has taken the letter over, or stops the run. */
export type Next = 'next-letter' | 'handed-over' | Stop;

export interface Delivered {
  readonly next: Next;
  /** Resolves once the outcome is on disk and told; to a stop where it could not be written. */
  readonly recorded: Promise<Stop | null>;
}

const NOTHING: Promise<null> = Promise.resolve(null);

/** After so many milliseconds, spread by a fifth either way, a letter is tried again in the same run. */
const RETRY_DELAYS: readonly number[] = [5_000, 30_000, 120_000];

/**
 * Takes one letter over one connection to its outcome, trying again where the table of outcomes says so. The only place
 * where anything is tried again. The outcome of a letter after which the next one may follow is still being written when
 * this resolves: it comes before that letter's attempt in the ledger, so it is on disk before that letter's MAIL FROM.
 */
export async function deliverLetter(run: Run, connection: MailConnection, ready: ReadyLetter): Promise<Delivered> {
  const { letter } = ready;
  let retries = 0;
  let { recorded } = ready;

  /** Where nothing came of a try. An attempt that stands behind it in the ledger would be the end of what was recorded before. */
  function tellRecorded(): void {
    const standing = run.ledger.state.letters.get(letter.key)?.standing;
    if (recorded !== null && standing === outcomeOf(recorded.verdict)) tell(run, letter, recorded);
  }

  for (;;) {
    const tried: Try | Stop = await tryLetter(run, connection, ready).catch((error: unknown) => {
      tellRecorded();
      throw error;
    });
    if ('reason' in tried) {
      tellRecorded();
      return { next: tried, recorded: NOTHING };
    }
    if (tried.written !== null) recorded = tried;
    const { verdict, end } = tried;
    if (verdict.do !== 'retry') return conclude(run, letter, tried, recorded);
    const failure = await tried.written;
    if (failure !== null) return conclude(run, letter, tried, recorded);
    if (closedWhenIdle(tried)) continue;
    if (verdict.fewerConnections && run.handOver(letter, recorded)) return { next: 'handed-over', recorded: NOTHING };
    const delay = RETRY_DELAYS[retries];
    if (delay === undefined) return conclude(run, letter, tried, recorded);
    retries += 1;
    const milliseconds = Math.round(delay * (0.8 + 0.4 * run.clock.random()));
    run.emit({ kind: 'waiting', for: 'retry', letter, milliseconds, end });
    await run.clock.wait(milliseconds, run.finish);
    if (run.finish.aborted) return conclude(run, letter, tried, recorded);
  }
}

/** A used connection that is gone when the next letter comes is no fault: servers close after so many letters, or minutes. */
function closedWhenIdle({ end, wasUsed }: Try): boolean {
  return (
    wasUsed &&
    end.stage === 'mail' &&
    (end.cause === 'closed' || end.cause === 'out-of-step' || end.reply?.code === 421)
  );
}

/** Tells the letter's outcome in this run, which is the one that the ledger holds. */
export function tell(run: Pick<Run, 'emit'>, letter: OutgoingLetter, { end, verdict, notBefore }: Try): void {
  run.emit({ kind: 'outcome', letter, outcome: outcomeOf(verdict), end, notBefore });
}

/** Waits until the outcome of a try is on disk, and tells it. */
async function record(run: Run, letter: OutgoingLetter, tried: Try): Promise<Stop | null> {
  const failure = await tried.written;
  if (failure === null) {
    tell(run, letter, tried);
    return null;
  }
  const { end } = tried;
  // The body was let go and nothing on disk says what became of it: the next run will hold it, so this one says so too.
  if (end.stage === 'body' || end.stage === 'final') {
    run.emit({ kind: 'outcome', letter, outcome: 'doubt', end, notBefore: null });
  }
  return ledgerFailed(failure);
}

/** What follows from the last try. `recorded` is the last one that stands in the ledger, or soon will, perhaps an earlier one. */
async function conclude(run: Run, letter: OutgoingLetter, last: Try, recorded: Try | null): Promise<Delivered> {
  const next = nextAfter(run, letter, last);
  const told = recorded === null ? NOTHING : record(run, letter, recorded);
  if (next === 'next-letter') return { next, recorded: told };
  return { next: (await told) ?? next, recorded: NOTHING };
}

function nextAfter(run: Run, letter: OutgoingLetter, { end, verdict, written }: Try): 'next-letter' | Stop {
  const because = (reason: Stop['reason']): Stop =>
    stopBecause(reason, end.reply === null ? end.detail : replyText(end.reply));
  switch (verdict.do) {
    case 'accepted':
      run.refusals.accepted();
      return 'next-letter';
    case 'failed': {
      if (verdict.refusal === null) return 'next-letter';
      const reason = run.refusals.refused(verdict.refusal, letter.to.slice(letter.to.lastIndexOf('@') + 1));
      return reason === null ? 'next-letter' : because(reason);
    }
    case 'deferred':
    case 'doubt':
      return 'next-letter';
    case 'stop':
      return because(verdict.reason);
    case 'retry':
      if (run.finish.aborted) return stopBecause('interrupted', '');
      if (verdict.otherwise !== 'deferred') return because(verdict.otherwise);
      return written === null ? because('server-refuses') : 'next-letter';
  }
}

import { replyText, type DialogueEnd } from './dialogue.js';
import type { MailConnection, OutgoingLetter } from './ports.js';
import { stopBecause, type Stop } from './stop.js';
import { RETRY_DELAYS, type LastStraw, type Refused, type Trouble } from './trouble-watch.js';
import { ledgerFailed, outcomeOf, tryLetter, type ReadyLetter, type Run, type Try } from './try-letter.js';

/** What a worker does after a letter: goes on, ends because another has taken the letter over, or stops the run. */
export type Next = 'next-letter' | 'handed-over' | Stop;

export interface Delivered {
  readonly next: Next;
  /** Resolves once the outcome is on disk and told; to a stop where it could not be written. */
  readonly recorded: Promise<Stop | null>;
}

const NOTHING: Promise<null> = Promise.resolve(null);

/**
 * Takes one letter over one connection to its outcome, trying again where the table of outcomes says so. The only place
 * where anything is tried again. The outcome of a letter after which the next one may follow is still being written when
 * this resolves: it comes before that letter's attempt in the ledger, so it is on disk before that letter's MAIL FROM.
 */
export async function deliverLetter(run: Run, connection: MailConnection, ready: ReadyLetter): Promise<Delivered> {
  const { letter } = ready;
  let retries = 0;
  let isRenewed = false;
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
    const remedy = remedyFor(tried, retries === 0 && !isRenewed);
    if (remedy === 'none' || ((await tried.written) ?? null) !== null) return conclude(run, letter, tried, recorded);
    if (remedy === 'new-connection') {
      isRenewed = true;
      await connection.close();
    }
    if (remedy === 'at-once' || remedy === 'new-connection') continue;
    if (remedy === 'fewer-connections' && run.handOver(letter, recorded)) {
      return { next: 'handed-over', recorded: NOTHING };
    }
    const delay = delaysAfter(run, tried)[retries];
    if (delay === undefined) return conclude(run, letter, tried, recorded);
    retries += 1;
    await waitToRetry(run, letter, tried.end, delay);
    if (run.finish.aborted) return conclude(run, letter, tried, recorded);
  }
}

/** What is done about a try that did not settle its letter: `wait` where nothing quicker helps. */
type Remedy = 'none' | 'at-once' | 'new-connection' | 'fewer-connections' | 'wait';

/** @param isFirst whether nothing but `at-once` was done about this letter before */
function remedyFor({ end, verdict, wasUsed, isOneTooMany }: Try, isFirst: boolean): Remedy {
  if (isOneTooMany) return 'fewer-connections';
  if (verdict.do !== 'retry') return 'none';
  if (wasUsed && end.stage === 'mail') {
    // A used connection that is gone when the next letter comes is no fault: servers close after so
    // many letters, or minutes.
    if (end.cause === 'closed' || end.cause === 'out-of-step' || end.reply?.code === 421) return 'at-once';
    // Others keep it open, and say that it has carried enough: "452 too many messages this
    // session".
    if (isFirst && end.reply !== null && !verdict.fewerConnections) return 'new-connection';
  }
  return verdict.fewerConnections ? 'fewer-connections' : 'wait';
}

/**
 * How long to wait before each further try, in milliseconds. Setting up a connection is tried as
 * often for every letter.
 */
function delaysAfter(run: Run, { verdict }: Try): readonly number[] {
  const isPutOff = verdict.do === 'retry' && verdict.otherwise === 'deferred';
  return isPutOff ? run.troubles.retryDelays() : RETRY_DELAYS;
}

/**
 * Spread by a fifth either way, so that several connections do not come back in the same moment.
 */
async function waitToRetry(run: Run, letter: OutgoingLetter, end: DialogueEnd, delay: number): Promise<void> {
  const milliseconds = Math.round(delay * (0.8 + 0.4 * run.clock.random()));
  run.emit({ kind: 'waiting', for: 'retry', letter, milliseconds, end });
  await run.clock.wait(milliseconds, run.finish);
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
  const straw = lastStraw(run, letter, last);
  const told = recorded === null ? NOTHING : record(run, letter, recorded);
  if (straw === null) return { next: 'next-letter', recorded: told };
  const stop = stopBecause(straw.cause, straw.cause === 'interrupted' ? '' : saidIn(last.end));
  const failure = (await told) ?? (await putOff(run, straw.suspects));
  return { next: failure ?? stop, recorded: NOTHING };
}

function saidIn({ reply, detail }: DialogueEnd): string {
  return reply === null ? detail : replyText(reply);
}

/** Why the run ends with this letter; null where it goes on. */
function lastStraw(run: Run, letter: OutgoingLetter, last: Try): LastStraw | null {
  const { verdict, written } = last;
  if (verdict.do === 'stop') return { cause: verdict.cause, suspects: [] };
  if (verdict.do === 'retry') {
    if (run.finish.aborted) return { cause: 'interrupted', suspects: [] };
    if (verdict.otherwise === 'stop' || written === null) return { cause: verdict.cause, suspects: [] };
  }
  if (verdict.do === 'accepted') run.troubles.accepted();
  const trouble = run.finish.aborted ? null : troubleOf(letter, last);
  return trouble === null ? null : run.troubles.met(trouble);
}

/** Null for what says nothing of the letters that follow. */
function troubleOf(letter: OutgoingLetter, { end, verdict }: Try): Trouble | null {
  switch (verdict.do) {
    case 'accepted':
    case 'stop':
      return null;
    case 'doubt':
      return { kind: 'doubt' };
    case 'failed':
      // Where nobody was asked, the server cannot take such an address at all.
      return end.reply === null ? null : { kind: 'refusal', cause: verdict.cause, refused: { letter, end } };
    case 'deferred':
    case 'retry':
      return { kind: 'put-off', stage: end.stage, letter, wasRetried: verdict.do === 'retry' };
  }
}

/**
 * Takes back that these letters have failed: what they were refused for may be us. They reached
 * nobody, so they may be sent again.
 */
async function putOff(run: Run, suspects: readonly Refused[]): Promise<Stop | null> {
  for (const { letter, end } of suspects) {
    const { stage, reply, cause } = end;
    const failure = await run.ledger.append({
      type: 'outcome',
      key: letter.key,
      outcome: 'deferred',
      stage,
      reply,
      cause,
      notBefore: null,
    });
    if (failure !== null) return ledgerFailed(failure);
    run.emit({ kind: 'outcome', letter, outcome: 'deferred', end, notBefore: null });
  }
  return null;
}

import { hash } from 'node:crypto';
import { endWithout, type DialogueEnd, type ServerOffers } from './dialogue.js';
import { untilOpen, type Hours } from './hours.js';
import type { LedgerEntry, OutcomeKind } from '../ledger/ledger-event.js';
import type { FirstAttempt } from '../ledger/ledger-state.js';
import { tooLarge, type openInTurn } from './open-in-turn.js';
import { judge, type Verdict } from './outcome.js';
import type { PaceWindow } from './pace.js';
import type { Clock, Ledger, LedgerFailure, MailConnection, OutgoingLetter } from './ports.js';
import type { SendingEvent } from './sending-event.js';
import { stopBecause, type Stop } from './stop.js';
import type { TroubleWatch } from './trouble-watch.js';

/** What all letters of a run share. */
export interface Run {
  readonly campaign: string;
  readonly mailing: string;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Null: as fast as the server takes them. */
  readonly pace: PaceWindow | null;
  readonly hours: Hours;
  readonly troubles: TroubleWatch;
  readonly open: ReturnType<typeof openInTurn>;
  /** Whether a connection beside this one is open. */
  readonly isAnotherUp: (connection: MailConnection) => boolean;
  /** Finish what is in flight, begin nothing. */
  readonly finish: AbortSignal;
  readonly emit: (event: SendingEvent) => void;
  /** Called when the disk or a server is about to be waited for: there is time to make ready the letters that come next. */
  readonly prepareNext: () => void;
  /**
   * Leaves the letter to the other connections because the server wants fewer of them; false where this is the last one.
   * `recorded`: what stands of it in the ledger, to be told where none of them gets to it.
   */
  readonly handOver: (letter: OutgoingLetter, recorded: Try | null) => boolean;
}

/** A letter to be delivered, with its message where that was composed already. */
export interface ReadyLetter {
  readonly letter: OutgoingLetter;
  /** Of use only while an attempt would give it the same date. */
  readonly ahead: { readonly first: FirstAttempt; readonly message: Promise<Uint8Array> } | null;
  /** What stands of it in the ledger where another connection of this run has tried it; null where none has. */
  readonly recorded: Try | null;
}

/** Servers close a connection that has nothing to say for some minutes. */
const LONGEST_IDLE = 60_000;
/**
 * While a computer sleeps its timers stand still: after so long, what o'clock it is by now is asked
 * again.
 */
const LOOK_AGAIN = 15 * 60_000;

/** One attempt at a letter, and what it came to. */
export interface Try {
  readonly end: DialogueEnd;
  readonly verdict: Verdict;
  /** Null where it never got as far as an attempt; else it gives null once the outcome stands in the ledger. */
  readonly written: Promise<LedgerFailure | null> | null;
  readonly notBefore: Date | null;
  /** Whether the connection had carried letters before: then the server may simply have closed it meanwhile. */
  readonly wasUsed: boolean;
  /** Whether the server would not have this connection beside those that are open. */
  readonly isOneTooMany: boolean;
}

/** Tries one letter over one connection, once: its turn, its attempt, the dialogue, its outcome. A stop where no attempt could be made or recorded. */
export async function tryLetter(
  run: Run,
  connection: MailConnection,
  { letter, ahead }: ReadyLetter,
): Promise<Try | Stop> {
  await awaitTurn(run, connection, letter);
  if (run.finish.aborted) return stopBecause('interrupted', '');
  const ready = await run.open(connection);
  if ('end' in ready) {
    const { end, isOneTooMany } = ready;
    return { end, verdict: judge(end), written: null, notBefore: null, wasUsed: false, isOneTooMany };
  }
  const first = firstAttempt(run, letter);
  const message = await (ahead !== null && isSame(ahead.first, first) ? ahead.message : letter.compose(first));
  const attempting = run.ledger.append(attemptEntry(run, letter, first, message));
  run.prepareNext();
  const attempt = await attempting;
  if (attempt !== null) return ledgerFailed(attempt);

  const wasUsed = connection.used;
  const impossible = unsendable(letter, message, ready.offers);
  const sent = impossible === null ? await transmit(run, connection, letter, message) : { end: impossible };
  if ('failure' in sent) return ledgerFailed(sent.failure);
  const { end } = sent;
  const verdict = judge(end);
  const notBefore = notBeforeOf(verdict, run.clock.now());
  const written = run.ledger.append({
    type: 'outcome',
    key: letter.key,
    outcome: outcomeOf(verdict),
    stage: end.stage,
    reply: end.reply,
    cause: end.cause,
    notBefore: notBefore?.toISOString() ?? null,
  });
  const isOneTooMany = verdict.do === 'retry' && !wasUsed && run.isAnotherUp(connection);
  return { end, verdict, written, notBefore, wasUsed, isOneTooMany };
}

/** Waits for the hours and the pace. A connection that would be idle for long is given back to the server. */
async function awaitTurn(run: Run, connection: MailConnection, letter: OutgoingLetter): Promise<void> {
  while (!run.finish.aborted) {
    await awaitHours(run, connection);
    const early = run.pace?.take(run.clock.elapsed()) ?? 0;
    if (early <= 0) return;
    run.emit({ kind: 'waiting', for: 'pace', letter, milliseconds: early, end: null });
    if (early > LONGEST_IDLE) await connection.close();
    await run.clock.wait(early, run.finish);
    if (untilOpen(run.hours, run.clock.now()) === 0) return;
  }
}

/** Waits until letters may go out, over a weekend if need be. */
async function awaitHours(run: Run, connection: MailConnection): Promise<void> {
  const { hours, clock, finish } = run;
  const now = clock.now();
  let closed = untilOpen(hours, now);
  if (closed > 0) run.emit({ kind: 'out-of-hours', now, until: new Date(now.getTime() + closed) });
  if (closed > LONGEST_IDLE) await connection.close();
  for (; closed > 0 && !finish.aborted; closed = untilOpen(hours, clock.now())) {
    await clock.wait(Math.min(closed, LOOK_AGAIN), finish);
  }
}

/** A letter that this server could not take, found out before a byte of it goes out (RFC 1870, RFC 6531). */
function unsendable(letter: OutgoingLetter, message: Uint8Array, offers: ServerOffers): DialogueEnd | null {
  if (letter.needsSmtpUtf8 && !offers.smtpUtf8) {
    return endWithout('mail', 'smtputf8-not-offered', 'This server takes only plain letters before the @.');
  }
  if (offers.size === null || message.length <= offers.size) return null;
  return tooLarge(message.length, offers.size);
}

/** A ledger that could not take `released` is a failure of the ledger, whatever became of the dialogue: no byte of the body went out. */
async function transmit(
  run: Run,
  connection: MailConnection,
  letter: OutgoingLetter,
  message: Uint8Array,
): Promise<{ readonly end: DialogueEnd } | { readonly failure: LedgerFailure }> {
  const failures: LedgerFailure[] = [];
  const end = await connection.deliver({ from: letter.from, to: letter.to, message }, async () => {
    const failure = await run.ledger.append({ type: 'released', key: letter.key });
    run.prepareNext();
    if (failure !== null) failures.push(failure);
    return failure === null;
  });
  const [failure] = failures;
  return failure === undefined ? { end } : { failure };
}

/** What stands in the ledger after one try: a letter that is tried again, or with which a run stops, is deferred. */
export function outcomeOf(verdict: Verdict): OutcomeKind {
  return verdict.do === 'retry' || verdict.do === 'stop' ? 'deferred' : verdict.do;
}

function notBeforeOf(verdict: Verdict, now: Date): Date | null {
  const minutes = verdict.do === 'deferred' || verdict.do === 'stop' ? verdict.minutes : 0;
  return minutes === 0 ? null : new Date(now.getTime() + minutes * 60_000);
}

function attemptEntry(
  run: Run,
  letter: OutgoingLetter,
  { date, messageId }: FirstAttempt,
  message: Uint8Array,
): LedgerEntry {
  const { campaign, mailing } = run;
  const { key, clp, clps, email, content, today } = letter;
  const digest = hash('sha256', message);
  const shared = clps === undefined ? {} : { clps: [...clps] };
  const about = { campaign, mailing, clp, ...shared, email, messageId, content, today };
  return { type: 'attempt', key, ...about, date: date.toISOString(), digest };
}

/** The stop of a ledger that cannot be written. */
export function ledgerFailed({ detail }: LedgerFailure): Stop {
  return stopBecause('ledger-failed', detail);
}

/** What the message has of its first attempt, which may be this one. */
export function firstAttempt(
  { ledger, clock }: Pick<Run, 'ledger' | 'clock'>,
  { key, messageId }: OutgoingLetter,
): FirstAttempt {
  return ledger.state.letters.get(key) ?? { date: wholeSecond(clock.now()), messageId };
}

function isSame(one: FirstAttempt, other: FirstAttempt): boolean {
  return one.date.getTime() === other.date.getTime() && one.messageId === other.messageId;
}

/** A Date header has no fractions of a second (RFC 5322 §3.3), so neither has what is kept of it. */
function wholeSecond(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

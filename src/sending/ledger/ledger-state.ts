import type { SmtpReply, Stage } from '../delivery/dialogue.js';
import type { LedgerEvent, OutcomeKind } from './ledger-event.js';

/**
 * Where a letter stands. `attempted`: nothing went out, or a person wants it sent again. `released`: the body was let go
 * and no outcome is known, which is a doubt unless it is in flight at this moment. `posted`: it went out on paper.
 */
type LetterStanding = 'attempted' | 'released' | OutcomeKind | 'posted';

/** What the ledger knows of one letter. */
export interface LetterRecord {
  readonly key: string;
  readonly campaign: string;
  readonly mailing: string;
  readonly clp: string;
  /** Every CLP that the letter stands for. */
  readonly clps: readonly string[];
  /** "" for a letter that was only ever on paper, to somebody without one. */
  readonly email: string;
  /** Where it was posted to (`postalFingerprint`); null for a letter that was not, or of which that was not recorded. */
  readonly postal: string | null;
  readonly standing: LetterStanding;
  readonly attempts: number;
  /** The message's Date header, fixed by the first attempt. */
  readonly date: Date;
  /** Without angle brackets; fixed by the first attempt too, whoever the letter is from by now. */
  readonly messageId: string;
  /** SHA-256 of the last attempt's bytes, in hex. */
  readonly digest: string;
  /** What the letter says, whenever it is sent (`letterDigest`), and the day that it was written for; null where no run recorded them. */
  readonly content: string | null;
  readonly today: string | null;
  /** Of the last outcome. */
  readonly reply: SmtpReply | null;
  readonly stage: Stage | null;
  /** A `Cause`, or what another version of nominate calls one. */
  readonly cause: string | null;
  /** The earliest time for another attempt; null: at once, or never. */
  readonly notBefore: Date | null;
  /** When the last event about it was recorded. */
  readonly at: Date;
  /** Whether a person settled a doubt about it. */
  readonly resolved: boolean;
}

/** By what a receiver can recognise a second copy. */
export type FirstAttempt = Pick<LetterRecord, 'date' | 'messageId'>;

/** Whether nobody knows if the letter was delivered. */
export function isInDoubt({ standing }: Pick<LetterRecord, 'standing'>): boolean {
  return standing === 'doubt' || standing === 'released';
}

/** What all events so far amount to. */
export interface LedgerState {
  readonly letters: ReadonlyMap<string, LetterRecord>;
  /** Times of the latest attempts, 50,000 at least where there were as many, in milliseconds since 1970, in the order of the ledger. */
  readonly recentAttempts: readonly number[];
  /** The number of the last event; 0 when there is none. */
  readonly seq: number;
}

/**
 * More than any provider takes in a day. Kept by number and not by age: a time of day that was wrong for a while must not
 * make the others look old.
 */
const ATTEMPTS_KEPT = 50_000;

/** The state of an empty ledger, and the fold that carries it on. `apply` changes `state` in place. */
export function createLedgerFold(): { readonly state: LedgerState; readonly apply: (event: LedgerEvent) => void } {
  const letters = new Map<string, LetterRecord>();
  let recentAttempts: number[] = [];
  let seq = 0;

  function countAttempt(time: number): void {
    recentAttempts.push(time);
    if (recentAttempts.length >= 2 * ATTEMPTS_KEPT) recentAttempts = recentAttempts.slice(-ATTEMPTS_KEPT);
  }

  function apply(event: LedgerEvent): void {
    seq = event.seq;
    if (event.type === 'attempt') countAttempt(Date.parse(event.at));
    const next = nextRecord(letters.get(event.key), event);
    if (next !== null) letters.set(event.key, next);
  }

  const state: LedgerState = {
    letters,
    get recentAttempts() {
      return recentAttempts;
    },
    get seq() {
      return seq;
    },
  };
  return { state, apply };
}

/** Null where an event speaks of a letter that was never attempted. */
function nextRecord(record: LetterRecord | undefined, event: LedgerEvent): LetterRecord | null {
  const at = new Date(event.at);
  if (event.type === 'attempt') {
    const { key, campaign, mailing, clp, email, messageId, digest, content = null, today = null } = event;
    return {
      key,
      campaign,
      mailing,
      clp,
      clps: event.clps ?? [clp],
      email,
      postal: null,
      messageId: record?.messageId ?? messageId,
      digest,
      content,
      today,
      at,
      standing: 'attempted',
      attempts: (record?.attempts ?? 0) + 1,
      date: record?.date ?? new Date(event.date),
      reply: null,
      stage: null,
      cause: null,
      notBefore: null,
      resolved: false,
    };
  }
  if (event.type === 'posted') {
    const { clp, clps = [clp], postal = null } = event;
    return { ...(record ?? neverMailed(event)), at, clp, clps, postal, standing: 'posted' };
  }
  if (record === undefined) return null;
  switch (event.type) {
    case 'released':
      return { ...record, at, standing: 'released' };
    case 'outcome':
      return {
        ...record,
        at,
        standing: event.outcome,
        reply: event.reply,
        stage: event.stage,
        cause: event.cause,
        notBefore: event.notBefore === null ? null : new Date(event.notBefore),
      };
    case 'resolution':
      return { ...record, at, standing: event.decision === 'sent' ? 'accepted' : 'attempted', resolved: true };
  }
}

function neverMailed({
  key,
  campaign,
  mailing,
  clp,
  email,
  at,
}: LedgerEvent & { readonly type: 'posted' }): LetterRecord {
  const time = new Date(at);
  return {
    key,
    campaign,
    mailing,
    clp,
    clps: [clp],
    email: email ?? '',
    postal: null,
    standing: 'posted',
    attempts: 0,
    date: time,
    messageId: '',
    digest: '',
    content: null,
    today: null,
    reply: null,
    stage: null,
    cause: null,
    notBefore: null,
    at: time,
    resolved: false,
  };
}

import type { DoubtDecision, LedgerEntry } from './ledger-event.js';
import { isInDoubt, type LedgerState, type LetterRecord } from './ledger-state.js';

/** Whether a letter may go out now, as far as the ledger is concerned. */
export type Due =
  | { readonly action: 'send'; readonly reason: 'never-tried' | 'not-sent' | 'deferred' | 'failed' }
  | { readonly action: 'skip'; readonly reason: 'accepted' | 'failed' | 'posted'; readonly record: LetterRecord }
  | { readonly action: 'skip'; readonly reason: 'not-yet'; readonly record: LetterRecord; readonly notBefore: Date }
  | { readonly action: 'hold'; readonly reason: 'doubt'; readonly record: LetterRecord };

/** What the ledger says about one letter, when no run is under way. */
export function dueNow(state: LedgerState, key: string, now: Date): Due {
  const record = state.letters.get(key);
  if (record === undefined) return { action: 'send', reason: 'never-tried' };
  switch (record.standing) {
    case 'attempted':
      return { action: 'send', reason: 'not-sent' };
    case 'deferred': {
      const notBefore = waitsUntil(record, now);
      if (notBefore === null) return { action: 'send', reason: 'deferred' };
      return { action: 'skip', reason: 'not-yet', record, notBefore };
    }
    case 'accepted':
    case 'failed':
    case 'posted':
      return { action: 'skip', reason: record.standing, record };
    case 'released':
    case 'doubt':
      return { action: 'hold', reason: 'doubt', record };
  }
}

/**
 * When a deferred letter may go out; null where it may now, or never. A deferral that seems to have
 * been recorded in the future is due: the clock was set back, and waiting for it could take years.
 */
export function waitsUntil({ standing, notBefore, at }: LetterRecord, now: Date): Date | null {
  return standing !== 'deferred' || notBefore === null || notBefore <= now || at > now ? null : notBefore;
}

/**
 * What `dueNow` says where a person decides that what was refused for good is tried again: that has
 * reached nobody.
 */
export function dueAgain(state: LedgerState, key: string, now: Date): Due {
  const due = dueNow(state, key, now);
  return due.action === 'skip' && due.reason === 'failed' ? { action: 'send', reason: 'failed' } : due;
}

/** Whether a letter may go out on paper: what a mail server refused or put off may. */
export function dueOnPaper(state: LedgerState, key: string, now: Date): Due {
  const due = dueNow(state, key, now);
  if (due.action !== 'skip' || due.reason === 'accepted' || due.reason === 'posted') return due;
  return { action: 'send', reason: 'not-sent' };
}

/** Whether a letter is known to have gone out, as an e-mail or on paper. */
export function hasGoneOut(state: LedgerState, key: string): boolean {
  const standing = state.letters.get(key)?.standing;
  return standing === 'accepted' || standing === 'posted';
}

/** Every letter in doubt, in the order of their first attempts. */
export function doubts(state: LedgerState): readonly LetterRecord[] {
  return [...state.letters.values()].filter(isInDoubt);
}

/** The state as it will be once a person has settled these doubts. */
export function asSettled(state: LedgerState, keys: ReadonlySet<string>, decision: DoubtDecision): LedgerState {
  const standing = decision === 'sent' ? 'accepted' : 'attempted';
  const letters = new Map(state.letters);
  for (const [key, record] of letters) if (keys.has(key)) letters.set(key, { ...record, standing, resolved: true });
  return { letters, recentAttempts: state.recentAttempts, seq: state.seq };
}

/** What to record when a person settles a doubt; null where there is none to settle. */
export function resolveDoubt(state: LedgerState, key: string, decision: DoubtDecision): LedgerEntry | null {
  const record = state.letters.get(key);
  return record !== undefined && isInDoubt(record) ? { type: 'resolution', key, decision } : null;
}

import type { LedgerState, LetterRecord } from './ledger-state.js';

/**
 * The letter by which every CLP of another one, which did not go out, was reached after it: at an
 * address that was mended, or on paper. Null where there is none. A letter in doubt stays one: it
 * may have arrived.
 */
export function reachedSince({ letters }: Pick<LedgerState, 'letters'>, record: LetterRecord): LetterRecord | null {
  const { key, campaign, mailing, clps, at, standing } = record;
  if (standing !== 'failed' && standing !== 'deferred' && standing !== 'attempted') return null;
  for (const other of letters.values()) {
    const isThere = other.standing === 'accepted' || other.standing === 'posted';
    const isSame =
      other.campaign === campaign && other.mailing === mailing && clps.every((clp) => other.clps.includes(clp));
    if (isThere && isSame && other.key !== key && other.at >= at) return other;
  }
  return null;
}

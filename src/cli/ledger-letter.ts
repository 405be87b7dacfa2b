import type { JsonLetter } from '../report/json-document.js';
import { reasonText } from '../report/ledger-text.js';
import type { LetterRecord } from '../sending/ledger-state.js';

/** Null for a letter that was begun and did not go out. */
export function outcomeOf({ standing }: LetterRecord): JsonLetter['outcome'] {
  if (standing === 'released') return 'doubt';
  return standing === 'attempted' ? null : standing;
}

/** A letter of the ledger, for --json. */
export function ledgerLetter(record: LetterRecord): JsonLetter {
  const outcome = outcomeOf(record);
  return {
    key: record.key,
    clp: record.clp,
    email: record.email,
    line: null,
    action: outcome === 'doubt' ? 'hold' : outcome === 'accepted' || outcome === 'failed' ? 'skip' : 'send',
    reason: null,
    outcome,
    reply: reasonText(record) === '' ? null : reasonText(record),
    file: null,
  };
}

import type { JsonLetter } from '../../report/json-document.js';
import { reasonText } from '../../report/ledger-text.js';
import { waitsUntil } from '../../sending/ledger/due.js';
import type { LetterRecord } from '../../sending/ledger/ledger-state.js';

/** Of the e-mail: null for a letter that was begun and did not go out, and for one that was posted. */
export function outcomeOf({ standing }: LetterRecord): JsonLetter['outcome'] {
  if (standing === 'released') return 'doubt';
  return standing === 'attempted' || standing === 'posted' ? null : standing;
}

/** A letter of the ledger, for --json. */
export function ledgerLetter(record: LetterRecord, now: Date): JsonLetter {
  const notBefore = waitsUntil(record, now);
  const outcome = outcomeOf(record);
  const isOver = outcome === 'accepted' || outcome === 'failed' || record.standing === 'posted';
  return {
    key: record.key,
    clp: record.clp,
    email: record.email === '' ? null : record.email,
    line: null,
    action: outcome === 'doubt' ? 'hold' : isOver ? 'skip' : 'send',
    reason: record.standing === 'posted' ? 'posted' : null,
    outcome,
    reply: reasonText(record) === '' ? null : reasonText(record),
    file: null,
    ...(notBefore === null ? {} : { notBefore: notBefore.toISOString() }),
  };
}

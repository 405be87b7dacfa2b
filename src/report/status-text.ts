import { outcomeSchema, type OutcomeKind } from '../sending/ledger/ledger-event.js';
import type { LetterRecord } from '../sending/ledger/ledger-state.js';
import { waitsUntil } from '../sending/ledger/due.js';
import { reasonText } from './ledger-text.js';
import { counted } from './lines/problem-text.js';
import type { Style } from './lines/style.js';
import { table } from './lines/table.js';
import { weekdayTimeText } from './lines/weekday-text.js';

/** Most ledgers know of none: the others have room on a terminal of 80 columns. */
const SELDOM = ['posted', 'not sent', 'reached since'] as const;

/**
 * A letter of the ledger, and the one by which its CLP was reached after it; null where there is
 * none.
 */
export interface ToldLetter {
  readonly record: LetterRecord;
  readonly since: LetterRecord | null;
}

/** A table of the mailings, and below it every letter that was neither accepted nor posted, with what is known about it. */
export function statusText(letters: readonly ToldLetter[], now: Date, style: Style): string {
  if (letters.length === 0) return 'Nothing has been sent.\n';
  const mailings = [...new Set(letters.map(({ record }) => record.mailing))];
  const seldom = SELDOM.filter((column) => letters.some((letter) => columnOf(letter) === column));
  const columns = [...outcomeSchema.options, ...seldom];
  const rows = mailings.map((mailing) => {
    const of = letters.filter(({ record }) => record.mailing === mailing);
    const counts = columns.map((column) => String(of.filter((letter) => columnOf(letter) === column).length));
    return [mailing, ...counts, lastOf(of)];
  });
  const open = letters.filter((letter) => columnOf(letter) !== 'accepted' && columnOf(letter) !== 'posted');
  const details = open.map((letter) => [
    letter.record.clp,
    letter.record.email,
    columnOf(letter),
    whyText(letter, now),
  ]);
  const parts = [table(['mailing', ...columns, 'last at (UTC)'], rows, style)];
  if (details.length > 0) parts.push(table(['clp', 'email', 'outcome', 'why'], details, style));
  if (open.some((letter) => columnOf(letter) === 'doubt')) parts.push(DOUBTS);
  parts.push(`${counted(letters.length, 'letter')} in the ledger.\n`);
  return parts.join('\n');
}

function whyText({ record, since }: ToldLetter, now: Date): string {
  const reason = reasonText(record);
  if (since !== null) return `${record.standing} here, but ${since.email === '' ? 'posted' : `sent to ${since.email}`}`;
  const due = waitsUntil(record, now);
  return due === null ? reason : `not before ${weekdayTimeText(due, now)}: ${reason}`;
}

const DOUBTS = `A doubt is a letter that may or may not have been delivered. Ask the secretary, or look at the mail server's log; then
  npx nominate send --csv … --resolve-doubts sent      records the doubts as sent
  npx nominate send --csv … --resolve-doubts resend    sends those letters once more
`;

function columnOf({ record, since }: ToldLetter): OutcomeKind | (typeof SELDOM)[number] {
  if (since !== null) return 'reached since';
  if (record.standing === 'attempted') return 'not sent';
  return record.standing === 'released' ? 'doubt' : record.standing;
}

function lastOf(letters: readonly ToldLetter[]): string {
  const last = letters.reduce((latest, { record: { at } }) => (at > latest ? at : latest), new Date(0));
  return last.toISOString().slice(0, 16).replace('T', ' ');
}

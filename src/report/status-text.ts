import { outcomeSchema, type OutcomeKind } from '../sending/ledger/ledger-event.js';
import type { LetterRecord } from '../sending/ledger/ledger-state.js';
import { reasonText } from './ledger-text.js';
import { counted } from './problem-text.js';
import type { Style } from './style.js';
import { table } from './table.js';

/** Most ledgers know of none: the others have room on a terminal of 80 columns. */
const SELDOM = ['posted', 'not sent'] as const;

/** A table of the mailings, and below it every letter that was neither accepted nor posted, with what is known about it. */
export function statusText(records: readonly LetterRecord[], style: Style): string {
  if (records.length === 0) return 'Nothing has been sent.\n';
  const mailings = [...new Set(records.map(({ mailing }) => mailing))];
  const seldom = SELDOM.filter((column) => records.some((record) => columnOf(record) === column));
  const columns = [...outcomeSchema.options, ...seldom];
  const rows = mailings.map((mailing) => {
    const of = records.filter((record) => record.mailing === mailing);
    const counts = columns.map((column) => String(of.filter((record) => columnOf(record) === column).length));
    return [mailing, ...counts, lastOf(of)];
  });
  const open = records.filter((record) => columnOf(record) !== 'accepted' && columnOf(record) !== 'posted');
  const details = open.map((record) => [record.clp, record.email, columnOf(record), reasonText(record)]);
  const parts = [table(['mailing', ...columns, 'last at (UTC)'], rows, style)];
  if (details.length > 0) parts.push(table(['clp', 'email', 'outcome', 'why'], details, style));
  if (open.some((record) => columnOf(record) === 'doubt')) parts.push(DOUBTS);
  parts.push(`${counted(records.length, 'letter')} in the ledger.\n`);
  return parts.join('\n');
}

const DOUBTS = `A doubt is a letter that may or may not have been delivered. Ask the secretary, or look at the mail server's log; then
  npx nominate send --csv … --resolve-doubts sent      records the doubts as sent
  npx nominate send --csv … --resolve-doubts resend    sends those letters once more
`;

function columnOf({ standing }: LetterRecord): OutcomeKind | (typeof SELDOM)[number] {
  if (standing === 'attempted') return 'not sent';
  return standing === 'released' ? 'doubt' : standing;
}

function lastOf(records: readonly LetterRecord[]): string {
  const last = records.reduce((latest, { at }) => (at > latest ? at : latest), new Date(0));
  return last.toISOString().slice(0, 16).replace('T', ' ');
}

import { parseMailbox } from '../../email-address.js';
import { warningAt, type Problem } from '../../problem.js';
import type { ListRecord } from '../list-record.js';
import { isAddressColumn, isField } from '../columns/fields.js';
import { quoteCell } from '../quote-cell.js';
import { placeInList, type ListColumn, type ListHead, type Recipient } from '../recipient.js';

/** Watches the organiser's own columns for e-mail addresses, in a list that has no others. */
export interface UnreadAddresses {
  see(record: ListRecord, recipient: Recipient | null): void;
  /** A warning where most cells of such a column are addresses, and nobody has one in the column that is read. */
  problems(): readonly Problem[];
}

interface Seen {
  readonly column: ListColumn;
  filled: number;
  addresses: number;
  first: { readonly line: number; readonly cell: string } | null;
}

/** Starts watching one list. Of one without any column for addresses it is told already that there is none. */
export function createUnreadAddresses(head: ListHead): UnreadAddresses {
  const isToldToLack = !head.columns.some(({ name }) => name === 'email' || isAddressColumn(name));
  const seen: readonly Seen[] = head.columns
    .filter(({ name }) => !isField(name))
    .map((column) => ({ column, filled: 0, addresses: 0, first: null }));
  let areRead = isToldToLack;

  function seeCell(of: Seen, line: number, cell: string): void {
    if (cell === '') return;
    of.filled += 1;
    if (!cell.includes('@') || parseMailbox(cell) === null) return;
    of.addresses += 1;
    of.first ??= { line, cell };
  }

  function told({ column, filled, addresses, first }: Seen): readonly Problem[] {
    if (first === null || addresses * 2 <= filled) return [];
    const header = quoteCell(column.header);
    const message = `The column ${header} holds e-mail addresses, such as ${quoteCell(first.cell)}, and is not read: nobody gets an e-mail.`;
    const hint = `Call it "E-mail", or write into campaign.yaml: columns: { email: ${header} }.`;
    return [warningAt(placeInList(head, first.line, column.name), 'unread-addresses', message, hint)];
  }

  return {
    see({ line, cells }, recipient) {
      areRead ||= recipient !== null && recipient.email !== null;
      if (areRead) return;
      for (const of of seen) seeCell(of, line, cells[of.column.number - 1]?.trim() ?? '');
    },
    problems: () => (areRead ? [] : seen.flatMap(told)),
  };
}

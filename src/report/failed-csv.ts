import { BYTE_ORDER_MARK, csvLine } from '../recipients/csv/csv-line.js';
import { FAILED_COLUMNS } from '../recipients/csv/own-list.js';
import type { ListHead, Recipient } from '../recipients/recipient.js';
import type { LetterRecord } from '../sending/ledger/ledger-state.js';
import { replyText } from '../sending/delivery/dialogue.js';
import { refusalText } from './ledger-text.js';

/** A row of the list, and what the ledger knows of its letter. */
export interface FailedRow {
  readonly recipient: Recipient;
  readonly record: LetterRecord;
}

/**
 * The rows of a list whose letters failed, with the columns of the list and, behind them, the server's reply and the reason: a
 * list that can be mended and sent.
 */
export function failedCsv(head: ListHead, failed: readonly FailedRow[]): string {
  // Those that an earlier list of failed letters left in the list give way to the new ones.
  const columns = head.columns.filter(({ name }) => !FAILED_COLUMNS.some((own) => own === name));
  const line = (cells: readonly string[]): string => csvLine(cells, head.delimiter);
  const rows = failed.map(({ recipient, record }) =>
    line([
      ...columns.map(({ name }) => recipient.columns[name] ?? ''),
      record.reply === null ? '' : replyText(record.reply),
      refusalText(record),
    ]),
  );
  return `${BYTE_ORDER_MARK}${line([...columns.map(({ header }) => header.trim()), ...FAILED_COLUMNS])}${rows.join('')}`;
}

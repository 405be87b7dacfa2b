import type { ListHead, Recipient } from '../recipients/recipient.js';
import type { LetterRecord } from '../sending/ledger/ledger-state.js';
import { replyText } from '../sending/delivery/dialogue.js';
import { refusalText } from './ledger-text.js';

/** A row of the list, and what the ledger knows of its letter. */
export interface FailedRow {
  readonly recipient: Recipient;
  readonly record: LetterRecord;
}

/** Columns of our own; those that an earlier list of failed letters left in the list give way to them. */
const OWN = ['reply', 'reason'] as const;

/**
 * The rows of a list whose letters failed, with the columns of the list and, behind them, the server's reply and the reason: a
 * list (RFC 4180) that can be mended and sent. It begins with a byte order mark, by which spreadsheets know UTF-8.
 */
export function failedCsv(head: ListHead, failed: readonly FailedRow[]): string {
  const columns = head.columns.filter(({ name }) => !OWN.some((own) => own === name));
  const line = (cells: readonly string[]): string => `${cells.map(cell).join(head.delimiter)}\r\n`;
  const rows = failed.map(({ recipient, record }) =>
    line([
      ...columns.map(({ name }) => recipient.columns[name] ?? ''),
      record.reply === null ? '' : replyText(record.reply),
      refusalText(record),
    ]),
  );
  return `\uFEFF${line([...columns.map(({ header }) => header.trim()), ...OWN])}${rows.join('')}`;
}

/** A spreadsheet would run what begins like a formula; an apostrophe makes it text. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

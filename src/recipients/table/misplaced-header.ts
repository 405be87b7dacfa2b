import { parseMailbox } from '../../email-address.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { knownHeaders, type Meaning } from '../columns/column-meaning.js';
import type { ListRecord } from '../list-record.js';
import { readPostcode } from '../row/postcode.js';
import { quoteCell } from '../quote-cell.js';
import type { SheetChoice } from '../recipient.js';

/** A row with this many known headers is a header, wherever it stands. */
export const SURE_HEADERS = 2;

const A_COLUMN_EACH =
  'Open it in a spreadsheet, give the CLP, the name and the e-mail address a column each, and save it as "CSV UTF-8". (In Excel, Data and then "Text to Columns" divides a column.)';

/** The error of a list that has one column, in which the others may be hidden. No list of one column can be written to. */
export function oneColumn(header: string, place: Place, sheet?: SheetChoice): Problem {
  const hint =
    sheet !== undefined && sheet.of > 1
      ? `This is the sheet ${quoteCell(sheet.name)}. If the list is on another one, name that with --sheet.`
      : A_COLUMN_EACH;
  return errorAt(place, 'one-column', `The list has one column only, headed ${quoteCell(header)}.`, hint);
}

/** The error of a list whose headers stand below each other, in its first column; null where they do not. */
export function turnedList(file: string, records: readonly ListRecord[], meaning: Meaning): Problem | null {
  const known = records.filter(({ cells }) => knownHeaders(cells.slice(0, 1), meaning) === 1);
  const [first] = known;
  if (first === undefined || known.length < SURE_HEADERS) return null;
  const headers = known
    .slice(0, 3)
    .map(({ cells }) => quoteCell(cells[0] ?? ''))
    .join(', ');
  const place = { file, line: first.line, column: null };
  if (records.every(({ cells }) => cells.length === 1)) {
    const message = `Every cell stands on a line of its own, as when a table is saved as text: ${headers} …`;
    const hint =
      'Copy the table itself into a spreadsheet, from the document that has it, and save that as "CSV UTF-8".';
    return errorAt(place, 'turned-list', message, hint);
  }
  const message = `The list lies on its side: ${headers} stand below each other, not beside each other.`;
  const hint =
    'Copy it in the spreadsheet, paste it into a new sheet with "Paste Special" and "Transpose", and save that.';
  return errorAt(place, 'turned-list', message, hint);
}

/** Whether a row is a recipient's, even if some words of it could be headers: an office in the place of a name, "post", a town called Street. */
export function looksLikeRow(cells: readonly string[]): boolean {
  return cells.some((cell) => parseMailbox(cell.trim()) !== null || readPostcode(cell.trim()) !== null);
}

/** The error of a row that is a header once more: the same one can be left out, below another one the cells would be misread. */
export function secondHeader(
  file: string,
  { cells, line }: ListRecord,
  header: readonly string[],
  meaning: Meaning,
): Problem | null {
  const place = { file, line, column: null };
  if (cells.length === header.length && cells.every((cell, index) => cell.trim() === header[index]?.trim())) {
    const message = 'The header stands here once more, as if two lists had been put together.';
    return errorAt(place, 'repeated-header', message, 'Delete this row.');
  }
  if (knownHeaders(cells, meaning) < SURE_HEADERS || looksLikeRow(cells)) return null;
  const isBelow = header.some(
    (cell, index) => cell.trim() === '' && knownHeaders(cells.slice(index, index + 1), meaning) > 0,
  );
  if (isBelow) {
    const message = `The header seems to take up two rows; the second is ${cells
      .filter((cell) => cell !== '')
      .slice(0, 3)
      .map(quoteCell)
      .join(', ')} …`;
    const hint =
      'Give every column its name in one row, unmerge the cells there, and delete the other row. Nothing below it was read.';
    return errorAt(place, 'header-in-two-rows', message, hint);
  }
  const message = `Another header stands here, as if two lists had been put together: ${cells.slice(0, 3).map(quoteCell).join(', ')} …`;
  const hint =
    'Put the columns below it into the order of the first header and delete this row, or make two lists of it. Nothing below it was read.';
  return errorAt(place, 'other-header', message, hint);
}

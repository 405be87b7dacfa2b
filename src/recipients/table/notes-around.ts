import { errorAt, warningAt, type Problem } from '../../problem.js';
import { trimCell } from '../row/cell-value.js';
import type { ListRecord } from '../list-record.js';
import { quoteCell } from '../quote-cell.js';

/** A table this narrow has rows of one cell. */
const NARROW = 2;

function filledCells(cells: readonly string[]): readonly string[] {
  return cells.filter((cell) => cell.trim() !== '');
}

/** Whether a row above the header holds one cell only, as notes do. */
export function isNote({ cells }: ListRecord): boolean {
  return filledCells(cells).length < 2;
}

/** Whether a row draws a line, as in Markdown and in what databases print: |---|:---:|, ----+----. */
function isDrawnLine({ cells }: ListRecord): boolean {
  const drawn = cells.join('|');
  return /^[\s|:+=-]*$/u.test(drawn) && /--|==/u.test(drawn);
}

/** The warning of a line that is drawn below the header, of no recipient; null for any other row. */
export function lineBelowHeader(file: string, record: ListRecord): Problem | null {
  if (!isDrawnLine(record)) return null;
  const message = 'This is the line that a Markdown table has below its header, so it was passed over.';
  const hint =
    'Look through the preview: signs that mark up a cell there, such as ** or a backslash, are printed as they stand.';
  return warningAt({ file, line: record.line, column: null }, 'markdown-table', message, hint);
}

/** What is no row of a recipient at all is told as that, not by all that it lacks. */
export function loneCell(file: string, { cells, line }: ListRecord): Problem | null {
  const [only, ...others] = filledCells(cells);
  if (only === undefined || others.length > 0 || cells.length <= NARROW) return null;
  const place = { file, line, column: cells.indexOf(only) + 1 };
  const hint = 'If it is a note or a total, delete the row; otherwise fill in the others.';
  return errorAt(place, 'lone-cell', `Only one cell of this row holds anything: ${quoteCell(only)}.`, hint);
}

/** The warning of what stands above the header: a title, a date, a note. */
export function rowsAbove(file: string, records: readonly ListRecord[]): readonly Problem[] {
  const [first] = records;
  if (first === undefined) return [];
  const shown = records.slice(0, 2).map(({ cells }) => quoteCell(filledCells(cells).map(trimCell).join(' ')));
  const count =
    records.length === 1
      ? 'One row stands above the header and was'
      : `${records.length} rows stand above the header and were`;
  const message = `${count} left out: ${shown.join(', ')}${records.length > 2 ? ' …' : ''}.`;
  return [
    warningAt(
      { file, line: first.line, column: null },
      'rows-above-header',
      message,
      'Nothing needs doing if that is right.',
    ),
  ];
}

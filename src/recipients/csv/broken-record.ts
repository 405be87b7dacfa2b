import type { CsvError } from 'csv-parse/sync';
import { errorAt, type Problem } from '../../problem.js';
import { RECORD_LIMIT, type RecordText } from './cut-records.js';
import type { Delimiter } from './delimiter.js';
import { quoteCell } from '../quote-cell.js';

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

interface BrokenCell {
  readonly lineBreaksBefore: number;
  readonly text: string;
  readonly quoted: boolean;
}

/** Where the given cell of a record begins; the last one where there are fewer. */
function findCell(record: string, delimiter: Delimiter, index: number): BrokenCell {
  let start = 0;
  let found = 0;
  let quoted = false;
  for (let at = 0; at < record.length && found < index; at += 1) {
    const character = record[at];
    if (character === '"') quoted = !quoted;
    if (quoted || character !== delimiter) continue;
    start = at + 1;
    found += 1;
  }
  const text = record.slice(start);
  return { lineBreaksBefore: lineBreaks(record.slice(0, start)), text, quoted: text.startsWith('"') };
}

/** What is wrong with a record that csv-parse cannot read (`error`), or that has no end (null). */
export function brokenRecord(
  { line, text: record, isEndless }: RecordText,
  error: CsvError | null,
  { file, delimiter }: { readonly file: string; readonly delimiter: Delimiter },
): Problem {
  const column = typeof error?.['column'] === 'number' ? error['column'] : Number.POSITIVE_INFINITY;
  const cell = findCell(record, delimiter, column);
  const place = { file, line: line + cell.lineBreaksBefore, column: Number.isFinite(column) ? column + 1 : null };
  const text = quoteCell(cell.text.split('\n', 1)[0] ?? '');
  const hint =
    'Mend this cell and run again: nothing after it could be read. Inside a quoted cell, a quotation mark is written twice.';
  if (cell.quoted && error?.code === 'CSV_INVALID_CLOSING_QUOTE') {
    const escaped = (cell.text.split('\n', 1)[0] ?? '').includes(String.raw`\"`);
    return errorAt(
      place,
      'text-after-quote',
      `A cell goes on after its closing quotation mark: it begins ${text}.`,
      escaped ? `${hint} A backslash before it does not count: replace \\" by "" everywhere, in a text editor.` : hint,
    );
  }
  if (cell.quoted) {
    const until = isEndless ? `is not closed within ${RECORD_LIMIT} characters` : 'is never closed';
    return errorAt(place, 'unclosed-quote', `A quotation mark opens here and ${until}: ${text}.`, hint);
  }
  if (error === null || error.code === 'CSV_QUOTE_NOT_CLOSED')
    return errorAt(place, 'row-too-large', `A row is longer than ${RECORD_LIMIT} characters: ${text}.`, hint);
  if (/^\s+"/u.test(cell.text)) {
    const message = `A space stands before the quotation mark that opens a cell: ${text}.`;
    const without = `Take the space away, here and wherever it stands so: in a text editor, replace ${delimiter === '\t' ? 'a tab, a space and "' : `${delimiter} "`} by ${delimiter === '\t' ? 'a tab and "' : `${delimiter}"`} everywhere.`;
    return errorAt(place, 'stray-quote', message, without);
  }
  return errorAt(place, 'stray-quote', `A quotation mark stands in the middle of a cell: ${text}.`, hint);
}

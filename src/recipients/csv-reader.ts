import { CsvError, Parser } from 'csv-parse';
import { errorAt, type Problem } from '../problem.js';
import { createLineEnds } from './line-ends.js';
import type { Delimiter } from './delimiter.js';
import type { ListRecord } from './list-record.js';
import { quoteCell } from './quote-cell.js';

export interface CsvBatch {
  readonly records: readonly ListRecord[];
  /** What made the rest of the file unreadable. */
  readonly problem: Problem | null;
}

/** Turns UTF-8 in pieces into records. After a problem, and after `end`, it must not be called again. */
export interface CsvReader {
  push(piece: Buffer): CsvBatch;
  end(): CsvBatch;
}

/** A quote that is never closed must not drag a whole list into memory. Characters. */
const RECORD_LIMIT = 2 ** 21;

const QUOTE = 0x22;

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

interface OpenCell {
  readonly lineBreaksBefore: number;
  readonly text: string;
  readonly quoted: boolean;
}

/** Where the given cell of an unfinished record begins; the last one where there are fewer. */
function findCell(record: string, delimiter: Delimiter, index: number): OpenCell {
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

function problemOf(error: CsvError, record: string, delimiter: Delimiter, line: number, file: string): Problem {
  const column = typeof error['column'] === 'number' ? error['column'] : Number.POSITIVE_INFINITY;
  const cell = findCell(record, delimiter, column);
  const place = { file, line: line + cell.lineBreaksBefore, column: Number.isFinite(column) ? column + 1 : null };
  const text = quoteCell(cell.text.split('\n', 1)[0] ?? '');
  const hint =
    'Mend this cell and run again: nothing after it could be read. Inside a quoted cell, a quotation mark is written twice.';
  if (cell.quoted && error.code === 'CSV_INVALID_CLOSING_QUOTE') {
    const escaped = (cell.text.split('\n', 1)[0] ?? '').includes(String.raw`\"`);
    return errorAt(
      place,
      'text-after-quote',
      `A cell goes on after its closing quotation mark: it begins ${text}.`,
      escaped ? `${hint} A backslash before it does not count: replace \\" by "" everywhere, in a text editor.` : hint,
    );
  }
  const endless = error.code === 'CSV_MAX_RECORD_SIZE';
  if (cell.quoted) {
    const until = endless ? `is not closed within ${RECORD_LIMIT} characters` : 'is never closed';
    return errorAt(place, 'unclosed-quote', `A quotation mark opens here and ${until}: ${text}.`, hint);
  }
  if (endless)
    return errorAt(place, 'row-too-large', `A row is longer than ${RECORD_LIMIT} characters: ${text}.`, hint);
  if (/^\s+"/u.test(cell.text)) {
    const message = `A space stands before the quotation mark that opens a cell: ${text}.`;
    const without = `Take the space away, here and wherever it stands so: in a text editor, replace ${delimiter === '\t' ? 'a tab, a space and "' : `${delimiter} "`} by ${delimiter === '\t' ? 'a tab and "' : `${delimiter}"`} everywhere.`;
    return errorAt(place, 'stray-quote', message, without);
  }
  return errorAt(place, 'stray-quote', `A quotation mark stands in the middle of a cell: ${text}.`, hint);
}

/**
 * csv-parse without the stream about it. It parses as it is called, so nothing need wait; a stream that fails throws away the rows
 * before the mistake; and csv-parse's own `on_record` costs as much as the parsing.
 */
class RowParser extends Parser {
  rows: string[][] = [];
  /** How many bytes the complete rows took, so far. */
  bytesInRows = 0;
  failure: CsvError | null = null;

  override push(row: string[] | null): boolean {
    if (row === null) return false;
    this.rows.push(row);
    this.bytesInRows = this.info.bytes;
    return true;
  }

  readonly settle = (error?: Error | null): void => {
    if (error instanceof CsvError) this.failure = error;
    else if (error) throw error;
  };

  parse(bytes: Buffer): void {
    this._transform(bytes, 'utf8', this.settle);
  }

  finish(): void {
    this._flush(this.settle);
  }

  takeRows(): readonly string[][] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }
}

/** Reads RFC 4180, with any delimiter and any mixture of line ends, by csv-parse. `firstLine` is the number of the first line pushed. */
export function createCsvReader(file: string, delimiter: Delimiter, firstLine: number): CsvReader {
  let line = firstLine;
  let bytesRead = 0;
  let unfinished: Buffer[] = [];
  let hasQuotes = false;
  const plainLineEnds = createLineEnds();

  const parser = new RowParser({
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    max_record_size: RECORD_LIMIT,
  });

  function takeBatch(): CsvBatch {
    const records = parser.takeRows().map((cells) => {
      const record = { line, cells };
      line += 1;
      // Only a quoted cell has line breaks.
      if (hasQuotes) for (const cell of cells) line += lineBreaks(cell);
      return record;
    });
    const { failure } = parser;
    if (failure === null) return { records, problem: null };
    const tail = Buffer.concat(unfinished);
    const record = tail.subarray(tail.length - (bytesRead - parser.bytesInRows)).toString();
    return { records, problem: problemOf(failure, record, delimiter, line, file) };
  }

  return {
    push(piece) {
      const bytes = plainLineEnds(piece);
      hasQuotes = bytes.includes(QUOTE) || unfinished.some((earlier) => earlier.includes(QUOTE));
      const before = parser.bytesInRows;
      parser.parse(bytes);
      bytesRead += bytes.length;
      if (parser.bytesInRows > before) unfinished = [];
      unfinished.push(bytes);
      return takeBatch();
    },
    end() {
      parser.finish();
      return takeBatch();
    },
  };
}

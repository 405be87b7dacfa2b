import type { ColumnMapping } from '../words/field-names.js';
import { errorAt, hasErrors, type Problem } from '../problem.js';
import { possibleMeaning } from './columns/column-meaning.js';
import { createCsvReader, type CsvReader } from './csv/csv-reader.js';
import { decodeList } from './encoding/decode.js';
import { detectLayout, type Delimiter } from './csv/delimiter.js';
import type { ListEvent } from './list-event.js';
import { createTable, type Table } from './table/table.js';
import { withCellName } from './cell-name.js';

export type { ListEvent } from './list-event.js';

export interface ListOptions {
  /** How problems name the list. */
  readonly file: string;
  /** What cannot be detected, or was detected wrongly, as the organiser names it. */
  readonly encoding?: string | undefined;
  readonly delimiter?: Delimiter | undefined;
  /** Which sheet of a workbook; by default the first. */
  readonly sheet?: string | undefined;
  /** Columns whose headers do not tell what they hold. */
  readonly columns?: ColumnMapping | undefined;
}

interface Reading {
  readonly csv: CsvReader;
  readonly table: Table;
  /** Bytes before the table: of the first piece only. */
  readonly preamble: number;
}

function startReading({ file, delimiter: named, columns = {} }: ListOptions, encoding: string, start: Buffer): Reading {
  const { delimiter, preamble, likelier } = detectLayout(start.toString(), possibleMeaning(columns), named);
  return {
    csv: createCsvReader(file, delimiter, preamble === '' ? 1 : 2),
    table: createTable({ file, encoding, delimiter, likelier }, columns),
    preamble: preamble.length,
  };
}

/**
 * So few rows at a time that they are garbage before the next collection: rows that wait for longer letters to be merged
 * are taken for long-lived, and half as much memory again is held at 65,000 rows as at 650.
 */
const SLICE_BYTES = 4096;

function* readSlices({ csv, table }: Reading, bytes: Buffer): Generator<readonly ListEvent[]> {
  for (let start = 0; start < bytes.length && !table.isRefused(); start += SLICE_BYTES) {
    yield table.read(csv.push(bytes.subarray(start, start + SLICE_BYTES)));
  }
}

/** What was named for another sort of file must not be passed over in silence. */
function misnamed({ file, encoding, delimiter, sheet }: ListOptions, sort: 'workbook' | 'text'): readonly Problem[] {
  const named = sort === 'text' ? { '--sheet': sheet } : { '--encoding': encoding, '--delimiter': delimiter };
  const what = sort === 'text' ? 'a CSV file, which has no sheets' : 'a workbook, which has none';
  return Object.entries(named)
    .filter(([, value]) => value !== undefined)
    .map(([option]) =>
      errorAt(
        { file, line: null, column: null },
        'option-not-for-this-list',
        `${option} was given, but the list is ${what}.`,
        `Leave ${option} out.`,
      ),
    );
}

async function readSheetOf(bytes: Uint8Array, options: ListOptions): Promise<readonly ListEvent[]> {
  // Most lists are no workbooks, and need not wait for what unpacks one.
  const { readWorkbook } = await import('./workbook/workbook.js');
  const { sheet, records, problems } = readWorkbook(bytes, options.file, options.sheet);
  const all = [...misnamed(options, 'workbook'), ...problems];
  if (sheet === null) return [{ kind: 'end', rows: 0, blankRows: 0, problems: all }];
  const table = createTable({ file: options.file, encoding: 'UTF-8', delimiter: ',', sheet }, options.columns);
  const told = [...table.read({ records, problem: null }), ...table.finish()];
  const end = table.end();
  const events: readonly ListEvent[] = [...told, { kind: 'end', ...end, problems: [...all, ...end.problems] }];
  return events.map((event) => ({ ...event, problems: event.problems.map(withCellName) }));
}

/**
 * Reads a list, CSV or a workbook; CSV in memory that does not grow with it, a few dozen rows at a time: to hand each row over
 * by itself would cost a fifth of reading it. Never throws for what the bytes are: whatever is wrong is a
 * problem, and an error among the head's or the end's problems refuses the whole list. What `bytes` throws passes through.
 */
export async function* readList(
  bytes: AsyncIterable<Uint8Array>,
  options: ListOptions,
): AsyncGenerator<readonly ListEvent[]> {
  const { file } = options;
  const problems: Problem[] = [];
  let encoding = 'UTF-8';
  let reading: Reading | null = null;
  for await (const decoded of decodeList(bytes, file, options.encoding)) {
    if (decoded.kind === 'workbook') {
      yield await readSheetOf(decoded.bytes, options);
      return;
    }
    if (decoded.kind === 'encoding') encoding = decoded.encoding;
    else if (decoded.kind === 'problem') problems.push(decoded.problem);
    else {
      let text = decoded.bytes;
      if (reading === null) {
        reading = startReading(options, encoding, text);
        text = text.subarray(reading.preamble);
      }
      for (const events of readSlices(reading, text)) yield events;
    }
    if (reading?.table.isRefused() === true) break;
  }
  const cutShort = hasErrors(problems);
  if (reading !== null && !reading.table.isRefused()) {
    const last = reading.csv.end();
    // What the decoder could not read is the reason for whatever is unfinished now.
    yield reading.table.read(cutShort ? { records: last.records, problem: null } : last);
    yield reading.table.finish();
  }
  const table = reading?.table ?? createTable({ file, encoding, delimiter: ',' });
  const { rows, blankRows, problems: found } = table.end();
  const all = [...misnamed(options, 'text'), ...problems, ...(cutShort && rows === 0 ? [] : found)];
  yield [{ kind: 'end', rows, blankRows, problems: all }];
}

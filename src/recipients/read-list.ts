import { hasErrors, type Problem } from '../problem.js';
import { createCsvReader, type CsvReader } from './csv-reader.js';
import { decodeList } from './decode.js';
import { detectLayout } from './delimiter.js';
import type { ListEvent } from './list-event.js';
import { createTable, type Table } from './table.js';

export type { ListEvent } from './list-event.js';

export interface ListOptions {
  /** How problems name the list. */
  readonly file: string;
}

interface Reading {
  readonly csv: CsvReader;
  readonly table: Table;
  /** Bytes before the table: of the first piece only. */
  readonly preamble: number;
}

function startReading(file: string, encoding: string, start: Uint8Array): Reading {
  const { delimiter, preamble } = detectLayout(
    Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString(),
  );
  return {
    csv: createCsvReader(file, delimiter, preamble === '' ? 1 : 2),
    table: createTable({ file, encoding, delimiter }),
    preamble: preamble.length,
  };
}

/**
 * So few rows at a time that they are garbage before the next collection: rows that wait for longer letters to be merged
 * are taken for long-lived, and half as much memory again is held at 65,000 rows as at 650.
 */
const SLICE_BYTES = 4096;

async function* readSlices({ csv, table }: Reading, bytes: Uint8Array): AsyncGenerator<ListEvent> {
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
    yield* table.read(await csv.push(bytes.subarray(start, start + SLICE_BYTES)));
    if (table.isRefused()) return;
  }
}

/**
 * Reads a CSV list, in memory that does not grow with it. Never throws for what the bytes are: whatever is wrong is a problem,
 * and an error among the head's or the end's problems refuses the whole list. What `bytes` throws passes through.
 */
export async function* readList(bytes: AsyncIterable<Uint8Array>, { file }: ListOptions): AsyncGenerator<ListEvent> {
  const problems: Problem[] = [];
  let encoding = 'UTF-8';
  let reading: Reading | null = null;
  for await (const decoded of decodeList(bytes, file)) {
    if (decoded.kind === 'encoding') encoding = decoded.encoding;
    else if (decoded.kind === 'problem') problems.push(decoded.problem);
    else if (reading === null) {
      reading = startReading(file, encoding, decoded.bytes);
      yield* readSlices(reading, decoded.bytes.subarray(reading.preamble));
    } else yield* readSlices(reading, decoded.bytes);
    if (reading?.table.isRefused() === true) break;
  }
  const cutShort = hasErrors(problems);
  if (reading !== null && !reading.table.isRefused()) {
    const last = await reading.csv.end();
    // What the decoder could not read is the reason for whatever is unfinished now.
    yield* reading.table.read(cutShort ? { records: last.records, problem: null } : last);
  }
  const table = reading?.table ?? createTable({ file, encoding, delimiter: ',' });
  const { rows, blankRows, problems: found } = table.end();
  yield { kind: 'end', rows, blankRows, problems: [...problems, ...(cutShort && rows === 0 ? [] : found)] };
}

import { CsvError, parse } from 'csv-parse/sync';
import type { Problem } from '../../problem.js';
import { brokenRecord } from './broken-record.js';
import { createRecordCutter, type RecordText } from './cut-records.js';
import type { Delimiter } from './delimiter.js';
import { createLineEnds } from './line-ends.js';
import type { ListRecord } from '../list-record.js';
import { textOfFormula, withoutTextFormulas } from './text-formula.js';

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

const NONE: readonly string[][] = [];

/**
 * Reads RFC 4180, with any delimiter and any mixture of line ends. csv-parse reads the records with quotation marks, in which alone
 * there is anything to parse; the others, most of them, are divided at their delimiters, in a fifth of the time.
 * `firstLine` is the number of the first line pushed.
 */
export function createCsvReader(file: string, delimiter: Delimiter, firstLine: number): CsvReader {
  const plainLineEnds = createLineEnds();
  const cutter = createRecordCutter(firstLine);

  function parseText(text: string): readonly string[][] {
    const rows: string[][] = parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true });
    return rows.map((cells) => cells.map(textOfFormula));
  }

  function parseQuoted(records: readonly RecordText[]): readonly string[][] {
    return records.length === 0 ? NONE : parseText(records.map((record) => record.text).join('\n'));
  }

  function parseOne({ text }: RecordText): readonly string[][] {
    try {
      return parseText(text);
    } catch (error) {
      const mended = withoutTextFormulas(text, delimiter);
      if (mended === text) throw error;
      return parseText(mended);
    }
  }

  /** Up to the first record that is broken. */
  function readOneByOne(texts: readonly RecordText[]): CsvBatch {
    const records: ListRecord[] = [];
    for (const record of texts) {
      const { line, text } = record;
      try {
        const [cells = text.split(delimiter)] = record.hasQuotes ? parseOne(record) : NONE;
        if (record.isEndless) return { records, problem: brokenRecord(record, null, { file, delimiter }) };
        records.push({ line, cells });
      } catch (error) {
        if (!(error instanceof CsvError)) throw error;
        return { records, problem: brokenRecord(record, error, { file, delimiter }) };
      }
    }
    return { records, problem: null };
  }

  function read(texts: readonly RecordText[]): CsvBatch {
    if (texts.some((record) => record.isEndless)) return readOneByOne(texts);
    try {
      const quoted = parseQuoted(texts.filter((record) => record.hasQuotes));
      let quotedRead = 0;
      const records = texts.map(({ line, text, hasQuotes }) => {
        if (!hasQuotes) return { line, cells: text.split(delimiter) };
        quotedRead += 1;
        return { line, cells: quoted[quotedRead - 1] ?? [] };
      });
      return { records, problem: null };
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      return readOneByOne(texts);
    }
  }

  return { push: (piece) => read(cutter.push(plainLineEnds(piece))), end: () => read(cutter.end()) };
}

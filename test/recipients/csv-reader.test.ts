import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvReader, type CsvBatch } from '../../src/recipients/csv/csv-reader.js';
import { runs } from '../runs.js';

/** What the reader makes of a text that comes in pieces of so many bytes, up to what it cannot read. */
function read(text: string, sizes: readonly number[]): CsvBatch {
  const reader = createCsvReader('clps.csv', ',', 1);
  const bytes = Buffer.from(text);
  const batches: CsvBatch[] = [];
  const isBroken = (): boolean => (batches.at(-1)?.problem ?? null) !== null;
  let at = 0;
  for (let turn = 0; at < bytes.length && !isBroken(); turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    batches.push(reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  if (!isBroken()) batches.push(reader.end());
  return { records: batches.flatMap(({ records }) => records), problem: batches.at(-1)?.problem ?? null };
}

/** What csv-parse reads, from the beginning to the end; null where it refuses. */
function readByCsvParse(text: string): string[][] | null {
  try {
    return parse(text, { record_delimiter: '\n', relax_column_count: true });
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

const wellFormedCell = fc
  .array(fc.constantFrom('Ynys Môn', '""', ',', '\n', '中', '😀', ' '), { maxLength: 4 })
  .map((parts) => `"${parts.join('')}"`);
const plainCell = fc.constantFrom('', 'Ynys Môn', 'sian@example.org', '😀', ' ', '\0');
const wellFormed = fc
  .array(fc.array(fc.oneof(plainCell, wellFormedCell), { minLength: 1, maxLength: 4 }), { maxLength: 12 })
  .map((rows) => rows.map((cells) => cells.join(',')).join('\n'));
const anything = fc
  .array(fc.constantFrom('"', '""', ',', '\n', 'a', 'ŵ', ' ', '","', '"\n"'), { maxLength: 40 })
  .map((parts) => parts.join(''));
const pieceSizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 });

describe('the reader of CSV', () => {
  it('reads what csv-parse reads, and refuses what it refuses, however the bytes arrive', () => {
    fc.assert(
      fc.property(fc.oneof(wellFormed, anything), pieceSizes, (text, sizes) => {
        const { records, problem } = read(text, sizes);
        const expected = readByCsvParse(text);
        expect(problem === null).toBe(expected !== null);
        if (expected !== null) expect(records.map(({ cells }) => cells)).toEqual(expected);
      }),
      { numRuns: runs(500) },
    );
  });

  it('numbers each record by the line on which it begins', () => {
    fc.assert(
      fc.property(wellFormed, pieceSizes, (text, sizes) => {
        let line = 1;
        for (const record of read(text, sizes).records) {
          expect(record.line).toBe(line);
          line += record.cells.join('').split('\n').length;
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it.each([
    { row: 'unquoted', text: `a,b\n${'x'.repeat(3_000_000)}`, problem: { code: 'row-too-large', line: 2 } },
    { row: 'quoted in part', text: `a,"b",${'x'.repeat(3_000_000)}\na`, problem: { code: 'row-too-large', line: 1 } },
    {
      row: 'of lines in one cell',
      text: `a\n"${'x\n'.repeat(1_500_000)}"\na`,
      problem: { code: 'unclosed-quote', line: 2, column: 1 },
    },
  ])('gives up a row that has no end in two million characters, $row', ({ text, problem }) => {
    for (const size of [1000, 70_000, text.length]) expect(read(text, [size]).problem).toMatchObject(problem);
  });
});

import { describe, expect, it } from 'vitest';
import type { Delimiter } from '../../src/recipients/csv/delimiter.js';
import { createCsvReader } from '../../src/recipients/csv/csv-reader.js';

function cellsOf(line: string, delimiter: Delimiter = ','): readonly (readonly string[])[] {
  const reader = createCsvReader('clps.csv', delimiter, 1);
  const batches = [reader.push(Buffer.from(`${line}\n`)), reader.end()];
  return batches.flatMap(({ records }) => records).map(({ cells }) => cells);
}

describe('a formula that is only a text', () => {
  it.each<readonly [string, string, Delimiter, readonly string[]]>([
    ['in quotation marks', '"=""00123""",Bala', ',', ['00123', 'Bala']],
    ['without them', '="00123",Bala', ',', ['00123', 'Bala']],
    ['in every cell', '="00123",="07700 900123"', ',', ['00123', '07700 900123']],
    ['in the last cell', 'Bala,="00123"', ',', ['Bala', '00123']],
    ['beside a quoted cell', '"Bala, Gwynedd",="00123"', ',', ['Bala, Gwynedd', '00123']],
    ['with a delimiter in it', '="1, High Street",x', ',', ['1, High Street', 'x']],
    ['with a quotation mark in it', '"=""a """"b""""""",x', ',', ['a "b"', 'x']],
    ['with nothing in it', '="",x', ',', ['', 'x']],
    ['between semicolons', 'x;="00123"', ';', ['x', '00123']],
    ['between tabs', 'x\t="00123"', '\t', ['x', '00123']],
    ['between upright lines', 'x|="00123"|y', '|', ['x', '00123', 'y']],
  ])('is read as the text: %s', (_, line, delimiter, cells) => {
    expect(cellsOf(line, delimiter)).toEqual([cells]);
  });

  it.each([
    ['another formula', '"=A1&""x""",y', ['=A1&"x"', 'y']],
    ['the same signs in the middle of a quoted cell', '"a,="","",b",y', ['a,=",",b', 'y']],
    ['an equals sign alone', '=,y', ['=', 'y']],
  ])('is not seen in %s', (_, line, cells) => {
    expect(cellsOf(line)).toEqual([cells]);
  });
});

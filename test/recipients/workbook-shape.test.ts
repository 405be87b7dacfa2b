import { describe, expect, it } from 'vitest';
import { codes, HEADER, noteOf, read, rowOf, textCell, workbook } from './workbook-source.js';

function sheetOf(rows: string): Uint8Array {
  return workbook({ sheets: [{ name: 'CLPs', rows }] });
}

const RECIPIENT = [textCell('Bala'), textCell('sian@example.org'), textCell('x')];

function people(count: number, last = ''): string {
  const rows = Array.from({ length: count }, (_, index) =>
    rowOf(
      textCell(`Branch ${index}`),
      textCell(`p${index}@example.org`),
      textCell('x'),
      index === count - 1 ? last : '',
    ),
  );
  return HEADER + rows.join('');
}

async function milliseconds(rows: string): Promise<number> {
  const start = performance.now();
  await read(sheetOf(rows));
  return performance.now() - start;
}

describe('the rows of a sheet', () => {
  it('take about as long with a stray cell in the last column as without it', async () => {
    const far = `<c r="XFD2001" t="str"><v>x</v></c>`;
    await milliseconds(people(2000));
    const without = await milliseconds(people(2000));
    expect(await milliseconds(people(2000, far))).toBeLessThan(2 * without + 100);
  });

  it.each([
    ['below the header', HEADER + rowOf(...RECIPIENT, '<c r="XFD2" t="str"><v>x</v></c>'), 'XFD2 stray-cell'],
    [
      'in the header row',
      HEADER.replace('</row>', '<c r="AAA1" t="str"><v>x</v></c></row>') + rowOf(...RECIPIENT),
      'AAA1 stray-cell',
    ],
    ['without a result', HEADER + rowOf(...RECIPIENT, '<c r="XFD2"><f>A1</f></c>'), 'XFD2 stray-cell'],
    ['near the list', HEADER + rowOf(...RECIPIENT, '<c r="AB2" t="str"><v>x</v></c>'), 'AB2 nameless-column'],
  ])('tell a stray cell %s', async (_, rows, problem) => {
    expect(codes(await read(sheetOf(rows)))).toEqual([problem]);
  });

  it.each([
    ['an empty cell', '<c r="XFD2"/>'],
    ['a cell of spaces', '<c r="XFD2" t="str"><v>  </v></c>'],
    ['an empty formula text', '<c r="XFD2" t="str"><f>""</f><v></v></c>'],
  ])('pass over %s in the last column', async (_, cell) => {
    const events = await read(sheetOf(HEADER + rowOf(...RECIPIENT, cell)));
    expect(codes(events)).toEqual([]);
    expect(events.find((event) => event.kind === 'row')?.cells).toHaveLength(3);
  });

  it('take cell names in small letters', async () => {
    const row =
      '<row r="2"><c r="c2" t="str"><v>x</v></c><c r="a2" t="str"><v>Bala</v></c><c r="B2" t="str"><v>sian@example.org</v></c></row>';
    expect(await noteOf(sheetOf(HEADER + row))).toBe('x');
  });

  it.each([
    ['row 0', '<row r="0"><c t="str"><v>x</v></c></row>'],
    ['row −5', '<row r="-5"><c t="str"><v>x</v></c></row>'],
    ['row 1.5', '<row r="1.5"><c t="str"><v>x</v></c></row>'],
    ['a row below the last that there can be', '<row r="1048577"><c t="str"><v>x</v></c></row>'],
    ['the first row once more', '<row r="1"><c t="str"><v>x</v></c></row>'],
    ['a cell of another row', '<row r="3"><c r="A2" t="str"><v>x</v></c></row>'],
    ['a cell without a column', '<row r="2"><c r="2" t="str"><v>x</v></c></row>'],
    ['a cell twice', '<row r="2"><c r="A2" t="str"><v>x</v></c><c r="A2" t="str"><v>y</v></c></row>'],
    ['a style that is not there', '<row r="2"><c r="A2" s="7"><v>1</v></c></row>'],
  ])('break the workbook where there is %s', async (_, row) => {
    expect(codes(await read(sheetOf(HEADER + row)))).toEqual(['broken-workbook']);
  });
});

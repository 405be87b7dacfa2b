import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../runs.js';
import {
  codes,
  HEADER,
  noteOf,
  read,
  rowOf,
  textCell,
  withNote,
  workbook,
  type SheetSource,
} from './workbook-source.js';

describe('a workbook', () => {
  it('gives every text back as it was written, but for the spaces around it', async () => {
    const characters = fc.constantFrom(...('aZ09 ŵŷòŁ’,;"\n{}<>&=+-@|`*_x\\/😀中é'.match(/./gsu) ?? []));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: characters, maxLength: 40 }), async (text) => {
        const written = text.replaceAll(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_');
        expect(await noteOf(withNote(textCell(written)))).toBe(text.trim());
      }),
      { numRuns: runs(200) },
    );
  });

  it('never throws, however its bytes are damaged, and ends once', async () => {
    const whole = readFileSync(new URL('../fixtures/lists/libreoffice-workbook/clps.xlsx', import.meta.url));
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(damage, fc.integer({ min: 0, max: 2 * whole.length }), async (changes, length) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        const events = await read(bytes.subarray(0, length));
        expect(events.filter(({ kind }) => kind === 'end')).toHaveLength(1);
      }),
      { numRuns: runs(200) },
    );
  });

  it.each([
    ['a date', '46845', 'dd/mm/yyyy', '2028-04-02'],
    ['the day before the 29 February that never was', '59', 'd mmm yyyy', '1900-02-28'],
    ['a date and a time', '46845.604166666664', 'yyyy-mm-dd hh:mm', '2028-04-02 14:30'],
    ['a time', '0.5', 'h:mm AM/PM', '12:00'],
    ['a month', '46845', 'mmmm', '2028-04-02'],
    ['a number in words that look like a date', '7', '"day" 0', 'day 7'],
    ['a telephone number', '7700900123', '00000000000', '07700900123'],
    ['a number with a tail from binary', '0.30000000000000004', 'General', '0.3'],
    ['a date in colour', '46845', '[Red]d/m/yy;@', '2028-04-02'],
  ])('reads %s as what it is', async (_, value, format, text) => {
    expect(await noteOf(withNote(`<c s="0"><v>${value}</v></c>`, { formats: [format] }))).toBe(text);
  });

  it('counts from 1904 where the workbook does', async () => {
    const cell = '<c s="0"><v>45383</v></c>';
    expect(await noteOf(withNote(cell, { formats: ['dd/mm/yyyy'], date1904: true }))).toBe('2028-04-02');
  });

  it('leaves out the readings beside a shared text', async () => {
    const sharedStrings = '<si><r><t>Ynys </t></r><r><t>Môn</t></r><rPh><t>unis</t></rPh></si>';
    expect(await noteOf(withNote('<c t="s"><v>0</v></c>', { sharedStrings }))).toBe('Ynys Môn');
  });

  it('tells a formula that was never worked out, and one that failed', async () => {
    expect(codes(await read(withNote('<c><f>A1+1</f></c>')))).toEqual(['C2 formula-error']);
    expect(codes(await read(withNote('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>')))).toEqual(['C2 formula-error']);
  });

  it('is read from its first sheet that is not hidden, or from the one named', async () => {
    const sheet = (name: string, clp: string): SheetSource => ({
      name,
      rows: HEADER + rowOf(textCell(clp), textCell('sian@example.org'), textCell('')),
    });
    const bytes = workbook({
      sheets: [{ ...sheet('Old', 'Bala'), state: 'hidden' }, sheet('CLPs', 'Ynys Môn'), sheet('More', 'Arfon')],
    });
    const clpIn = async (named?: string): Promise<string | undefined> =>
      (await read(bytes, { sheet: named })).flatMap((event) =>
        event.kind === 'row' ? [event.recipient?.clp ?? ''] : [],
      )[0];
    expect(await clpIn()).toBe('Ynys Môn');
    expect(await clpIn('more')).toBe('Arfon');
    expect(await clpIn('Old')).toBe('Bala');
    expect(codes(await read(bytes, { sheet: 'None' }))).toEqual(['no-sheet']);
  });

  it('refuses a cell that no sheet can have, and an entity of its own', async () => {
    const far = HEADER + '<row r="2"><c r="ZZZZ2" t="str"><v>x</v></c></row>';
    expect(codes(await read(workbook({ sheets: [{ name: 'CLPs', rows: far }] })))).toEqual(['broken-workbook']);
    expect(codes(await read(withNote('<c t="str"><v>&lol;</v></c>')))).toEqual(['broken-workbook']);
  });
});

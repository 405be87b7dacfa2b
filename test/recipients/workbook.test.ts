import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ListEvent, ListOptions } from '../../src/recipients/read-list.js';
import { listEvents } from './list-events.js';
import { runs } from '../runs.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '_x000D_').replaceAll('"', '&quot;');
}

interface SheetSource {
  readonly name: string;
  readonly state?: 'hidden';
  /** The inside of `sheetData`. */
  readonly rows: string;
}

interface BookSource {
  readonly sheets: readonly SheetSource[];
  readonly sharedStrings?: string;
  /** Codes of number formats; a cell's style is its place here. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
}

/** The bytes of a workbook as Excel writes one: the parts that a list is read from. */
function workbook({ sheets, sharedStrings = '', formats = [], date1904 = false }: BookSource): Uint8Array {
  const entries = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
  );
  const targets = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const codes = formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(code)}"/>`);
  const styles = formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`);
  const parts = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${entries.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${targets.join('')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${sharedStrings}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ rows }, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)])));
}

function textCell(text: string): string {
  return `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

function rowOf(...cells: readonly string[]): string {
  return `<row>${cells.join('')}</row>`;
}

const HEADER = rowOf(...['clp', 'email', 'note'].map(textCell));

/** A workbook whose one recipient has this cell, written as XML, in the column "note". */
function withNote(cell: string, rest: Partial<BookSource> = {}): Uint8Array {
  const rows = HEADER + rowOf(textCell('Ynys Môn'), textCell('sian@example.org'), cell);
  return workbook({ sheets: [{ name: 'CLPs', rows }], ...rest });
}

async function read(bytes: Uint8Array, options: Partial<ListOptions> = {}): Promise<readonly ListEvent[]> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  }
  const events: ListEvent[] = [];
  for await (const event of listEvents(source(), { file: 'clps.xlsx', ...options })) events.push(event);
  return events;
}

async function noteOf(bytes: Uint8Array): Promise<string | undefined> {
  const row = (await read(bytes)).find((event) => event.kind === 'row');
  return row?.recipient?.columns['note'];
}

function codes(events: readonly ListEvent[]): readonly string[] {
  return events.flatMap(({ problems }) => problems).map(({ code, cell }) => `${cell ?? ''} ${code}`.trim());
}

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
    ['a number in words that look like a date', '7', '"day" 0', '7'],
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

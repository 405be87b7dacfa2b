import { strToU8, zipSync } from 'fflate';
import type { ListEvent, ListOptions } from '../../src/recipients/read-list.js';
import { listEvents } from './list-events.js';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '_x000D_').replaceAll('"', '&quot;');
}

export interface SheetSource {
  readonly name: string;
  readonly state?: 'hidden';
  /** The inside of `sheetData`. */
  readonly rows: string;
}

export interface BookSource {
  readonly sheets: readonly SheetSource[];
  readonly sharedStrings?: string;
  /** Codes of number formats; a cell's style is its place here. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
}

function relationship(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
}

function relationshipsOf(...relationships: readonly string[]): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">${relationships.join('')}</Relationships>`;
}

function workbookXml({ sheets, date1904 = false }: BookSource): string {
  const entries = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${entries.join('')}</sheets></workbook>`;
}

function stylesXml({ formats = [] }: BookSource): string {
  const codes = formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(code)}"/>`);
  const styles = formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`);
  return `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`;
}

/** The parts of a workbook as Excel writes one, by their names: those that a list is read from. */
export function workbookParts(source: BookSource): Record<string, string> {
  const { sheets, sharedStrings = '' } = source;
  const worksheets = sheets.map((_, index) =>
    relationship(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  );
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"/>`,
    '_rels/.rels': relationshipsOf(relationship('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': workbookXml(source),
    'xl/_rels/workbook.xml.rels': relationshipsOf(
      ...worksheets,
      relationship('texts', 'sharedStrings', 'sharedStrings.xml'),
      relationship('styles', 'styles', 'styles.xml'),
    ),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${sharedStrings}</sst>`,
    'xl/styles.xml': stylesXml(source),
    ...Object.fromEntries(
      sheets.map(({ rows }, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  };
}

/** The bytes of a package with these parts, each a text or bytes. */
export function packed(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}

/** The bytes of a workbook. */
export function workbook(source: BookSource): Uint8Array {
  return packed(workbookParts(source));
}

export function textCell(text: string): string {
  return `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

export function rowOf(...cells: readonly string[]): string {
  return `<row>${cells.join('')}</row>`;
}

export const HEADER = rowOf(...['clp', 'email', 'note'].map(textCell));

/** A workbook whose one recipient has this cell, written as XML, in the column "note". */
export function noteSource(cell: string, rest: Partial<BookSource> = {}): BookSource {
  const rows = HEADER + rowOf(textCell('Ynys Môn'), textCell('sian@example.org'), cell);
  return { sheets: [{ name: 'CLPs', rows }], ...rest };
}

/** The bytes of that workbook. */
export function withNote(cell: string, rest: Partial<BookSource> = {}): Uint8Array {
  return workbook(noteSource(cell, rest));
}

export async function read(bytes: Uint8Array, options: Partial<ListOptions> = {}): Promise<readonly ListEvent[]> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  }
  const events: ListEvent[] = [];
  for await (const event of listEvents(source(), { file: 'clps.xlsx', ...options })) events.push(event);
  return events;
}

export async function noteOf(bytes: Uint8Array): Promise<string | undefined> {
  const row = (await read(bytes)).find((event) => event.kind === 'row');
  return row?.recipient?.columns['note'];
}

export function codes(events: readonly ListEvent[]): readonly string[] {
  return events.flatMap(({ problems }) => problems).map(({ code, cell }) => `${cell ?? ''} ${code}`.trim());
}

import { readNumberFormat, type NumberFormat } from './number-format.js';
import type { Package } from './package.js';
import { createTextRuns, isOn, isTrue, type SheetText } from './text-runs.js';
import { readXml } from './xml.js';

/** A sheet that holds cells. */
export interface SheetEntry {
  readonly name: string;
  readonly isHidden: boolean;
  readonly path: string;
}

/** How a cell is shown, as far as a list depends on it. */
export interface CellStyle {
  readonly format: NumberFormat;
  readonly isStruck: boolean;
}

/** What all sheets of a workbook share. */
export interface Book {
  readonly sheets: readonly SheetEntry[];
  /** Texts that cells name by number. */
  readonly texts: readonly SheetText[];
  /** How cells are shown, by the number of their style. */
  readonly styles: readonly CellStyle[];
  /** Whether dates count from 1904. */
  readonly is1904: boolean;
}

/** What a package holds: a workbook, one that only Excel reads (.xlsb), or something else. */
export type Contents =
  | { readonly kind: 'workbook'; readonly book: Book }
  | { readonly kind: 'binary-workbook' }
  | { readonly kind: 'something-else' };

/**
 * Where every program puts the workbook, and where it is looked for if the package does not say
 * where it is.
 */
const USUAL_PLACES = ['xl/workbook.xml', 'xl/workbook.bin'];

function workbookPart(source: Package): string | undefined {
  const main = source.relationships('').find(({ type }) => type === 'officeDocument')?.target;
  return main ?? USUAL_PLACES.find((name) => source.has(name));
}

interface Outline extends Pick<Book, 'sheets' | 'is1904'> {
  readonly isWorkbook: boolean;
}

function readOutline(xml: Buffer, sheetParts: ReadonlyMap<string, string>): Outline {
  const sheets: SheetEntry[] = [];
  let [isWorkbook, is1904] = [false, false];
  readXml(xml, {
    open(name, attributes, parent) {
      if (parent === '') isWorkbook = name === 'workbook';
      if (name === 'workbookPr' && parent === 'workbook') is1904 = isTrue(attributes['date1904']);
      if (name !== 'sheet' || parent !== 'sheets') return;
      const path = sheetParts.get(attributes['r:id'] ?? '');
      // A sheet may also be a chart or a macro.
      if (path === undefined) return;
      sheets.push({ name: attributes['name'] ?? '', isHidden: (attributes['state'] ?? 'visible') !== 'visible', path });
    },
  });
  return { sheets, isWorkbook, is1904 };
}

/** The shared texts. */
function readTexts(xml: Buffer): readonly SheetText[] {
  const texts: SheetText[] = [];
  const runs = createTextRuns();
  readXml(xml, {
    open(name, attributes) {
      if (name === 'si') runs.begin();
      else runs.open(name, attributes);
    },
    text: runs.text,
    close(name) {
      if (name === 'si') texts.push(runs.end());
      else runs.close(name);
    },
  });
  return texts;
}

function readStyles(xml: Buffer): readonly CellStyle[] {
  const codes = new Map<number, string>();
  const struckFonts = new Set<number>();
  const styles: CellStyle[] = [];
  let inside = '';
  let fonts = 0;
  readXml(xml, {
    open(name, attributes) {
      const { numFmtId = '0', fontId = '0', formatCode } = attributes;
      const id = Number(numFmtId);
      if (name === 'numFmt' && formatCode !== undefined) codes.set(id, formatCode);
      if (name === 'cellXfs' || name === 'fonts') inside = name;
      if (name === 'font' && inside === 'fonts') fonts += 1;
      if (name === 'strike' && inside === 'fonts' && isOn(attributes)) struckFonts.add(fonts - 1);
      if (name === 'xf' && inside === 'cellXfs')
        styles.push({ format: readNumberFormat(id, codes.get(id)), isStruck: struckFonts.has(Number(fontId)) });
    },
    close(name) {
      if (name === inside) inside = '';
    },
  });
  return styles;
}

/**
 * Reads what the sheets share. @throws where a part is broken, or missing though another one names
 * it.
 */
export function readContents(source: Package): Contents {
  const main = workbookPart(source);
  if (main === undefined) return { kind: 'something-else' };
  if (main.endsWith('.bin')) return { kind: 'binary-workbook' };
  const relationships = source.relationships(main);
  const sheetParts = relationships.flatMap(({ id, type, target }) =>
    type === 'worksheet' ? [[id, target] as const] : [],
  );
  const { isWorkbook, ...outline } = readOutline(source.part(main), new Map(sheetParts));
  if (!isWorkbook) return { kind: 'something-else' };
  const [texts, styles] = ['sharedStrings', 'styles'].map(
    (wanted) => relationships.find(({ type }) => type === wanted)?.target,
  );
  return {
    kind: 'workbook',
    book: {
      ...outline,
      texts: texts === undefined ? [] : readTexts(source.part(texts)),
      styles: styles === undefined ? [] : readStyles(source.part(styles)),
    },
  };
}

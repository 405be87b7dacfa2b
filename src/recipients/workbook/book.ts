import { readNumberFormat, type NumberFormat } from './number-format.js';
import { relationships, type Package } from './package.js';
import { readXml } from './xml.js';

/** A sheet that holds cells. */
export interface SheetEntry {
  readonly name: string;
  readonly isHidden: boolean;
  readonly path: string;
}

/** What all sheets of a workbook share. */
export interface Book {
  readonly sheets: readonly SheetEntry[];
  /** Texts that cells name by number. */
  readonly texts: readonly string[];
  /** How numbers are shown, by the number of a cell's style. */
  readonly formats: readonly NumberFormat[];
  /** Whether dates count from 1904. */
  readonly is1904: boolean;
}

const FOLDER = 'xl';

function readSheets(source: Package, xml: string): Pick<Book, 'sheets' | 'is1904'> {
  const targets = relationships(source, FOLDER, 'workbook.xml');
  const sheets: SheetEntry[] = [];
  let is1904 = false;
  readXml(xml, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const path = targets.get(id) ?? '';
      // A sheet may also be a chart or a macro.
      if (!path.includes('/worksheets/')) return;
      sheets.push({ name: attributes['name'] ?? '', isHidden: (attributes['state'] ?? 'visible') !== 'visible', path });
    },
  });
  return { sheets, is1904 };
}

/** A character that XML cannot hold stands as its number (ECMA-376 part 1, §22.9.2.19). */
export function unescapeText(text: string): string {
  return text.replaceAll(/_x([0-9a-f]{4})_/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** The shared texts: the runs of each, without the readings that Japanese workbooks give beside them. */
function readTexts(xml: string): readonly string[] {
  const texts: string[] = [];
  let text = '';
  let [inText, inReading] = [false, false];
  readXml(xml, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 't') inText = true;
      if (name === 'rPh') inReading = true;
    },
    text(piece) {
      if (inText && !inReading) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') inReading = false;
      if (name === 'si') texts.push(unescapeText(text));
    },
  });
  return texts;
}

function readFormats(xml: string): readonly NumberFormat[] {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  readXml(xml, {
    open(name, { numFmtId = '0', formatCode }) {
      const id = Number(numFmtId);
      if (name === 'numFmt' && formatCode !== undefined) codes.set(id, formatCode);
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) formats.push(readNumberFormat(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

/** Reads what the sheets share; null where the package is no workbook. @throws where a part is broken. */
export function readBook(source: Package): Book | null {
  const workbook = source.part(`${FOLDER}/workbook.xml`);
  if (workbook === null) return null;
  return {
    ...readSheets(source, workbook),
    texts: readTexts(source.part(`${FOLDER}/sharedStrings.xml`) ?? '<none/>'),
    formats: readFormats(source.part(`${FOLDER}/styles.xml`) ?? '<none/>'),
  };
}

import { readNumberFormat, type NumberFormat } from './number-format.js';
import { relationships, type Package } from './package.js';
import { createTextRuns, isOn, type SheetText } from './text-runs.js';
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

/** The shared texts. */
function readTexts(xml: string): readonly SheetText[] {
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

function readStyles(xml: string): readonly CellStyle[] {
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

/** Reads what the sheets share; null where the package is no workbook. @throws where a part is broken. */
export function readBook(source: Package): Book | null {
  const workbook = source.part(`${FOLDER}/workbook.xml`);
  if (workbook === null) return null;
  return {
    ...readSheets(source, workbook),
    texts: readTexts(source.part(`${FOLDER}/sharedStrings.xml`) ?? '<none/>'),
    styles: readStyles(source.part(`${FOLDER}/styles.xml`) ?? '<none/>'),
  };
}

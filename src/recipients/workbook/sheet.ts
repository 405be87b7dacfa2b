import type { CellMake, ListRecord } from '../list-record.js';
import type { Book, CellStyle } from './book.js';
import { columnOf } from './cell-name.js';
import { dateText, type NumberFormat } from './number-format.js';
import { createTextRuns, struckPart, unescapeText } from './text-runs.js';
import { readXml } from './xml.js';

export interface Sheet {
  readonly records: readonly ListRecord[];
  /** Rows with anything in them that the workbook hides. */
  readonly hiddenLines: readonly number[];
  /** Columns with anything in them that the workbook hides. */
  readonly hiddenColumns: readonly number[];
  /** Whether a filter chooses among the rows. */
  readonly isFiltered: boolean;
  /** Of each row with cells that are struck through, the first of them. */
  readonly struck: readonly { readonly line: number; readonly column: number }[];
  /** Cells that were made one, such as "K5:K6". */
  readonly merged: readonly string[];
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: CellStyle;
  hasFormula: boolean;
  value: string;
}

interface CellReading {
  readonly text: string;
  readonly make: CellMake | null;
  readonly isStruck: boolean;
}

const PLAIN: CellStyle = { format: { kind: 'plain' }, isStruck: false };
/** A workbook shows no more digits of a number than these (ECMA-376 leaves it open; Excel's specification). */
const DIGITS = 15;

function numberCell(raw: string, format: NumberFormat, is1904: boolean): { text: string; make: CellMake | null } {
  const number = Number(raw);
  if (format.kind === 'date') {
    const text = dateText(number, format, is1904);
    if (text !== null) return { text, make: { kind: 'date' } };
  }
  const text = Number.isNaN(number) ? raw : String(Number(number.toPrecision(DIGITS)));
  if (format.kind === 'zeros')
    return { text: Number.isInteger(number) ? text.padStart(format.digits, '0') : text, make: null };
  return { text, make: format.kind === 'other' ? { kind: 'shown-otherwise', code: format.code } : null };
}

function readValue({ type, style, value, hasFormula }: OpenCell, is1904: boolean): Omit<CellReading, 'isStruck'> {
  if (value === '') return { text: '', make: hasFormula && type !== 'str' ? { kind: 'uncalculated' } : null };
  switch (type) {
    case 'b':
      return { text: value === '1' ? 'TRUE' : 'FALSE', make: null };
    case 'd':
      return { text: value.replace('T00:00:00', ''), make: { kind: 'date' } };
    case 'str':
      return { text: unescapeText(value), make: null };
    case 'e':
      return { text: value, make: null };
    default:
      return numberCell(value, style.format, is1904);
  }
}

function isTrue(attribute: string | undefined): boolean {
  return ['1', 'true'].includes(attribute ?? '');
}

/** Reads the cells of a sheet; every row gets as many as the widest has. @throws where it is not well-formed. */
export function readSheet(xml: string, book: Book): Sheet {
  const rows: { line: number; cells: string[]; makes: Map<number, CellMake> }[] = [];
  const hiddenLines: number[] = [];
  const hiddenRanges: { readonly from: number; readonly to: number }[] = [];
  const struck: { line: number; column: number }[] = [];
  const merged: string[] = [];
  const inline = createTextRuns();
  let [line, width] = [0, 0];
  let [isHidden, inValue, isFiltered] = [false, false, false];
  let row: string[] = [];
  let makes = new Map<number, CellMake>();
  let cell: OpenCell | null = null;

  function readCell(open: OpenCell): CellReading {
    const rich =
      open.type === 's' ? book.texts[Number(open.value)] : open.type === 'inlineStr' ? inline.end() : undefined;
    if (rich === undefined) return { ...readValue(open, book.is1904), isStruck: open.style.isStruck };
    const struckOf = struckPart(rich, open.style.isStruck);
    return {
      text: rich.text,
      make: struckOf === 'part' ? { kind: 'partly-struck' } : null,
      isStruck: struckOf === 'all',
    };
  }

  readXml(xml, {
    open(name, attributes) {
      if (name === 'row') {
        line = Number(attributes['r'] ?? line + 1);
        isHidden = isTrue(attributes['hidden']) || Number(attributes['ht'] ?? 1) === 0;
        row = [];
        makes = new Map();
      } else if (name === 'c') {
        const column = attributes['r'] === undefined ? row.length + 1 : columnOf(attributes['r']);
        const style = book.styles[Number(attributes['s'] ?? 0)] ?? PLAIN;
        cell = { column, type: attributes['t'] ?? 'n', style, hasFormula: false, value: '' };
        inline.begin();
      } else if (name === 'v') inValue = true;
      else if (name === 'f' && cell !== null) cell.hasFormula = true;
      else if (name === 'filterColumn') isFiltered = true;
      else if (name === 'mergeCell') merged.push(attributes['ref'] ?? '');
      else if (name === 'col' && (isTrue(attributes['hidden']) || Number(attributes['width'] ?? 1) === 0))
        hiddenRanges.push({ from: Number(attributes['min']), to: Number(attributes['max']) });
      else inline.open(name, attributes);
    },
    text(piece) {
      if (inValue && cell !== null) cell.value += piece;
      else inline.text(piece);
    },
    close(name) {
      if (name === 'v') inValue = false;
      else if (name === 'c' && cell !== null) {
        const { text, make, isStruck } = readCell(cell);
        const { column } = cell;
        const isFilled = text.trim() !== '' || make !== null;
        while (row.length < column - 1) row.push('');
        row[column - 1] = text;
        if (make !== null) makes.set(column, make);
        if (isFilled) width = Math.max(width, column);
        if (isFilled && isStruck && struck.at(-1)?.line !== line) struck.push({ line, column });
        cell = null;
      } else if (name === 'row' && (makes.size > 0 || row.some((text) => text.trim() !== ''))) {
        rows.push({ line, cells: row, makes });
        if (isHidden) hiddenLines.push(line);
      } else inline.close(name);
    },
  });
  const records = rows.map(({ cells, ...rest }) => ({ ...rest, cells: fitted(cells, width) }));
  const hiddenColumns = Array.from({ length: width }, (_, index) => index + 1).filter(
    (column) =>
      hiddenRanges.some(({ from, to }) => column >= from && column <= to) &&
      records.some(({ cells }) => cells[column - 1]?.trim() !== ''),
  );
  return { records, hiddenLines, hiddenColumns, isFiltered, struck, merged };
}

function fitted(cells: readonly string[], width: number): readonly string[] {
  return [...cells.slice(0, width), ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')];
}

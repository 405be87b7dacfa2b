import type { CellMake, ListRecord } from '../list-record.js';
import { unescapeText, type Book } from './book.js';
import { columnOf } from './cell-name.js';
import { dateText, type NumberFormat } from './number-format.js';
import { readXml } from './xml.js';

export interface Sheet {
  readonly records: readonly ListRecord[];
  /** Rows with anything in them that the workbook hides. */
  readonly hiddenLines: readonly number[];
  /** Cells that were made one, such as "K5:K6". */
  readonly merged: readonly string[];
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly format: NumberFormat;
  hasFormula: boolean;
  value: string;
}

const PLAIN: NumberFormat = { kind: 'plain' };
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

function readCell(
  { type, format, value, hasFormula }: OpenCell,
  { texts, is1904 }: Book,
): { text: string; make: CellMake | null } {
  if (value === '') return { text: '', make: hasFormula && type !== 'str' ? { kind: 'uncalculated' } : null };
  switch (type) {
    case 's':
      return { text: texts[Number(value)] ?? '', make: null };
    case 'b':
      return { text: value === '1' ? 'TRUE' : 'FALSE', make: null };
    case 'd':
      return { text: value.replace('T00:00:00', ''), make: { kind: 'date' } };
    case 'str':
    case 'inlineStr':
      return { text: unescapeText(value), make: null };
    case 'e':
      return { text: value, make: null };
    default:
      return numberCell(value, format, is1904);
  }
}

/** Reads the cells of a sheet; every row gets as many as the widest has. @throws where it is not well-formed. */
export function readSheet(xml: string, book: Book): Sheet {
  const rows: { line: number; cells: string[]; makes: Map<number, CellMake> }[] = [];
  const hiddenLines: number[] = [];
  const merged: string[] = [];
  let [line, width] = [0, 0];
  let [isHidden, inValue, inReading] = [false, false, false];
  let row: string[] = [];
  let makes = new Map<number, CellMake>();
  let cell: OpenCell | null = null;
  readXml(xml, {
    open(name, attributes) {
      if (name === 'row') {
        line = Number(attributes['r'] ?? line + 1);
        isHidden = ['1', 'true'].includes(attributes['hidden'] ?? '');
        row = [];
        makes = new Map();
      } else if (name === 'c') {
        const column = attributes['r'] === undefined ? row.length + 1 : columnOf(attributes['r']);
        const format = book.formats[Number(attributes['s'] ?? 0)] ?? PLAIN;
        cell = { column, type: attributes['t'] ?? 'n', format, hasFormula: false, value: '' };
      } else if (name === 'v' || name === 't') inValue = !inReading;
      else if (name === 'rPh') inReading = true;
      else if (name === 'f' && cell !== null) cell.hasFormula = true;
      else if (name === 'mergeCell') merged.push(attributes['ref'] ?? '');
    },
    text(piece) {
      if (inValue && cell !== null) cell.value += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'c' && cell !== null) {
        const { text, make } = readCell(cell, book);
        while (row.length < cell.column - 1) row.push('');
        row[cell.column - 1] = text;
        if (make !== null) makes.set(cell.column, make);
        if (text.trim() !== '' || make !== null) width = Math.max(width, cell.column);
        cell = null;
      } else if (name === 'row' && (makes.size > 0 || row.some((text) => text.trim() !== ''))) {
        rows.push({ line, cells: row, makes });
        if (isHidden) hiddenLines.push(line);
      }
    },
  });
  const records = rows.map(({ cells, ...rest }) => ({ ...rest, cells: fitted(cells, width) }));
  return { records, hiddenLines, merged };
}

function fitted(cells: readonly string[], width: number): readonly string[] {
  return [...cells.slice(0, width), ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')];
}

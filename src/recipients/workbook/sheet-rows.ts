import type { CellMake } from '../list-record.js';
import type { Book, CellStyle } from './book.js';
import { readCell, type RawCell } from './cell-reading.js';
import { columnOf, lineOf } from '../cell-name.js';
import { createTextRuns, isTrue } from './text-runs.js';
import type { XmlEvents } from './xml.js';

/** A row with anything in it. */
export interface SheetRow {
  readonly line: number;
  readonly isHidden: boolean;
  /**
   * By column; those that the sheet does not write are holes, for a row may reach to column XFD
   * with two cells in it.
   */
  readonly cells: readonly (string | undefined)[];
  readonly makes: ReadonlyMap<number, CellMake>;
}

export interface SheetRows {
  readonly rows: readonly SheetRow[];
  /** Columns with anything in them, from 1. */
  readonly filledColumns: ReadonlySet<number>;
  /** Of each row with cells that are struck through, the first of them. */
  readonly struck: readonly { readonly line: number; readonly column: number }[];
}

type Attributes = Readonly<Record<string, string>>;

const PLAIN: CellStyle = { format: { kind: 'plain' }, isStruck: false };

/** The style of a cell. @throws where the workbook has no such style. */
function styleOf(number: string, { styles }: Book): CellStyle {
  const style = styles[Number(number)] ?? (Number(number) === 0 ? PLAIN : undefined);
  if (style === undefined) throw new RangeError(`no style has the number ${number}`);
  return style;
}

interface OpenRow {
  readonly line: number;
  readonly isHidden: boolean;
  readonly cells: string[];
  readonly makes: Map<number, CellMake>;
}

interface OpenCell extends Omit<RawCell, 'inline'> {
  readonly column: number;
  formula: string | null;
  value: string;
}

/**
 * Gathers the rows of a sheet from what `readXml` tells. Its functions throw where a row or a cell
 * stands in no place that it can have.
 */
export function createSheetRows(book: Book): Required<XmlEvents> & { readonly end: () => SheetRows } {
  const rows: SheetRow[] = [];
  const filledColumns = new Set<number>();
  const struck: { line: number; column: number }[] = [];
  const inline = createTextRuns();
  let inValue = false;
  let inFormula = false;
  let lastLine = 0;
  let row: OpenRow | null = null;
  let cell: OpenCell | null = null;

  function openRow({ r, hidden, ht = '1' }: Attributes): void {
    const line = r === undefined ? lastLine + 1 : lineOf(r);
    if (line <= lastLine) throw new RangeError(`row ${line} stands below row ${lastLine}`);
    lastLine = line;
    row = { line, isHidden: isTrue(hidden) || Number(ht) === 0, cells: [], makes: new Map() };
  }

  function openCell({ line, cells }: OpenRow, { r, t = 'n', s = '0' }: Attributes): void {
    const column = r === undefined ? cells.length + 1 : columnOf(r, line);
    if (cells[column - 1] !== undefined) throw new RangeError(`row ${line} has two cells in column ${column}`);
    cell = { column, type: t, style: styleOf(s, book), formula: null, value: '' };
    inline.begin();
  }

  function closeCell({ line, cells, makes }: OpenRow, { column, ...open }: OpenCell): void {
    const { text, make, isStruck } = readCell({ ...open, inline: inline.end() }, book);
    cells[column - 1] = text;
    if (make !== null) makes.set(column, make);
    if (make === null && text.trim() === '') return;
    filledColumns.add(column);
    if (isStruck && struck.at(-1)?.line !== line) struck.push({ line, column });
  }

  return {
    open(name, attributes, parent) {
      if (name === 'row' && parent === 'sheetData') openRow(attributes);
      else if (name === 'c' && row !== null) openCell(row, attributes);
      else if (name === 'v' && parent === 'c') inValue = true;
      else if (name === 'f' && cell !== null) {
        cell.formula = '';
        inFormula = true;
      } else inline.open(name, attributes);
    },
    text(piece) {
      if (inValue && cell !== null) cell.value += piece;
      else if (inFormula && cell !== null) cell.formula = (cell.formula ?? '') + piece;
      else inline.text(piece);
    },
    close(name) {
      if (name === 'v') inValue = false;
      else if (name === 'f') inFormula = false;
      else if (name === 'c' && row !== null && cell !== null) {
        closeCell(row, cell);
        cell = null;
      } else if (name === 'row' && row !== null) {
        if (row.makes.size > 0 || row.cells.some((text) => text.trim() !== '')) rows.push(row);
        row = null;
      } else inline.close(name);
    },
    end: () => ({ rows, filledColumns, struck }),
  };
}

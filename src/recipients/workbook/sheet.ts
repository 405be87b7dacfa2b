import type { ListRecord } from '../list-record.js';
import type { Book } from './book.js';
import { createSheetRows, type SheetRow } from './sheet-rows.js';
import { isTrue } from './text-runs.js';
import { readXml } from './xml.js';

/** A cell that stands too far to the right to belong to the list. */
export interface StrayCell {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export interface Sheet {
  /** The rows with anything in them, each with as many cells as the list has columns. */
  readonly records: readonly ListRecord[];
  /** Cells that the records leave out. */
  readonly strays: readonly StrayCell[];
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

interface ColumnRange {
  readonly from: number;
  readonly to: number;
}

/** So many empty columns do not stand between two columns of one list. */
const GAP = 200;

/** How many columns the list has: those after a wide gap are none of its. */
function listWidth(filledColumns: ReadonlySet<number>): number {
  let width = 0;
  for (const column of [...filledColumns].sort((a, b) => a - b)) {
    if (width > 0 && column - width > GAP) break;
    width = column;
  }
  return width;
}

function straysIn({ line, cells, makes }: SheetRow, width: number): readonly StrayCell[] {
  const strays: StrayCell[] = [];
  // forEach skips holes: it visits two cells of a row that reaches to column XFD with two.
  cells.forEach((text = '', index) => {
    const column = index + 1;
    if (column > width && (text.trim() !== '' || makes.has(column))) strays.push({ line, column, text });
  });
  return strays;
}

function recordOf({ line, cells, makes }: SheetRow, width: number): ListRecord {
  return {
    line,
    cells: Array.from({ length: width }, (_, index) => cells[index] ?? ''),
    makes: new Map([...makes].filter(([column]) => column <= width)),
  };
}

function hiddenAmong(records: readonly ListRecord[], ranges: readonly ColumnRange[], width: number): readonly number[] {
  return Array.from({ length: width }, (_, index) => index + 1).filter(
    (column) =>
      ranges.some(({ from, to }) => column >= from && column <= to) &&
      records.some(({ cells }) => cells[column - 1]?.trim() !== ''),
  );
}

/**
 * Reads the cells of a sheet. @throws where it is not well-formed, or a cell stands in no place
 * that it can have.
 */
export function readSheet(xml: Buffer, book: Book): Sheet {
  const hiddenRanges: ColumnRange[] = [];
  const merged: string[] = [];
  let isFiltered = false;
  const sheetRows = createSheetRows(book);
  readXml(xml, {
    open(name, attributes, parent) {
      const { hidden, width = '1', min, max, ref = '' } = attributes;
      if (name === 'filterColumn') isFiltered = true;
      else if (name === 'mergeCell') merged.push(ref);
      else if (name === 'col' && (isTrue(hidden) || Number(width) === 0))
        hiddenRanges.push({ from: Number(min), to: Number(max) });
      else sheetRows.open(name, attributes, parent);
    },
    text: sheetRows.text,
    close: sheetRows.close,
  });
  const { rows, filledColumns, struck } = sheetRows.end();
  const width = listWidth(filledColumns);
  const records = rows.map((row) => recordOf(row, width));
  return {
    records,
    strays: Math.max(0, ...filledColumns) > width ? rows.flatMap((row) => straysIn(row, width)) : [],
    hiddenLines: rows.filter(({ isHidden }) => isHidden).map(({ line }) => line),
    hiddenColumns: hiddenAmong(records, hiddenRanges, width),
    isFiltered,
    struck,
    merged,
  };
}

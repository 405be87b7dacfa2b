import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import { isField } from '../columns/fields.js';
import type { CellMake, ListRecord } from '../list-record.js';
import { quoteCell } from '../quote-cell.js';
import type { ListColumn } from '../recipient.js';
import { RETYPE } from '../row/spreadsheet-problem.js';

/** Watches the cells of a workbook that are not the text that they give. */
export interface CellMakes {
  /** What is to be said of this row alone. */
  see(record: ListRecord): readonly Problem[];
  /** One warning for each column of dates or of numbers that are shown otherwise, at the first of them. */
  problems(): readonly Problem[];
}

function ofRow(make: CellMake, value: string, column: ListColumn | undefined, place: Place): Problem | null {
  if (make.kind === 'uncalculated') {
    const hint = 'Open the workbook in the spreadsheet and save it, so that it holds the result.';
    return errorAt(place, 'formula-error', 'This cell is a formula, and the workbook does not hold its result.', hint);
  }
  if (make.kind === 'partly-struck') {
    const message = `Some words of this cell are struck through, and others are not: ${quoteCell(value)}.`;
    return errorAt(place, 'partly-struck', message, 'Delete those that do not count any more.');
  }
  if (make.kind !== 'date' || column === undefined || !isField(column.name)) return null;
  return warningAt(place, 'spreadsheet-date', `The spreadsheet made a date of this cell: ${quoteCell(value)}.`, RETYPE);
}

function ofColumn(make: CellMake, value: string, column: ListColumn | undefined, place: Place): Problem | null {
  if (column === undefined || isField(column.name)) return null;
  const header = quoteCell(column.header);
  const first = `The first: ${quoteCell(value)}.`;
  if (make.kind === 'date') {
    const hint = `In a letter, {{date ${column.name}}} writes it out.`;
    return warningAt(place, 'dates', `The column ${header} holds dates, read as year-month-day. ${first}`, hint);
  }
  if (make.kind !== 'shown-otherwise') return null;
  const message = `The column ${header} holds numbers that the spreadsheet shows in its own way (${make.code}); letters get the bare number. ${first}`;
  return warningAt(
    place,
    'bare-numbers',
    message,
    'If letters should show it as the spreadsheet does, keep it there as text.',
  );
}

/** Starts watching the columns of one list. */
export function createCellMakes(file: string, columns: readonly ListColumn[]): CellMakes {
  const byNumber = new Map(columns.map((column) => [column.number, column]));
  const ofColumns = new Map<string, Problem>();
  return {
    see({ cells, line, makes }) {
      const problems: Problem[] = [];
      for (const [number, make] of makes ?? []) {
        const value = cells[number - 1] ?? '';
        const place = { file, line, column: number };
        const own = ofRow(make, value, byNumber.get(number), place);
        if (own !== null) problems.push(own);
        const kind = `${make.kind} ${number}`;
        if (ofColumns.has(kind)) continue;
        const shared = ofColumn(make, value, byNumber.get(number), place);
        if (shared !== null) ofColumns.set(kind, shared);
      }
      return problems;
    },
    problems: () => [...ofColumns.values()],
  };
}

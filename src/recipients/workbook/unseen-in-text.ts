import { warningAt, type Place, type Problem } from '../../problem.js';
import { cellName, columnLetters } from '../cell-name.js';
import type { Sheet } from './sheet.js';

const SHOWN = 3;

function some(names: readonly string[]): string {
  return names.length > SHOWN
    ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`
    : names.join(', ');
}

function hiddenRows({ hiddenLines, isFiltered }: Sheet, whole: Place): readonly Problem[] {
  const [first] = hiddenLines;
  if (first === undefined) return [];
  const who = isFiltered ? 'A filter is on, and the sheet' : 'The sheet';
  const message = `${who} hides ${hiddenLines.length} of its rows: ${some(hiddenLines.map(String))}. They are read like the others, and get letters.`;
  const hint = isFiltered
    ? 'If they should get none, copy the rows that are shown into a new sheet and save that as the list; otherwise clear the filter.'
    : 'If they should get none, delete them, or choose the others with --only; otherwise show them again.';
  return [warningAt({ ...whole, line: first }, 'hidden-rows', message, hint)];
}

function hiddenColumns({ hiddenColumns: hidden, records }: Sheet, whole: Place): readonly Problem[] {
  const [first] = hidden;
  if (first === undefined) return [];
  const names = some(hidden.map(columnLetters));
  const message = `The sheet hides columns that hold something: ${names}. They are read like the others.`;
  const hint =
    'Show them in the spreadsheet and look through them: delete those that should not be read, and save the list.';
  return [warningAt({ ...whole, line: records[0]?.line ?? null, column: first }, 'hidden-columns', message, hint)];
}

function struckThrough({ struck }: Sheet, whole: Place): readonly Problem[] {
  const [first] = struck;
  if (first === undefined) return [];
  const cells = some(struck.map(({ line, column }) => cellName(line, column)));
  const message = `${struck.length === 1 ? '1 row has' : `${struck.length} rows have`} cells that are struck through: ${cells}. They are read like the others, and get letters.`;
  const hint =
    'If they should get none, delete those rows, or choose the others with --only; where one cell only does not count any more, correct it.';
  return [warningAt({ ...whole, ...first }, 'struck-through', message, hint)];
}

/** Cells that were made one with cells of other rows: those rows have nothing there. */
function mergedCells({ merged }: Sheet, whole: Place): readonly Problem[] {
  const across = merged.filter((range) => {
    const [from, to] = range.match(/\d+/gu) ?? [];
    return from !== to;
  });
  const [first] = across;
  if (first === undefined) return [];
  const message = `Cells of several rows were merged: ${some(across)}. Only the first row of each has the value; it is empty in the others.`;
  const hint = 'Unmerge them in the spreadsheet, and fill in every row.';
  return [warningAt({ ...whole, line: Number(/\d+/u.exec(first)?.[0] ?? 1) }, 'merged-cells', message, hint)];
}

/** What somebody sees who looks at a sheet, and its texts do not tell: what is hidden, struck through, made one. */
export function unseenInText(sheet: Sheet, whole: Place): readonly Problem[] {
  return [
    ...hiddenRows(sheet, whole),
    ...hiddenColumns(sheet, whole),
    ...struckThrough(sheet, whole),
    ...mergedCells(sheet, whole),
  ];
}

import { errorAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';

/** The error of a row with more or fewer cells than the header: whose value is whose cannot be known any more. */
export function wrongWidth(cells: readonly string[], width: number, place: Place): Problem {
  const long = cells.length > width;
  const count = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the header has ${width}`;
  const start = cells.slice(0, 3).map(quoteCell).join(', ');
  const hint = long
    ? cells.slice(width).every((cell) => cell.trim() === '')
      ? 'Look for a comma that belongs to a cell: such a cell stands in quotation marks. Where every row ends in more separators than the header, put as many at the end of the header row, or save the list again from the spreadsheet.'
      : 'Look for a comma that belongs to a cell: such a cell stands in quotation marks.'
    : cells.length === 1
      ? 'If it is a note, delete it; otherwise look whether a line break cut the row short, or another sign stands between its cells than in the rows above.'
      : 'Look whether a line break or a missing separator cut the row short.';
  return errorAt(place, long ? 'row-too-long' : 'row-too-short', `The row has ${count}: ${start} …`, hint);
}

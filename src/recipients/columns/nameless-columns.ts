import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import type { ListRecord } from '../list-record.js';
import { quoteCell } from '../quote-cell.js';

/** Watches the columns without a header, which spreadsheets leave behind: they must be empty, or only number the rows. */
export interface NamelessColumns {
  see(record: ListRecord): void;
  /** One error for each column that holds something, at the first cell of it; a warning for one that numbers the rows. */
  problems(): readonly Problem[];
}

interface Filled {
  readonly value: string;
  readonly place: Place;
}

/** Programs that analyse data write a column of their own: 0, 1, 2 … */
const NUMBER = /^\d{1,9}$/u;

/** Starts watching the columns with these numbers (1 is the leftmost). */
export function createNamelessColumns(file: string, numbers: readonly number[]): NamelessColumns {
  const firsts = new Map<number, Filled>();
  /** The latest cell of each column whose cells have been rising numbers so far. */
  const latest = new Map(numbers.map((number) => [number, -1]));
  return {
    see({ cells, line }) {
      for (const column of numbers) {
        const value = cells[column - 1]?.trim() ?? '';
        if (!NUMBER.test(value) || Number(value) <= (latest.get(column) ?? Infinity)) latest.delete(column);
        else latest.set(column, Number(value));
        if (value !== '' && !firsts.has(column)) firsts.set(column, { value, place: { file, line, column } });
      }
    },
    problems: () => [...firsts].map(([column, first]) => (latest.has(column) ? rowNumbers(first) : nameless(first))),
  };
}

function nameless({ value, place }: Filled): Problem {
  const message = `Column ${place.column ?? 0} has no name in the header row, but holds ${quoteCell(value)}.`;
  return errorAt(place, 'nameless-column', message, 'Give the column a name in the header row, or empty it.');
}

function rowNumbers({ place }: Filled): Problem {
  const message = `Column ${place.column ?? 0} has no name in the header row and seems only to number the rows, so it was passed over.`;
  return warningAt(place, 'row-numbers', message, 'Nothing needs doing if that is right.');
}

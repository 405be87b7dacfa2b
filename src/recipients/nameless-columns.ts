import { errorAt, type Problem } from '../problem.js';
import type { ListRecord } from './list-record.js';
import { quoteCell } from './quote-cell.js';

/** Watches the columns without a header, which spreadsheets leave behind, and which must be empty. */
export interface NamelessColumns {
  see(record: ListRecord): void;
  /** One error for each column that holds something, at the first cell of it. */
  problems(): readonly Problem[];
}

/** Starts watching the columns with these numbers (1 is the leftmost). */
export function createNamelessColumns(file: string, numbers: readonly number[]): NamelessColumns {
  const found = new Map<number, Problem>();
  const hint = 'Give the column a name in the header row, or empty it.';
  return {
    see({ cells, line }) {
      for (const number of numbers) {
        const value = cells[number - 1]?.trim() ?? '';
        if (value === '' || found.has(number)) continue;
        const place = { file, line, column: number };
        found.set(
          number,
          errorAt(
            place,
            'nameless-column',
            `Column ${number} has no name in the header row, but holds ${quoteCell(value)}.`,
            hint,
          ),
        );
      }
    },
    problems: () => [...found.values()],
  };
}

import { datesInFigures, type DateOrder } from '../../words/date-in-figures.js';
import type { ListHead } from '../recipient.js';
import { isField } from './fields.js';

/** Watches the organiser's own columns for dates in figures that can be read in one way only. */
export interface DateOrderWatch {
  see(cells: readonly string[]): void;
  /** By a column's name, what comes first in all of its dates that tell; columns whose dates tell nothing, or both, are left out. */
  decided(): ReadonlyMap<string, DateOrder>;
}

const DIGIT = /^\s*\d/u;

/** Starts watching one list. */
export function createDateOrderWatch(head: ListHead): DateOrderWatch {
  const own = head.columns.filter(({ name }) => !isField(name));
  const found = new Map<string, Set<DateOrder>>();
  return {
    see(cells) {
      for (const { name, number } of own) {
        const cell = cells[number - 1] ?? '';
        if (!DIGIT.test(cell)) continue;
        const [order, ...others] = datesInFigures(cell).keys();
        if (order === undefined || others.length > 0) continue;
        found.set(name, (found.get(name) ?? new Set()).add(order));
      }
    },
    decided: () =>
      new Map(
        [...found].flatMap(([name, [order, ...others]]) =>
          order === undefined || others.length > 0 ? [] : [[name, order]],
        ),
      ),
  };
}

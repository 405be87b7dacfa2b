import { warningAt, type Place, type Problem } from '../problem.js';
import { quoteCell } from './quote-cell.js';

/** Counts what was put into its proper form, so that it is said once for the list, not once for every row. */
export interface Tidied {
  note(what: TidiedCell, typed: string, now: string, place: Place): void;
  /** One warning for each kind of cell, at the first of them. */
  problems(): readonly Problem[];
}

export type TidiedCell = 'email' | 'postcode';

const SAID: Readonly<Record<TidiedCell, string>> = {
  email: 'e-mail cells held more than the address, which alone was kept',
  postcode: 'postcodes were put into the usual form',
};

interface First {
  readonly typed: string;
  readonly now: string;
  readonly place: Place;
  count: number;
}

/** Starts counting for one list. */
export function createTidied(): Tidied {
  const firsts = new Map<TidiedCell, First>();
  return {
    note(what, typed, now, place) {
      if (typed === now) return;
      const first = firsts.get(what);
      if (first === undefined) firsts.set(what, { typed, now, place, count: 1 });
      else first.count += 1;
    },
    problems() {
      return [...firsts].map(([what, { typed, now, place, count }]) => {
        const example = `${quoteCell(typed)} became ${quoteCell(now)}`;
        const message = `Cells tidied: ${count} ${SAID[what]}; the first, ${example}.`;
        return warningAt(place, `tidied-${what}`, message, 'Nothing needs doing if that is right.');
      });
    },
  };
}

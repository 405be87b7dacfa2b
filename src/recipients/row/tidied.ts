import { warningAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';

/** Counts what was put into its proper form, so that it is said once for the list, not once for every row. */
export interface Tidied {
  note(what: TidiedCell, typed: string, now: string, place: Place): void;
  /** One warning for each kind of cell, at the first of them. */
  problems(): readonly Problem[];
}

type TidiedCell = 'email' | 'domain' | 'postcode' | 'letters' | 'stand-in';

const SAID: Readonly<Record<TidiedCell, string>> = {
  email: 'E-mail cells that held more than the address, which alone was kept',
  domain: 'E-mail addresses whose domain has letters beyond a–z, which mail servers write in another way',
  postcode: 'Postcodes put into the usual form',
  letters: 'Cells in which letters and their accents were stored apart, and are now joined',
  'stand-in': 'Cells of postal addresses that only say that there is nothing, and were taken as empty',
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
        const message = `${SAID[what]}: ${count}. The first: ${quoteCell(typed)} became ${quoteCell(now)}.`;
        return warningAt(place, `tidied-${what}`, message, 'Nothing needs doing if that is right.');
      });
    },
  };
}

import { warningAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';

/** Counts names in capitals only, or in small letters only: the letter prints them so, and says "Dear JO". */
export interface NameCases {
  see(name: string, place: Place): void;
  /** One warning for each of the two, at the first of them. */
  problems(): readonly Problem[];
}

interface Found {
  readonly name: string;
  readonly place: Place;
  count: number;
}

/** Two letters may be initials: "JP". */
const CAPITALS = /^(?=(?:\P{L}*\p{L}){3})[^\p{Ll}]+$/u;
const SMALL = /^(?=(?:\P{L}*\p{L}){2})[^\p{Lu}]+$/u;
/** Scripts without capitals have no such names. */
const CASED = /[\p{Lu}\p{Ll}]/u;
/** Most names: a capital and a small letter, and nothing to look for. */
const MIXED = /^[A-Z][a-z]/u;

/** Starts counting for one list. */
export function createNameCases(): NameCases {
  const found = new Map<'capitals' | 'small letters', Found>();
  return {
    see(name, place) {
      if (MIXED.test(name) || !CASED.test(name)) return;
      const kind = CAPITALS.test(name) ? 'capitals' : SMALL.test(name) ? 'small letters' : null;
      if (kind === null) return;
      const earlier = found.get(kind);
      if (earlier === undefined) found.set(kind, { name, place, count: 1 });
      else earlier.count += 1;
    },
    problems: () =>
      [...found].map(([kind, { name, place, count }]) => {
        const message = `Names in ${kind} only: ${count}. The letter prints them so; the first is ${quoteCell(name)}.`;
        const hint =
          'In the spreadsheet, =PROPER(A2) makes "Jo Ely" of "JO ELY"; look through the result, for names such as McDonald.';
        return warningAt(place, 'name-case', message, hint);
      }),
  };
}

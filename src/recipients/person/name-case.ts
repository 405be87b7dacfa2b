import { warningAt, type Place, type Problem } from '../../problem.js';

/** Counts greetings in capitals only, or in small letters: the letter prints them so. */
export interface NameCases {
  /** @param text what stands after "Dear", made of the cell at `place` */
  see(text: string, place: Place): void;
  /** One warning for each of the two, at the first of them. */
  problems(): readonly Problem[];
}

interface Found {
  readonly text: string;
  readonly place: Place;
  count: number;
}

/** A word of the greeting in capitals; two letters may be initials behind a title: "Mr NG". */
const CAPITALS = /^[^\p{Ll}]*\p{Lu}{2}[^\p{Ll}]*$|(?<!\p{L})\p{Lu}{3,}(?!\p{L})/u;
/** The surname of "Cllr van Dyke" begins small. */
const SMALL = /^\p{Ll}(?!['’])/u;
/** Most names: a capital and a small letter, and nothing to look for. */
const MIXED = /^[A-Z][a-z]*$/u;

/** Starts counting for one list. */
export function createNameCases(): NameCases {
  const found = new Map<'capitals' | 'small letters', Found>();
  return {
    see(text, place) {
      if (MIXED.test(text)) return;
      const kind = CAPITALS.test(text) ? 'capitals' : SMALL.test(text) ? 'small letters' : null;
      if (kind === null) return;
      const earlier = found.get(kind);
      if (earlier === undefined) found.set(kind, { text, place, count: 1 });
      else earlier.count += 1;
    },
    problems: () =>
      [...found].map(([kind, { text, place, count }]) => {
        const message = `Names in ${kind}: ${count}. The letter prints them so; the first would begin "Dear ${text},".`;
        const hint =
          'In the spreadsheet, =PROPER(A2) makes "Jo Ely" of "JO ELY"; look through the result, for names such as McDonald.';
        return warningAt(place, 'name-case', message, hint);
      }),
  };
}

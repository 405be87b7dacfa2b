import { errorAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';

/** What databases and people write into a cell that has nothing to say, in small letters. */
const STAND_INS: ReadonlySet<string> = new Set([
  'null',
  '(null)',
  '<null>',
  '[null]',
  String.raw`\n`,
  'nan',
  'nil',
  'none',
  'n/a',
  'n.a.',
  'unknown',
  'not known',
  'tbc',
  'tba',
  'tbd',
  'ditto',
]);
/** As long as a date that a spreadsheet made of a name: 2028-03-12. */
const LONGEST = 10;

const LETTER = /\p{L}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Few words but stand-ins begin with another sign than these. */
const USUAL_BEGINNING = /[a-ce-mo-sv-z]/iu;
const UNUSUAL = Uint8Array.from({ length: 0x80 }, (_, code) =>
  USUAL_BEGINNING.test(String.fromCharCode(code)) ? 0 : 1,
);

/** A cheap test that nearly every cell fails: whether it is short, and begins as stand-ins do. */
export function mayStandIn(cell: string): boolean {
  return cell !== '' && cell.length <= LONGEST && UNUSUAL[cell.charCodeAt(0)] === 1;
}

/** Whether a tidied cell of an address says nothing: "NULL", "-", "n/a". */
export function isStandIn(value: string): boolean {
  return !LETTER_OR_DIGIT.test(value) || STAND_INS.has(value.toLowerCase());
}

/** The error of a word that stands where the name of a CLP should: "TBC", "-", "12"; null for a name. */
export function standInForClp(value: string, place: Place): Problem | null {
  if (LETTER.test(value) && !isStandIn(value)) return null;
  const message = `${quoteCell(value)} stands where the name of a CLP should, and the letter would print it.`;
  return errorAt(place, 'not-a-clp', message, 'Fill in the CLP, or delete the row.');
}

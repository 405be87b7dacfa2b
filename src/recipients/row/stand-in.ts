import { errorAt, type Place, type Problem } from '../../problem.js';
import { saysNothing } from '../person/stand-ins.js';
import { quoteCell } from '../quote-cell.js';

/** As long as a date that a spreadsheet made of a name: 2028-03-12. */
const LONGEST = 10;

const LETTER = /\p{L}/u;
/** Few words but stand-ins begin with another sign than these. */
const USUAL_BEGINNING = /[a-ce-mo-sv-z]/iu;
const UNUSUAL = Uint8Array.from({ length: 0x80 }, (_, code) =>
  USUAL_BEGINNING.test(String.fromCharCode(code)) ? 0 : 1,
);

/** A cheap test that nearly every cell fails: whether it is short, and begins as stand-ins do. */
export function mayStandIn(cell: string): boolean {
  return cell !== '' && cell.length <= LONGEST && UNUSUAL[cell.charCodeAt(0)] === 1;
}

/** The error of a word that stands where the name of a CLP should: "TBC", "-", "12"; null for a name. */
export function standInForClp(value: string, place: Place): Problem | null {
  if (LETTER.test(value) && !saysNothing(value)) return null;
  const message = `${quoteCell(value)} stands where the name of a CLP should, and the letter would print it.`;
  return errorAt(place, 'not-a-clp', message, 'Fill in the CLP, or delete the row.');
}

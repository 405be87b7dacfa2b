import { WORD_LIMIT } from './cell-value.js';

const SPACE = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const LESS_THAN = 0x3c;
const QUESTION_MARK = 0x3f;
/** Ŵ, ŵ, Ŷ and ŷ. */
const FIRST_WELSH_LETTER = 0x174;
const LAST_WELSH_LETTER = 0x177;

const DIGIT = 1;
const SIGN = 2;
const UNUSUAL = 4;

/** What each character of an ordinary cell is: 0 for letters of English and Welsh, spaces and most punctuation. */
const KINDS = Uint8Array.from({ length: LAST_WELSH_LETTER + 1 }, (_, code) => {
  if (code === PLUS || code === MINUS) return SIGN;
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  // An ampersand may begin a web page's way to write a sign, and < its way to begin a line.
  const isPlain = code === SPACE || (code >= 0x27 && code <= 0x7e && code !== QUESTION_MARK && code !== LESS_THAN);
  return isPlain || (code >= 0xc0 && code <= 0xff) || code >= FIRST_WELSH_LETTER ? 0 : UNUSUAL;
});

/**
 * Whether a cell is already tidy and can have nothing wrong with it: letters of English and Welsh, digits, some punctuation, spaces inside.
 * Most cells are, and proving it by regular expressions took most of the time of reading a list.
 */
export function isOrdinary(cell: string): boolean {
  // To ask for the first character where there is none makes asking slower for every cell.
  if (cell === '') return true;
  const last = cell.length - 1;
  if (last >= WORD_LIMIT || cell.charCodeAt(0) === SPACE || cell.charCodeAt(last) === SPACE) return false;
  let kinds = 0;
  for (let index = 0; index <= last; index += 1) kinds |= KINDS[cell.charCodeAt(index)] ?? UNUSUAL;
  if (kinds >= UNUSUAL) return false;
  // A number with an exponent, a day or a month: it begins with a digit or a sign, or is as long as "Jan-26".
  return kinds !== (DIGIT | SIGN) || (last > 5 && cell.charCodeAt(0) > 0x39);
}

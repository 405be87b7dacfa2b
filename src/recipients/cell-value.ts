import { errorAt, warningAt, type Place, type Problem } from '../problem.js';
import type { Field } from './fields.js';
import { undoMojibake } from './mojibake.js';
import { codePoint, quoteCell } from './quote-cell.js';

/** Longer than any cell of a list, and short enough to compare, show and set. Characters. */
const CELL_LIMIT = 10_000;

/** The longest place name of these islands has 58 letters. */
const WORD_LIMIT = 80;

const SPACE = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const LESS_THAN = 0x3c;
const QUESTION_MARK = 0x3f;
/** Ŵ, ŵ, Ŷ and ŷ. */
const FIRST_WELSH_LETTER = 0x174;
const LAST_WELSH_LETTER = 0x177;
const LINE_BREAK = /\r\n|\r/gu;
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/u;
const FORBIDDEN = /[\p{Co}\p{Cs}\p{Zl}\p{Zp}\uFFFD]|(?!\n)\p{Cc}|(?![\u200C\u200D])\p{Cf}/u;
const BIDIRECTIONAL = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
/** What Windows-1252 makes of ŵ and ŷ, in words where no question is asked. */
const LOST_LETTER = /\p{L}\?|\?\p{L}/u;
const SPELT_OUT: ReadonlySet<Field> = new Set([
  'clp',
  'name',
  'first_name',
  'last_name',
  'salutation',
  'address_1',
  'address_2',
  'address_3',
  'address_4',
  'address_5',
  'town',
]);
const INVISIBLE = /\p{Cf}/u;

/** A character reference of HTML (HTML Living Standard §13.5) or an element that makes lines, as exports from web forms leave them. */
const WEB_SIGN = /&(?:#\d{2,6}|#x[\da-f]{2,6}|[a-z]{2,8}\d{0,2});|<\/?(?:br|p|div|span|font|li|ul|td|tr)\b[^<>]*>/iu;
const FORMULA_ERROR =
  /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA|###+)$/u;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?E[+-]\d+$/iu;
const DAY_AND_MONTH =
  /^(?:\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d\d)$/u;

/** Where a cell may hold several lines: the address, and the organiser's own columns. */
const SEVERAL_LINES: ReadonlySet<Field> = new Set(['address_1', 'address_2', 'address_3', 'address_4', 'address_5']);

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

/** A cell without the spaces around it, its line breaks as \n. */
export function trimCell(cell: string): string {
  return PLAIN.test(cell) ? cell : cell.trim().replace(LINE_BREAK, '\n');
}

function forbiddenCharacter(value: string, place: Place): Problem | null {
  const character = FORBIDDEN.exec(value)?.[0];
  if (character === undefined) return null;
  const name = codePoint(character);
  const shown = quoteCell(value);
  const retype = 'Type the cell again in the spreadsheet.';
  if (character === '\uFFFD') {
    return errorAt(
      place,
      'lost-character',
      `A character of ${shown} was lost before the list reached nominate.`,
      retype,
    );
  }
  if (BIDIRECTIONAL.test(character)) {
    return errorAt(
      place,
      'bidirectional-control',
      `${shown} holds a character that turns the direction of reading (${name}).`,
      retype,
    );
  }
  if (INVISIBLE.test(character))
    return errorAt(place, 'invisible-character', `${shown} holds a character that cannot be seen (${name}).`, retype);
  if (/\p{Co}/u.test(character)) {
    return errorAt(
      place,
      'private-character',
      `${shown} holds a character that has no agreed meaning (${name}).`,
      retype,
    );
  }
  return errorAt(place, 'control-character', `${shown} holds a control character (${name}).`, retype);
}

function spreadsheetProblem(value: string, field: Field | null, place: Place): Problem | null {
  if (FORMULA_ERROR.test(value)) {
    return errorAt(
      place,
      'formula-error',
      `The spreadsheet could not work out this cell: ${quoteCell(value)}.`,
      'Mend the formula in the spreadsheet, or empty the cell.',
    );
  }
  const hint =
    'Look at the cell in the spreadsheet: if it should be something else, format it as text and type it again.';
  if (SCIENTIFIC.test(value))
    return warningAt(
      place,
      'spreadsheet-number',
      `The spreadsheet seems to have made a number of this cell: ${quoteCell(value)}.`,
      hint,
    );
  if (field !== null && DAY_AND_MONTH.test(value)) {
    return warningAt(
      place,
      'spreadsheet-date',
      `The spreadsheet seems to have made a date of this cell: ${quoteCell(value)}.`,
      hint,
    );
  }
  return null;
}

function longWord(value: string): string | null {
  return value.length > WORD_LIMIT ? (value.split(/\s+/u).find((word) => word.length > WORD_LIMIT) ?? null) : null;
}

/** What is wrong with a tidied cell in itself, whatever its field; null where nothing is. `field` is null for a column of the organiser's own. */
export function checkCell(value: string, field: Field | null, place: Place): Problem | null {
  if (value.length > CELL_LIMIT) {
    const hint = `Look for a quotation mark that was not closed; otherwise shorten the cell to ${CELL_LIMIT} characters.`;
    return errorAt(place, 'cell-too-long', `A cell has ${value.length} characters: ${quoteCell(value)}.`, hint);
  }
  if (!PLAIN.test(value)) {
    const forbidden = forbiddenCharacter(value, place);
    if (forbidden !== null) return forbidden;
    if (value.includes('\n') && field !== null && !SEVERAL_LINES.has(field)) {
      return errorAt(
        place,
        'line-break',
        `A line break stands in a cell that must be one line: ${quoteCell(value)}.`,
        'Put it all on one line; only addresses may have several.',
      );
    }
    const meant = undoMojibake(value);
    if (meant !== value) {
      const hint = `If ${quoteCell(meant)} is meant, correct the cell; if many are like it, export the list again as "CSV UTF-8".`;
      return errorAt(place, 'garbled-letters', `The letters of this cell are garbled: ${quoteCell(value)}.`, hint);
    }
  }
  const long = field === null || field === 'email' ? null : longWord(value);
  if (long !== null) {
    return errorAt(
      place,
      'long-word',
      `A word of ${long.length} characters fits no line of a letter: ${quoteCell(long)}.`,
      'Shorten it, or put spaces into it.',
    );
  }
  if (field !== null && SPELT_OUT.has(field) && LOST_LETTER.test(value)) {
    const message = `A question mark stands in ${quoteCell(value)}, where a letter such as ŵ may have been lost.`;
    return errorAt(
      place,
      'lost-letter',
      message,
      'Type the letter again; "CSV UTF-8" keeps it when you save the list.',
    );
  }
  if (WEB_SIGN.test(value)) {
    const message = `${quoteCell(value)} has a sign as web pages write it, and the letter prints it so.`;
    return warningAt(
      place,
      'web-page-sign',
      message,
      'Type the sign itself, such as & or ’, and a line of an address into a cell of its own; or export the list another way.',
    );
  }
  return spreadsheetProblem(value, field, place);
}

import { ADDRESS_FIELDS, type Field } from '../../words/field-names.js';
import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import { undoMojibake } from '../encoding/mojibake.js';
import { codePoint, quoteCell } from '../quote-cell.js';
import { spreadsheetProblem } from './spreadsheet-problem.js';

/** Longer than any cell of a list, and short enough to compare, show and set. Characters. */
const CELL_LIMIT = 10_000;

/** The longest place name of these islands has 58 letters. */
export const WORD_LIMIT = 80;

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
  ...ADDRESS_FIELDS,
  'town',
]);
const INVISIBLE = /\p{Cf}/u;

/** A character reference of HTML (HTML Living Standard §13.5) or an element that makes lines, as exports from web forms leave them. */
const WEB_SIGN = /&(?:#\d{2,6}|#x[\da-f]{2,6}|[a-z]{2,8}\d{0,2});|<\/?(?:br|p|div|span|font|li|ul|td|tr)\b[^<>]*>/iu;

/** Where a cell may hold several lines: the address, and the organiser's own columns. */
const SEVERAL_LINES: ReadonlySet<Field> = new Set(ADDRESS_FIELDS);

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

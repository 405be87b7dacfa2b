import { plainWords } from './plain-words.js';
import lists from './lists/stand-ins.json' with { type: 'json' };

/** What is written for want of a name, as plain words. */
export const STAND_INS: ReadonlySet<string> = new Set([...lists.anywhere, ...lists.names]);
const ANYWHERE: ReadonlySet<string> = new Set(lists.anywhere);

const LETTER = /\p{L}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** What databases write for NULL in a text file. */
const NULL_SIGN = /^\\n$/iu;

/** Whether a cell of any field says nothing: "NULL", "-", "n/a", "\N". */
export function saysNothing(typed: string): boolean {
  return !LETTER_OR_DIGIT.test(typed) || NULL_SIGN.test(typed) || ANYWHERE.has(plainWords(typed).join(' '));
}

/** Whether a cell of a name says that there is none: "TBC", "?", "See below", an e-mail address. */
export function isNoName(typed: string): boolean {
  if (!LETTER.test(typed) || typed.includes('@') || NULL_SIGN.test(typed)) return true;
  return STAND_INS.has(plainWords(typed).join(' '));
}

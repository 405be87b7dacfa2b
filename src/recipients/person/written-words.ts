import { isChineseFamilyName } from './family-names.js';
import { isCommonFirstName, isFirstName } from './given-names.js';
import { plainWords } from './plain-words.js';

const INITIALS = /^(?:\p{Lu}[.-]?){1,3}$|^\p{Ll}\.?$/u;
const CAPITALS = /^(?:Mc|Mac|Fitz|[OD]['’])?[\p{Lu}\p{M}'’-]{2,}$/u;
const CAPITALISED = /^\p{Lu}(?:['’]\p{Lu})?\p{M}*\p{Ll}/u;
const LETTER = /\p{L}/u;
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}·・ー]+$/u;

/** Whether people have a word of a name for a first name: "Siân"; "Tracey-Ann", since Tracey is one. */
export function isFirst(word: string): boolean {
  return isFirstName(plainWords(word).join('')) || isFirstName(plainWords(word.split('-')[0] ?? '').join(''));
}

/** Whether a word is one to three initials: "J", "J.P.", "JP"; but not the "JO" of "ELY, JO". */
export function isInitials(word: string): boolean {
  return INITIALS.test(word) && !(/^\p{Lu}{2,}$/u.test(word) && isFirst(word));
}

/** Initials of one or two letters, or with full stops; three capitals may be a surname: "MR ELY". */
export function isShortInitials(word: string): boolean {
  return isInitials(word) && !/^\p{Lu}{3}$/u.test(word);
}

/** Whether a word is in capitals but for its prefix: "ELY", "McDONALD", "O’BRIEN". */
export function isInCapitals(word: string): boolean {
  return CAPITALS.test(word) && LETTER.test(word);
}

/** Whether a word has a capital first, and then a small letter: "Jo", "O’Dowd". */
export function isCapitalised(word: string): boolean {
  return CAPITALISED.test(word);
}

/** Whether a word is Chinese, Japanese or Korean, where nobody is addressed by a part of the name. */
export function isEastAsian(word: string): boolean {
  return EAST_ASIAN.test(word);
}

/** Whether a word is a first name that is common in Britain. */
export function isCommonFirst(word: string): boolean {
  return isCommonFirstName(plainWords(word).join(''));
}

/**
 * By which of several first names somebody is greeted: "Mary" of "Mary Jane"; but "Mei" of "Mei
 * Ling" is half a name.
 * @param family the surname beside them
 */
export function firstOf(names: readonly string[], family: string): string {
  const isWhole = isChineseFamilyName(plainWords(family).join(' ')) && !names.some(isCommonFirst);
  return isWhole ? names.join(' ') : (names[0] ?? '');
}

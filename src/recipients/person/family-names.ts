import { isFirstName } from './given-names.js';
import lists from './lists/family-names.json' with { type: 'json' };

const FAMILY_NAMES: ReadonlySet<string> = new Set(lists.common.flatMap((line) => line.split(' ')));
const CHINESE: ReadonlySet<string> = new Set(lists.first.Chinese.flatMap((line) => line.split(' ')));
const FIRST: ReadonlySet<string> = new Set(
  Object.values(lists.first).flatMap((lines) => lines.flatMap((line) => line.split(' '))),
);
const GIVEN_TOO: ReadonlySet<string> = new Set(lists.givenToo.flatMap((line) => line.split(' ')));
const BEFORE: ReadonlySet<string> = new Set(lists.before);
const SMALL: ReadonlySet<string> = new Set(lists.small);
const SMALL_ONLY: ReadonlySet<string> = new Set(lists.smallOnly);

/**
 * Whether a word, in plain lower-case letters, is a well-known family name: after a given name, even
 * run together, it makes a person's name and no other word.
 */
export function isFamilyName(word: string): boolean {
  return FAMILY_NAMES.has(word);
}

/** Of those, the ones that nobody has for a first name, and the small words before others. */
export function isFamilyNameOnly(word: string): boolean {
  return (FAMILY_NAMES.has(word) && !isFirstName(word)) || SMALL.has(word);
}

/** Whether a word, as it is written, begins a family name: "von", "De", "van"; but not "Van". */
export function isParticle(word: string): boolean {
  return SMALL.has(word.toLowerCase()) || SMALL_ONLY.has(word);
}

/** Whether a word begins a family name of several in Irish, Welsh, Gaelic or French: "Ní", "ferch". */
export function beginsFamilyName(word: string): boolean {
  return BEFORE.has(word.toLowerCase());
}

/** Whether a word, in plain lower-case letters, is a Chinese family name, hardly ever a given one. */
export function isChineseFamilyName(word: string): boolean {
  return CHINESE.has(word);
}

/**
 * Whether a word, in plain lower-case letters, is a family name where that stands first: Chinese,
 * Vietnamese, Korean, Hungarian.
 */
export function isFamilyNameFirst(word: string): boolean {
  return FIRST.has(word);
}

/** Whether a given name, in plain lower-case letters, is found in the place of a family name too. */
export function isGivenNameLast(word: string): boolean {
  return GIVEN_TOO.has(word) || FAMILY_NAMES.has(word);
}

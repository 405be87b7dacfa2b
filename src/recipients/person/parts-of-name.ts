import { beginsNote, isNote } from './beside-name.js';
import { CONJUNCTIONS, isHonour, isOffice, isTitle } from './name-tables.js';
import { isFirst, isInitials } from './written-words.js';

const BODY = /^(?:clp|c\.l\.p\.|party|plaid)$/iu;
const SEPARATORS = /\s*[,:|=–—\n]\s*|\s+-+\s+/u;
const LETTER_OR_SIGN = /\p{L}|^[&+/;]$/u;

/** "The", and its Welsh forms. */
export function isArticle(word: string): boolean {
  return ['the', 'y', 'yr'].includes(word.toLowerCase());
}

/** Whether the article at a place in a name belongs to a title: "The Rev Jo Smith". */
export function isArticleOfTitle(words: readonly string[], at: number): boolean {
  return isArticle(words[at] ?? '') && isTitle(words[at + 1] ?? '');
}

/**
 * The parts of a name between commas, colons and dashes that are no office and no letters after a
 * name: "Jo Bloggs – Secretary" is "Jo Bloggs"; "Bath CLP" is nothing.
 */
export function withoutOffices(text: string): readonly string[] {
  const parts = officesApart(text)
    .split(SEPARATORS)
    .map((part) => strip(part.split(' ').filter((word) => LETTER_OR_SIGN.test(word))));
  const [first = []] = parts;
  const named = parts.filter((words, index) => index === 0 || !isBeside(words, first.length === 1));
  return named.filter((words) => words.length > 0).map((words) => words.join(' '));
}

/** "Jo Bloggs, JP" bears an honour, "Jo Bloggs – moved" a remark; "Bloggs, JP" has these initials. */
function isBeside(words: readonly string[], mayBeInitials: boolean): boolean {
  const [first = ''] = words;
  return isNote(first) || (!mayBeInitials && (words.every(isHonour) || beginsNote(first)));
}

/** "Jo Ely/Secretary" and "Secretary/Jo Ely" are a name and an office; "Jo/Ann Ely" are two people. */
function officesApart(text: string): string {
  const sides = text.split('/');
  return sides.some((side) => side.trim().split(' ').every(isOffice)) ? sides.join(', ') : text;
}

function strip(words: readonly string[]): readonly string[] {
  if (words.every((word) => isArticle(word) || isTitle(word))) return words;
  if (words.every((word) => isOffice(word) || isTitle(word) || CONJUNCTIONS.has(word))) return [];
  if (words.some((word) => BODY.test(word))) return [];
  // Of two people, each is looked at alone.
  if (words.some((word) => CONJUNCTIONS.has(word))) return words;
  const named = words.slice(startOfName(words));
  let end = named.length;
  while (end > 1 && (isOffice(named[end - 1] ?? '') || isHonour(named[end - 1] ?? ''))) end -= 1;
  return withoutEnd(named, end);
}

/** Behind the words of an office; "The Smiths" keep their article, by which it is known what they are. */
function startOfName(words: readonly string[]): number {
  const start = words.findIndex((word, at) => !isOffice(word) || isArticleOfTitle(words, at));
  return start === 1 && isArticle(words[0] ?? '') ? 0 : start;
}

/** What is left of a name without the offices and honours from a place on, where they are such. */
function withoutEnd(named: readonly string[], end: number): readonly string[] {
  const left = named.slice(0, end);
  const after = named.slice(end);
  const [only = '', ...others] = left.filter((word) => !isTitle(word));
  if (others.length > 0 || after.length === 0) return left;
  // "Bath Secretary" is an office; of "Cllr Margaret Branch" it is the surname.
  if (after.some(isOffice)) return isFirst(only) ? named.slice(0, end + 1) : [];
  // "Jo JP" bears an honour; "Ely JP" has these initials.
  return !isFirst(only) && after.every(isInitials) ? named : left;
}

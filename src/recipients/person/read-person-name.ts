import { isFamilyName, isFamilyNameOnly, isParticle } from './family-names.js';
import { isFirstName } from './given-names.js';
import { readCouple } from './couple.js';
import { CONJUNCTIONS, isHonour, isOffice, isTitle } from './name-tables.js';
import { plainWords } from './plain-words.js';
import type { Nobody, OnePerson, PersonName } from './person-name.js';
import { isNoName } from './stand-ins.js';

/** "1. ", "2) ", "• ", "- " before a name. */
const NUMBERING = /^(?:\d+[.)]\s*|[•·▪◦*#–—-]\s*)+/u;
const QUOTED = /["“”]([^"“”]*)["“”]/gu;
const BRACKETED_FIRST = /^\(([^()]*)\)/u;
const IN_BRACKETS = /\s*\(([^()]*)\)/gu;
const BODY = /^(?:clp|c\.l\.p\.|party|plaid)$/iu;
const INITIALS = /^(?:\p{Lu}[.-]?){1,3}$/u;
const CAPITALS = /^[\p{Lu}'’-]{3,}$/u;
/** The first of several words of a surname, in Irish, Welsh, Gaelic and French. */
const SURNAME_BEGINS = /^(?:n[ií]|nic|mac|ó|u[ií]|ferch|st|san|santa|le|la)$/iu;
const VOWEL = /[AEIOUY]/u;
const CAPITALISED = /^\p{Lu}(?:['’]\p{Lu})?\p{M}*\p{Ll}/u;
/** They stand before another title, and nobody is spoken to by them. */
const NOT_SPOKEN = new Set(['the', 'rt', 'right', 'hon', 'honourable', 'y', 'yr']);
/** Short for Mohammed and Mosammat before a name in Bengal; nobody is called so. */
const SHORT_FOR = new Set(['md', 'mohd', 'mst', 'mosa']);

function nobody(because: Nobody): PersonName {
  return { kind: 'nobody', because };
}

/**
 * Takes a name apart as people write it: titles before it and letters after it, surname first or
 * last, an office beside it, in brackets or alone, two people at once. What no name can be is told
 * apart from what is one.
 */
export function readPersonName(typed: string): PersonName {
  if (isNoName(typed)) return nobody('stand-in');
  const parts = withoutOffices(tidy(typed));
  if (parts.length === 0) return nobody('office');
  return readCouple(parts, readSide) ?? readParts(parts);
}

/** One of two people in a name. */
function readSide(text: string): PersonName {
  const parts = withoutOffices(text);
  return parts.length === 0 ? nobody('office') : readParts(parts);
}

/**
 * Without numbering, quotation marks and what stands in brackets behind a name; "(Jo) Yew" is Jo
 * Yew.
 */
function tidy(typed: string): string {
  const unwrapped = typed
    .normalize('NFC')
    .replace(NUMBERING, '')
    .replaceAll(QUOTED, '$1')
    .replace(BRACKETED_FIRST, '$1');
  return unwrapped.replaceAll(IN_BRACKETS, '').replaceAll(/\s+/gu, ' ').trim();
}

/** The parts between commas, colons and dashes that are no office and no letters after a name. */
function withoutOffices(text: string): readonly string[] {
  const parts = text
    .split(/\s*[,:|–—]\s*|\s+-+\s+/u)
    .map((part) => strip(part.split(' ').filter((word) => word !== '')));
  const [first = []] = parts;
  // "Jo Bloggs, JP" bears an honour; "Bloggs, JP" has these initials.
  const named = parts.filter((words, index) => index === 0 || first.length === 1 || !words.every(isHonour));
  return named.filter((words) => words.length > 0).map((words) => words.join(' '));
}

/**
 * A part without the words of an office around it; nothing of "Bath CLP", of which no word is a
 * person's.
 */
function strip(words: readonly string[]): readonly string[] {
  if (words.every((word) => isArticle(word) || isTitle(word))) return words;
  if (words.every((word) => isOffice(word) || isTitle(word))) return [];
  if (words.some((word) => BODY.test(word))) return [];
  // Of two people, each is looked at alone.
  if (words.some((word) => CONJUNCTIONS.has(word))) return words;
  const start = words.findIndex((word) => !isOffice(word) || isTheBeforeTitle(word, words));
  const named = words.slice(start);
  let end = named.length;
  while (end > 1 && (isOffice(named[end - 1] ?? '') || isHonour(named[end - 1] ?? ''))) end -= 1;
  const left = named.slice(0, end);
  const [only = '', ...others] = left.filter((word) => !isTitle(word));
  if (others.length > 0 || !named.slice(end).some((word) => isOffice(word))) return left;
  // "Bath Secretary" is an office; of "Cllr Margaret Branch" it is the surname.
  return isFirst(only) ? named.slice(0, end + 1) : [];
}

function isArticle(word: string): boolean {
  return ['the', 'y', 'yr'].includes(word.toLowerCase());
}

function isTheBeforeTitle(word: string, words: readonly string[]): boolean {
  return isArticle(word) && isTitle(words[words.indexOf(word) + 1] ?? '');
}

/** "Tracey-Ann" is one where Tracey is. */
function isFirst(word: string): boolean {
  return isFirstName(plainWords(word).join('')) || isFirstName(plainWords(word.split('-')[0] ?? '').join(''));
}

function withoutTitles(words: readonly string[]): {
  readonly titles: readonly string[];
  readonly rest: readonly string[];
} {
  let start = 0;
  while (start < words.length) {
    const word = words[start] ?? '';
    if (!isTitle(word) && !isTheBeforeTitle(word, words)) break;
    start += 1;
  }
  const titles = words.slice(0, start).map((word) => word.replaceAll('.', ''));
  return { titles: titles.filter((word) => !NOT_SPOKEN.has(word.toLowerCase())), rest: words.slice(start) };
}

/** One person, from the parts of the name between its commas. */
function readParts([first = '', second]: readonly string[]): PersonName {
  const { titles, rest } = withoutTitles(first.split(' '));
  if (second === undefined) return readSpoken(titles, rest);
  const after = withoutTitles(second.split(' '));
  // "Jo Ely, Leeds", "Siân, Prŷs": the first name stands before the comma, it seems.
  const before = rest[0] ?? '';
  const isBefore = isFirst(before) && !isFirst(after.rest[0] ?? '') && !INITIALS.test(after.rest[0] ?? '');
  if (isBefore && (rest.length > 1 || !isFamilyName(plainWords(before).join(''))))
    return { ...asPerson(titles, rest), isUnclear: true };
  // "Bishop, Jo": a title is a surname here.
  const family = (rest.length === 0 ? first.split(' ') : rest).join(' ');
  const [given = ''] = after.rest;
  const isKnown = rest.length < 2 || SURNAME_BEGINS.test(before) || isParticle(before) || isFirst(given);
  return {
    kind: 'person',
    titles: rest.length === 0 ? after.titles : [...titles, ...after.titles],
    given: given === '' || INITIALS.test(given) ? null : given,
    family,
    spoken: [...after.rest, family].join(' '),
    isUnclear: !isKnown,
  };
}

/** A name in the order in which it is spoken, or in which it may be. */
function readSpoken(titles: readonly string[], words: readonly string[]): PersonName {
  const names =
    words.length > 1 && SHORT_FOR.has((words[0] ?? '').toLowerCase().replace('.', '')) ? words.slice(1) : words;
  const [only] = names;
  if (only === undefined) return nobody('title');
  if (names.length === 1) return readOneWord(titles, only);
  const surnameFirst = beginningWithSurname(names);
  if (surnameFirst === null) return asPerson(titles, names);
  return { kind: 'person', titles, ...surnameFirst };
}

/**
 * "Mr Jones" is a surname, "Sir Alun" a first name; "Priya" alone is one, "Smith" alone greets
 * nobody.
 */
function readOneWord(titles: readonly string[], word: string): PersonName {
  const one = { kind: 'person', titles, spoken: word, isUnclear: false } as const;
  if (titles.length > 0) {
    const isKnight = titles.some((title) => /^(?:sir|dame)$/iu.test(title));
    return isKnight || isFirst(word) ? { ...one, given: word, family: null } : { ...one, given: null, family: word };
  }
  const isSurname = isFamilyNameOnly(plainWords(word).join('')) || INITIALS.test(word);
  return isSurname ? nobody('surname') : { ...one, given: word, family: null };
}

function asPerson(titles: readonly string[], words: readonly string[]): OnePerson {
  const [first = ''] = words;
  return {
    kind: 'person',
    titles,
    given: INITIALS.test(first) && !isFirst(first) ? null : first,
    family: words.length > 1 ? (words.at(-1) ?? null) : null,
    spoken: words.join(' '),
    isUnclear: false,
  };
}

/**
 * The parts of a name whose first word looks like a surname: "LEE Jo", "Bloggs J.P.", "von Trapp
 * Maria". Null for others.
 */
function beginningWithSurname(words: readonly string[]): Omit<OnePerson, 'kind' | 'titles'> | null {
  const [first = '', ...others] = words;
  const last = others.at(-1) ?? '';
  // Only one word in capitals: that is how surnames are marked. "JPR" can be said by its letters
  // only.
  if (CAPITALS.test(first) && VOWEL.test(first) && others.every((word) => CAPITALISED.test(word))) {
    return { given: others[0] ?? null, family: first, spoken: [...others, first].join(' '), isUnclear: false };
  }
  if (INITIALS.test(first)) return null;
  const spoken = words.join(' ');
  if (isParticle(first)) {
    const given = others.length > 1 && isFirst(last) ? last : null;
    return { given, family: given === null ? spoken : words.slice(0, -1).join(' '), spoken, isUnclear: true };
  }
  if (INITIALS.test(last) && !(isFirst(first) && !isFamilyName(plainWords(first).join('')))) {
    const family = words.filter((word) => !INITIALS.test(word)).join(' ');
    const initials = words.filter((word) => INITIALS.test(word)).join(' ');
    return { given: null, family, spoken: `${initials} ${family}`, isUnclear: true };
  }
  const isReversed =
    isFamilyNameOnly(plainWords(first).join('')) && others.every((word) => INITIALS.test(word) || isFirst(word));
  return isReversed
    ? { given: others[0] ?? null, family: first, spoken: [...others, first].join(' '), isUnclear: true }
    : null;
}

/** Whether a word is one to three initials: "J", "J.P." */
export function isInitials(word: string): boolean {
  return INITIALS.test(word);
}

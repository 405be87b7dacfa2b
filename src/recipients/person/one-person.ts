import { beginsNote, isNote } from './beside-name.js';
import { isFamilyName, isFamilyNameOnly, isParticle, beginsFamilyName } from './family-names.js';
import { isShortFor, isTitle, isUnspoken } from './name-tables.js';
import { isArticle, isArticleOfTitle } from './parts-of-name.js';
import type { Nobody, OnePerson, PersonName } from './person-name.js';
import { plainWords } from './plain-words.js';
import { readSurnameFirst } from './surname-first.js';
import { firstOf, isCommonFirst, isEastAsian, isFirst, isInitials, isShortInitials } from './written-words.js';

function nobody(because: Nobody): PersonName {
  return { kind: 'nobody', because };
}

/** One person, from the parts of the name between its commas. */
export function readOnePerson(parts: readonly string[]): PersonName {
  const [first = '', second] = parts;
  const { titles, rest } = withoutTitles(first.split(' '));
  const [before = ''] = rest;
  if (beginsNote(before) && (second === undefined || isNote(before))) return nobody('stand-in');
  // "The Smiths"
  if (isArticle(before) && rest.length > 1) return nobody('stand-in');
  return second === undefined ? readSpoken(titles, rest) : readAtComma({ titles, rest }, second.split(' '), first);
}

interface Titled {
  readonly titles: readonly string[];
  readonly rest: readonly string[];
}

function withoutTitles(words: readonly string[]): Titled {
  let start = 0;
  while (start < words.length && (isTitle(words[start] ?? '') || isArticleOfTitle(words, start))) start += 1;
  const titles = words.slice(0, start).map((word) => word.replaceAll('.', ''));
  return { titles: titles.filter((word) => !isUnspoken(word)), rest: words.slice(start) };
}

/** "Ely, Jo": the surname stands before the comma, unless the words say otherwise. */
function readAtComma({ titles, rest }: Titled, second: readonly string[], typed: string): PersonName {
  const [before = ''] = rest;
  const after = withoutTitles(second);
  const [given = ''] = after.rest;
  // "Jo Ely, Ann Oak"
  if (rest.length > 1 && after.rest.length > 1 && isFirst(before) && isFirst(given)) return { kind: 'several' };
  // "Jo Ely, Leeds", "Siân, Prŷs": the first name stands before the comma, it seems.
  const isBefore = isCommonFirst(before) && !isFirst(given) && !isInitials(given);
  if (isBefore && (rest.length > 1 || !isFamilyName(plainWords(before).join(''))))
    return { ...asPerson(titles, rest), doubt: 'which-name' };
  // "Bishop, Jo": a title is a surname here.
  const family = (rest.length === 0 ? typed.split(' ') : rest).join(' ');
  // "Jo, Ann Fox"
  const isList = isCommonFirst(before) && after.rest.length > 1 && !isFamilyName(plainWords(before).join(''));
  const isClear = !isList && (rest.length < 2 || beginsFamilyName(before) || isParticle(before) || isFirst(given));
  return {
    kind: 'person',
    titles: rest.length === 0 ? after.titles : [...titles, ...after.titles],
    given: given === '' || isInitials(given) ? null : firstOf(after.rest, family),
    family,
    spoken: [...after.rest, family].join(' '),
    doubt: isClear ? null : 'which-name',
  };
}

/** A name in the order in which it is spoken, or in which it may be. */
function readSpoken(titles: readonly string[], words: readonly string[]): PersonName {
  const names = words.length > 1 && isShortFor(words[0] ?? '') ? words.slice(1) : words;
  const [only] = names;
  if (only === undefined) return nobody('title');
  if (names.every(isEastAsian))
    return { kind: 'person', titles, given: null, family: null, spoken: names.join(' '), doubt: null };
  const isOnlyInitials = titles.length > 0 ? isShortInitials : isInitials;
  if (names.every(isOnlyInitials)) return onlyInitials(titles, names.join(' '));
  if (names.length === 1) return readOneWord(titles, only);
  const surnameFirst = readSurnameFirst(names);
  if (surnameFirst === null) return asPerson(titles, names);
  // "Cllr van Dyke"
  const isSurname = surnameFirst.given === null && titles.length > 0 && !names.some(isInitials);
  return { kind: 'person', titles, ...surnameFirst, doubt: isSurname ? null : surnameFirst.doubt };
}

/** "Mr J" beside "Mrs P Smith" is one of a couple; alone, initials greet nobody. */
function onlyInitials(titles: readonly string[], spoken: string): PersonName {
  if (titles.length === 0) return nobody('surname');
  return { kind: 'person', titles, given: null, family: null, spoken, doubt: null };
}

/**
 * "Mr Jones" is a surname, "Sir Alun" a first name; "Priya" alone is one, "Smith" alone greets
 * nobody.
 */
function readOneWord(titles: readonly string[], word: string): PersonName {
  const one = { kind: 'person', titles, spoken: word, doubt: null } as const;
  if (titles.length > 0) {
    const isKnight = titles.some((title) => /^(?:sir|dame)$/iu.test(title));
    return isKnight || isFirst(word) ? { ...one, given: word, family: null } : { ...one, given: null, family: word };
  }
  const isSurname = isFamilyNameOnly(plainWords(word).join(''));
  return isSurname ? nobody('surname') : { ...one, given: word, family: null };
}

function asPerson(titles: readonly string[], words: readonly string[]): OnePerson {
  const [first = '', ...others] = words;
  // "St John Smith"
  const isSaint = /^st\.?$/iu.test(first) && others.length > 1;
  const particle = words.findIndex((word, at) => at > 0 && isParticle(word));
  const family = words.length < 2 ? null : words.slice(particle < 1 ? -1 : particle).join(' ');
  const given = isSaint ? `${first} ${others[0] ?? ''}` : firstOf(words.slice(0, -1), family ?? '');
  return {
    kind: 'person',
    titles,
    given: isInitials(first) ? null : words.length < 2 ? first : given,
    family,
    spoken: words.join(' '),
    doubt: null,
  };
}

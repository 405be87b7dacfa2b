import { isTitle } from './name-tables.js';
import { formsOf } from './given-names.js';
import { plainWords } from './plain-words.js';
import type { OnePerson, PersonName } from './person-name.js';

/** A sign or a word that joins two people, and what stands on its two sides. */
const JOINED = /^(.*?\p{L}\.?)(?:\s*([&+/;])\s*|\s+(and|AND|a|ac|or|neu|with|gyda|und|et)\s+)(\S.*)$/u;
/** Words between two people of whom it is not said that both are meant. */
const NOT_BOTH = /^(?:or|neu|with|gyda|und|et)$/u;

/**
 * How two people in one name are greeted: "Mr & Mrs Smith" by their title and surname, "Jo and Ann
 * Bloggs" by their first names. Null for one person; `several` where both cannot be greeted.
 * @param parts the name between its commas, surname first where there are two
 */
export function readCouple(parts: readonly string[], readSide: (text: string) => PersonName): PersonName | null {
  const [first = '', second] = parts;
  const spoken = second === undefined ? first : `${second} ${first}`;
  const [, left = '', sign, word = '', right = ''] = JOINED.exec(spoken) ?? [];
  if ((sign ?? word) === '' || left === '') return null;
  if (left.split(' ').every(isTitle)) {
    // "Cllr/Dr Ash" is one person of two titles.
    const isOne = sign === '/' && !/^mr\.?$/iu.test(left);
    return isOne ? null : titled(left, right, readSide);
  }
  // "Jo, Ann and Sam Oak" are three; "Smith, Jo and Ann" are two.
  const isList = parts.length > 2 || (second !== undefined && (JOINED.exec(second)?.[4] ?? '').includes(' '));
  if (isList || JOINED.test(right) || NOT_BOTH.test(word)) return { kind: 'several' };
  const [one, other] = [readSide(left), readSide(right)];
  if (one.kind === 'nobody' && other.kind === 'nobody') return one;
  if (one.kind !== 'person' || other.kind !== 'person') return { kind: 'several' };
  if (sign === '/' && isSameName(one, other)) return one;
  const greeting = greetingOfBoth(one, other, word === '' ? 'and' : word.toLowerCase());
  return greeting === null ? { kind: 'several' } : { kind: 'couple', greeting, doubt: one.doubt ?? other.doubt };
}

/** "Mr and Mrs J Smith": two titles and one surname. */
function titled(left: string, right: string, readSide: (text: string) => PersonName): PersonName {
  const words = right.split(' ');
  const end = words.findIndex((word) => !isTitle(word));
  const named = end < 1 ? null : readSide(right);
  if (named?.kind !== 'person') return { kind: 'several' };
  const surname = named.family ?? named.given;
  if (surname === null) return { kind: 'several' };
  const titles = [left, words.slice(0, end).join(' ')].map((title) => title.replaceAll('.', ''));
  return { kind: 'couple', greeting: `${titles.join(' & ')} ${surname}`, doubt: named.doubt };
}

/** "Jo/Joanna" is one person. */
function isSameName(one: OnePerson, other: OnePerson): boolean {
  return formsOf(plainWords(one.given ?? '').join('')).includes(plainWords(other.given ?? '').join(''));
}

function greetingOfBoth(one: OnePerson, other: OnePerson, and: string): string | null {
  // "Mr J & Mrs P Smith" have one surname.
  if (one.given === null && one.family === null && one.titles.length > 0 && other.titles.length > 0)
    return other.family === null ? null : `${one.titles.join(' ')} & ${[...other.titles, other.family].join(' ')}`;
  const greetings = [greetedBy(one), greetedBy(other)];
  return greetings.includes(null) ? null : greetings.join(` ${and} `);
}

function greetedBy({ titles, given, family }: OnePerson): string | null {
  if (given !== null) return given;
  return family === null || titles.length === 0 ? null : [...titles, family].join(' ');
}

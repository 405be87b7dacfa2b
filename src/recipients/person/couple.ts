import { isTitle } from './name-tables.js';
import type { OnePerson, PersonName } from './person-name.js';

/** A sign or a word that joins two people, and what stands on its two sides. */
const JOINED = /^(.*?\p{L}\.?)(?:\s*([&+/;])\s*|\s+(and|AND|a|ac)\s+)(\S.*)$/u;

/**
 * How two people in one name are greeted: "Mr & Mrs Smith" by their title and surname, "Jo and Ann
 * Bloggs" by their first names. Null for one person; `several` where both cannot be greeted.
 * @param parts the name between its commas, surname first where there are two
 */
export function readCouple(parts: readonly string[], readSide: (text: string) => PersonName): PersonName | null {
  const [first = '', second] = parts;
  const spoken = second === undefined ? first : `${second} ${first}`;
  const [, left = '', sign, word, right = ''] = JOINED.exec(spoken) ?? [];
  const conjunction = sign ?? word;
  if (conjunction === undefined || left === '') return null;
  if (left.split(' ').every(isTitle)) {
    // "Cllr/Dr Ash" is one person of two titles.
    const isOne = conjunction === '/' && !/^mr\.?$/iu.test(left);
    return isOne ? null : titled(left, right, readSide);
  }
  // "Jo, Ann and Sam Oak" are three; "Smith, Jo and Ann" are two.
  const isList = second !== undefined && (JOINED.exec(second)?.[4] ?? '').includes(' ');
  if (isList || JOINED.test(right)) return { kind: 'several' };
  const one = readSide(left);
  const other = readSide(right);
  if (one.kind !== 'person' || other.kind !== 'person') return { kind: 'several' };
  const greetings = [greetedBy(one), greetedBy(other)];
  const and = word?.toLowerCase() ?? 'and';
  return greetings.includes(null) ? { kind: 'several' } : { kind: 'couple', greeting: greetings.join(` ${and} `) };
}

/** "Mr and Mrs J Smith": two titles and one surname. */
function titled(left: string, right: string, readSide: (text: string) => PersonName): PersonName {
  const words = right.split(' ');
  const end = words.findIndex((word) => !isTitle(word));
  const surname = end < 1 ? null : (words.at(-1) ?? null);
  if (surname === null || readSide(right).kind !== 'person') return { kind: 'several' };
  const titles = [left, words.slice(0, end).join(' ')].map((title) => title.replaceAll('.', ''));
  return { kind: 'couple', greeting: `${titles.join(' & ')} ${surname}` };
}

function greetedBy({ titles, given, family }: OnePerson): string | null {
  if (given !== null) return given;
  return family === null || titles.length === 0 ? null : [...titles, family].join(' ');
}

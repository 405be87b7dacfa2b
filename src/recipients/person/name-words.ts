import { isChineseFamilyName } from './family-names.js';
import { CONJUNCTIONS, HONOURS, IN_ADDRESSES, OFFICES, TITLES } from './name-tables.js';
import { plainWords } from './plain-words.js';
import { STAND_INS } from './stand-ins.js';

/** Words about a name or an office, in which no person shows. */
const NO_NAMES: ReadonlySet<string> = new Set([...TITLES, ...OFFICES, ...HONOURS, ...CONJUNCTIONS, ...STAND_INS]);

/** What an address of an office is made of; an address that holds one of these names nobody for certain. */
const OFFICE = new RegExp([...IN_ADDRESSES].join('|'), 'u');

/** The words of a person's name, without titles; none where the text names an office, or nobody. McX and MacX are one. */
export function nameWords(name: string): readonly string[] {
  const words: string[] = [];
  for (const word of plainWords(name)) {
    // "Ma" is a degree, and a Chinese family name.
    if (!NO_NAMES.has(word) || isChineseFamilyName(word)) words.push(withoutMac(word));
  }
  return words;
}

/** The words before the @, or none where they are those of an office. */
export function localWords(address: string): readonly string[] {
  const tag = address.indexOf('+');
  const local = address.slice(0, tag === -1 ? address.lastIndexOf('@') : tag).toLowerCase();
  // Half the addresses of a list are an office's, and most of those need not be taken apart to know it.
  if (OFFICE.test(local)) return NOBODY;
  const found = plainWords(local);
  return found.length > 1 && OFFICE.test(found.join('')) ? NOBODY : found.map(withoutMac);
}

const NOBODY: readonly string[] = [];

function withoutMac(word: string): string {
  return word.startsWith('mac') && word.length > 5 ? `mc${word.slice(3)}` : word;
}

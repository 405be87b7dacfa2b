import { HONOURS, OFFICES, TITLES } from './name-tables.js';
import { foldWords, withoutAccents } from '../fold.js';

/** Letters that no decomposition makes plain. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};
const NOT_PLAIN = /[łøđðßæœþı]/gu;

const ASCII = /^[\x00-\x7f]*$/u;
const FIRST_LETTER = 0x61;
const LAST_LETTER = 0x7a;

/** Words about a name or an office, in which no person shows. */
const NO_NAMES: ReadonlySet<string> = new Set([
  ...TITLES,
  ...OFFICES,
  ...HONOURS,
  ...['and', 'vacant', 'tbc', 'unknown', 'none', 'na'],
]);

/** What an address of an office is made of; an address that holds one of these names nobody for certain. */
const OFFICE =
  /secretar|ysgrifenn|labour|llafur|clp|party|info|office|contact|enquir|admin|chair|treasur|agent|organis|campaign|constituen|branch|members|mail|hello|team|council|cllr|union|support|team|news|web|vote|elect/u;

/** The runs of letters a to z. By hand: a million names by regular expression took a third of the time of reading the list. */
function asciiWords(text: string): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= FIRST_LETTER && code <= LAST_LETTER) {
      if (start === -1) start = at;
    } else if (start !== -1) {
      words.push(text.slice(start, at));
      start = -1;
    }
  }
  if (start !== -1) words.push(text.slice(start));
  return words;
}

/** The words of a text in plain lower-case letters, numbers left out; words in another script are left out too. */
export function plainWords(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const plain = ASCII.test(lower)
    ? lower
    : withoutAccents(lower).replace(NOT_PLAIN, (letter) => PLAIN[letter] ?? letter);
  if (ASCII.test(plain)) return asciiWords(plain.includes("'") ? plain.replaceAll("'", '') : plain);
  return foldWords(plain)
    .split(/[^\p{L}]+/u)
    .filter((word) => /^[a-z]+$/u.test(word));
}

/** The words of a person's name, without titles; none where the text names an office, or nobody. McX and MacX are one. */
export function nameWords(name: string): readonly string[] {
  const words: string[] = [];
  for (const word of plainWords(name)) if (!NO_NAMES.has(word)) words.push(withoutMac(word));
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

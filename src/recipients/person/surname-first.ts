import { beginsFamilyName, isFamilyName, isFamilyNameOnly, isParticle } from './family-names.js';
import { isGivenName } from './given-names.js';
import type { OnePerson } from './person-name.js';
import { plainWords } from './plain-words.js';
import { firstOf, isCapitalised, isFirst, isInCapitals, isInitials } from './written-words.js';

type Parts = Pick<OnePerson, 'given' | 'family' | 'spoken' | 'doubt'>;

const VOWEL = /[AEIOUY]/u;

/**
 * The parts of a name whose first word looks like a surname: "LEE Jo", "Bloggs J.P.", "van Dyke
 * Maria", "Smith Jo". Null for others.
 */
export function readSurnameFirst(words: readonly string[]): Parts | null {
  const [first = ''] = words;
  const marked = capitalsBefore(words);
  if (marked > 0) return reordered(words, marked, null);
  const behind = behindParticle(words);
  if (behind !== null || isInitials(first)) return behind;
  return beforeInitials(words) ?? behindKnownSurname(words);
}

/** A name of which the first words are the surname. */
function reordered(words: readonly string[], surnames: number, doubt: Parts['doubt']): Parts {
  const family = words.slice(0, surnames).join(' ');
  const others = words.slice(surnames);
  return { given: firstOf(others, family), family, spoken: [...others, family].join(' '), doubt };
}

/**
 * How many words in capitals stand before others that are not: that is how surnames are marked.
 * None of "JPR Williams", which can be said by its letters only, and of "JO-ANN Ely".
 */
function capitalsBefore(words: readonly string[]): number {
  const end = words.findIndex((word) => !isInCapitals(word));
  const [surname, given] = [words.slice(0, end), words.slice(end)];
  const isName = surname.some((word) => word.length > 2 && VOWEL.test(word)) && given.every(isCapitalised);
  const isGiven = surname.every(isFirst) && !given.some(isFirst);
  return end > 0 && isName && !isGiven ? end : 0;
}

/** "von Trapp Maria", "Ní Bhriain Aoife"; "van Dyke" is a surname alone. */
function behindParticle(words: readonly string[]): Parts | null {
  const [first = '', second = ''] = words;
  const isName = isParticle(first) || (isParticle(second) && isParticle(first.toLowerCase()));
  const isGaelic = beginsFamilyName(first) && words.length > 2 && !/^st/iu.test(first) && isFirst(words.at(-1) ?? '');
  if (!isName && !isGaelic) return null;
  const length = words.findIndex((word, at) => at > 0 && !isParticle(word)) + 1;
  const last = words.at(-1) ?? '';
  if (words.length > length && isFirst(last)) {
    const family = words.slice(0, -1).join(' ');
    return { given: last, family, spoken: `${last} ${family}`, doubt: 'which-name' };
  }
  const family = words.join(' ');
  return { given: null, family, spoken: family, doubt: 'which-name' };
}

/** "Ely J.P." and "Rajan N.K."; but not "Jo P". */
function beforeInitials(words: readonly string[]): Parts | null {
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (!isInitials(last)) return null;
  const plain = plainWords(first).join('');
  // "Jo P", "Jo ELY"
  const isBehindFirst =
    isFirst(first) && (/^\p{Lu}{2,}$/u.test(last) || (words.length < 3 && /^\p{L}\.?$/u.test(last)));
  if ((isGivenName(plain) || isBehindFirst) && !isFamilyName(plain)) return null;
  const family = words.filter((word) => !isInitials(word)).join(' ');
  const initials = words.filter(isInitials).join(' ');
  return { given: null, family, spoken: `${initials} ${family}`, doubt: 'which-name' };
}

function behindKnownSurname(words: readonly string[]): Parts | null {
  const [first = '', ...others] = words;
  if (!isFamilyNameOnly(plainWords(first).join(''))) return null;
  return others.every((word) => isInitials(word) || isFirst(word)) ? reordered(words, 1, 'which-name') : null;
}

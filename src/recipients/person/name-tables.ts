import honours from './lists/honours.json' with { type: 'json' };
import offices from './lists/offices.json' with { type: 'json' };
import titles from './lists/titles.json' with { type: 'json' };

function wordsOf(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

const ALONE = wordsOf(titles.alone);
const NOT_SPOKEN = wordsOf(titles.notSpoken);
const SHORT_FOR = wordsOf(titles.shortFor);
/** Titles and ranks before a name, in small letters and without their full stops. */
export const TITLES: ReadonlySet<string> = new Set([...wordsOf(titles.words), ...ALONE]);
/** Words of offices and bodies. */
export const OFFICES = wordsOf(offices.words);
/** Pieces of words, of which one at least stands in most addresses of an office. */
export const IN_ADDRESSES = wordsOf(offices.inAddresses);
/** Letters after a name, in small letters. */
export const HONOURS = wordsOf(honours.words);
/** Words that join two people. */
export const CONJUNCTIONS: ReadonlySet<string> = new Set(['&', '+', '/', 'and', 'a', 'ac', 'und', 'et']);

function bare(word: string): string {
  return word.toLowerCase().replaceAll('.', '');
}

/** Whether a word before a name is a title: "Cllr", "Dr.", "Mr/Mrs". */
export function isTitle(word: string): boolean {
  return bare(word)
    .split('/')
    .every((part) => TITLES.has(part));
}

/** Whether one may be greeted by a title alone: "Comrade". */
export function isTitleAlone(word: string): boolean {
  return ALONE.has(bare(word));
}

/** Whether a title stands before another one only, so that nobody is spoken to by it: "Rt", "Hon". */
export function isUnspoken(title: string): boolean {
  return NOT_SPOKEN.has(bare(title));
}

/** Whether a word is short for a name by which nobody is called: "Md" before "Abdul Karim". */
export function isShortFor(word: string): boolean {
  return SHORT_FOR.has(bare(word));
}

/** Whether a word belongs to an office or a body: "Secretary", "Co-Chair", "CLP", "the". */
export function isOffice(word: string): boolean {
  const plain = bare(word).replace(/[’']s$/u, '');
  return OFFICES.has(plain) || (plain.includes('-') && plain.split('-').every((part) => OFFICES.has(part)));
}

/**
 * Whether a word is one of the letters after a name: "MBE", "PhD", "Esq."; "Ma" is a family name.
 */
export function isHonour(word: string): boolean {
  const plain = word.replaceAll('.', '');
  return (
    HONOURS.has(plain.toLowerCase()) && (/^\p{Lu}{2,}$/u.test(plain) || /^(?:Esq|PhD|[BM]Sc|[JS]n?r)$/u.test(plain))
  );
}

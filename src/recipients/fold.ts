const MARKS = /\p{M}+/gu;
const APOSTROPHES = /['’‘ʼ]/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;
const OUTER_GAPS = /^ | $/gu;
const ASCII = /^[\x00-\x7f]*$/u;
const ASCII_WORD = /[a-z0-9]+/gu;
const PLAIN_WORDS = /^[a-z0-9]+(?: [a-z0-9]+)*$/u;

/** The words of a text without case, accents, apostrophes and punctuation, one space between them: "Ynys Môn" is "ynys mon". */
export function foldWords(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN_WORDS.test(lower)) return lower;
  if (ASCII.test(lower)) return lower.replaceAll("'", '').match(ASCII_WORD)?.join(' ') ?? '';
  return lower
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(APOSTROPHES, '')
    .replace(BETWEEN_WORDS, ' ')
    .replace(OUTER_GAPS, '');
}

/** The name by which templates know a column: "Post Code" is post_code. "" where the header has neither letter nor digit. */
export function foldHeader(header: string): string {
  return foldWords(header).replaceAll(' ', '_');
}

const PARTY_SUFFIXES = [' clp', ' constituency labour party'];

/** A CLP's name as two lists may both spell it: "Kingston-upon-Hull East CLP" and "Kingston upon Hull East" are one. */
export function foldClp(clp: string): string {
  const folded = foldWords(clp.includes('&') ? clp.replaceAll('&', ' and ') : clp);
  const suffix = PARTY_SUFFIXES.find((party) => folded.endsWith(party));
  return suffix === undefined ? folded : folded.slice(0, -suffix.length);
}

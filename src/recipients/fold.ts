const MARKS = /\p{M}+/gu;
const APOSTROPHES = /['’‘ʼ]/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;
const OUTER_GAPS = /^ | $/gu;
const ASCII = /^[\x00-\x7f]*$/u;
const ASCII_WORD = /[a-z0-9]+/gu;
const PLAIN_WORDS = /^[a-z0-9]+(?: [a-z0-9]+)*$/u;

/** The letters of Europe's languages end here; what they are without their accents is looked up, in a fifth of the time. */
const LATIN_END = 0x250;
const WITHOUT_ACCENT: readonly string[] = Array.from({ length: LATIN_END }, (_, code) =>
  String.fromCharCode(code).normalize('NFKD').replace(MARKS, ''),
);

/** A text without accents and other marks, and with compatibility forms resolved (NFKD, Unicode Standard Annex 15). */
export function withoutAccents(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = WITHOUT_ACCENT[text.charCodeAt(at)];
    if (letter === undefined) return text.normalize('NFKD').replace(MARKS, '');
    plain += letter;
  }
  return plain;
}

/** The words of a text without case, accents, apostrophes and punctuation, one space between them: "Ynys Môn" is "ynys mon". */
export function foldWords(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN_WORDS.test(lower)) return lower;
  const plain = ASCII.test(lower) ? lower : withoutAccents(lower);
  if (ASCII.test(plain)) return plain.replaceAll("'", '').match(ASCII_WORD)?.join(' ') ?? '';
  return plain.replace(APOSTROPHES, '').replace(BETWEEN_WORDS, ' ').replace(OUTER_GAPS, '');
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

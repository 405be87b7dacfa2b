/**
 * The columns that a text takes in a window of fixed pitch: one for each code point, none for combining marks and
 * for format characters such as joiners (Unicode categories M and Cf).
 */
export function columnsOf(text: string): number {
  if (/^[\x20-\x7e]*$/u.test(text)) return text.length;
  return text.match(/[^\p{M}\p{Cf}]/gu)?.length ?? 0;
}

/** Words of one column a character with one space between two: Latin letters, and the dashes and quotation marks of U+2010 to U+2027. */
const EVEN_TEXT = /^[!-~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027]+(?: [!-~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027]+)*$/u;

/**
 * Breaks one line of text at its spaces into lines of at most `width` columns. A longer word, such as a web address,
 * stays whole on a line of its own. No-break spaces do not break. No line ends in a space; a blank text gives no line.
 */
export function wrap(text: string, width: number): readonly string[] {
  return EVEN_TEXT.test(text) ? wrapEvenText(text, width) : wrapWords(text.split(/[ \t\r\n]+/u), width);
}

/** The same as for words, but a word need not be looked at to know its columns. */
function wrapEvenText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  while (text.length - start > width) {
    const space = text.lastIndexOf(' ', start + width);
    const end = space > start ? space : text.indexOf(' ', start + width);
    if (end === -1) break;
    lines.push(text.slice(start, end));
    start = end + 1;
  }
  lines.push(text.slice(start));
  return lines;
}

function wrapWords(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of words) {
    if (word === '') continue;
    const columns = columnsOf(word);
    if (line !== '' && taken + 1 + columns <= width) {
      line += ` ${word}`;
      taken += 1 + columns;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    taken = columns;
  }
  if (line !== '') lines.push(line);
  return lines;
}

/**
 * The columns that a text takes in a window of fixed pitch: one for each code point, none for combining marks and
 * for format characters such as joiners (Unicode categories M and Cf).
 */
export function columnsOf(text: string): number {
  if (/^[\x20-\x7e]*$/u.test(text)) return text.length;
  return text.match(/[^\p{M}\p{Cf}]/gu)?.length ?? 0;
}

/**
 * Breaks one line of text at its spaces into lines of at most `width` columns. A longer word, such as a web address,
 * stays whole on a line of its own. No-break spaces do not break. No line ends in a space; a blank text gives no line.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of text.split(/[ \t\r\n]+/u)) {
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

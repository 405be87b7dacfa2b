/** Room for a name and an address, and still one line on a terminal. */
const SHOWN_CHARACTERS = 60;

const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\uFFFD]/gu;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\t', String.raw`\t`],
]);

/** The number by which Unicode knows a character: U+200B. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A cell as a message quotes it: at most 60 characters, and what cannot be seen as \n or <U+200B>. */
export function quoteCell(text: string): string {
  const start = Array.from(text.slice(0, 2 * SHOWN_CHARACTERS + 2));
  const shown = start.length > SHOWN_CHARACTERS ? [...start.slice(0, SHOWN_CHARACTERS - 1), '…'] : start;
  return `"${shown.join('').replace(UNSEEN, (character) => NAMED.get(character) ?? `<${codePoint(character)}>`)}"`;
}

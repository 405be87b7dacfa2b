/** What no shell, of Unix or of Windows, reads as anything but itself. */
const PLAIN = /^[\w./-][\w./:@%+=-]*$/u;
/** What a Unix shell still reads between double quotation marks (POSIX.1-2017, XCU 2.2.3), and what bash makes of "!". */
const READ_IN_DOUBLE_QUOTES = /["$`!]|\\[\\\n]|\\$/u;

/** A word of a command that nominate suggests, as it may be copied into a shell. Windows knows no single quotation marks, so they stand only where no others will do. */
export function shellWord(text: string): string {
  if (PLAIN.test(text)) return text;
  return READ_IN_DOUBLE_QUOTES.test(text) ? `'${text.replaceAll("'", String.raw`'\''`)}'` : `"${text}"`;
}

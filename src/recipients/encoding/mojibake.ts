import { isUtf8 } from 'node:buffer';

const NOT_ASCII = /[^\x00-\x7f]{2,}/gu;

/** What UTF-8 that was read as Windows-1252 stood for, in lists from these islands: letters of Latin-1, Latin Extended-A and Welsh, quotation marks, €. */
const EXPECTED = /^[\u00A0-\u017F\u1E80-\u1E85\u1EF2\u1EF3\u2010-\u2026\u20AC]+$/u;

/** Where Windows-1252 is not Latin-1: what its bytes from 0x80 on stand for (WHATWG Encoding, index windows-1252). iconv-lite would be loaded for every list. */
const FROM_0X80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The bytes that stand for a text in Windows-1252; null where it has no such character. */
function inWindows1252(text: string): Buffer | null {
  const codes = Array.from(text, (character) => {
    const at = FROM_0X80.indexOf(character);
    return at === -1 ? (character.codePointAt(0) ?? 0) : 0x80 + at;
  });
  return codes.every((code) => code <= 0xff) ? Buffer.from(codes) : null;
}

function restored(run: string): string {
  const bytes = inWindows1252(run);
  if (bytes === null || !isUtf8(bytes)) return run;
  const text = bytes.toString();
  return EXPECTED.test(text) ? text : run;
}

/** Letters may have been garbled again when they were garbled already. */
const TIMES = 3;

/** The text that was meant, where letters were garbled by reading UTF-8 as Windows-1252 ("SiÃ¢n"); the text itself where nothing was. */
export function undoMojibake(text: string): string {
  let meant = text;
  for (let time = 0; time < TIMES; time += 1) {
    const before = meant;
    meant = before.replace(NOT_ASCII, restored);
    if (meant === before) break;
  }
  return meant;
}

import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

const NOT_ASCII = /[^\x00-\x7f]{2,}/gu;

/** What UTF-8 that was read as Windows-1252 stood for, in lists from these islands: letters of Latin-1, Latin Extended-A and Welsh, quotation marks, €. */
const EXPECTED = /^[\u00A0-\u017F\u1E80-\u1E85\u1EF2\u1EF3\u2010-\u2026\u20AC]+$/u;

function restored(run: string): string {
  const bytes = iconv.encode(run, 'win1252');
  if (iconv.decode(bytes, 'win1252') !== run || !isUtf8(bytes)) return run;
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

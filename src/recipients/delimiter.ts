import { knownHeaders, type Meaning } from './column-meaning.js';

export type Delimiter = ',' | ';' | '\t' | '|';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
const SPOKEN: ReadonlyMap<string, Delimiter> = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['bar', '|'],
]);

/** A separator as it is named on a command line, by its sign or in a word; null for what is none. */
export function readDelimiter(text: string): Delimiter | null {
  return DELIMITERS.find((delimiter) => delimiter === text) ?? SPOKEN.get(text.toLowerCase()) ?? null;
}

/** Excel's own word for the separator, on a line above the table. */
const SEP_LINE = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r)/iu;

/** How the text of a list is divided. */
export interface Layout {
  readonly delimiter: Delimiter;
  /** What stands before the table, to be left out. It is ASCII. */
  readonly preamble: string;
}

/** Above the header there may be a title and notes. */
const HEADER_WITHIN = 10;

/** The first lines with anything on them but separators, each up to a line break outside quotes. */
function firstLines(text: string): readonly string[] {
  const quoted = /(?:[^"\r\n]|"(?:[^"]|"")*"?)+/gu;
  const lines: string[] = [];
  for (const [line] of text.matchAll(quoted)) {
    if (/[^\s,;|"]/u.test(line)) lines.push(line);
    if (lines.length === HEADER_WITHIN) break;
  }
  return lines;
}

function cellsOf(line: string, delimiter: Delimiter): readonly string[] {
  return line.replace(/"(?:[^"]|"")*"?/gu, (quoted) => quoted.replaceAll(/[,;\t|]/gu, ' ')).split(delimiter);
}

/**
 * Tells what separates the cells: the separator that makes the most known fields out of one of the first lines, then the most cells
 * out of the first. A list of one column has none, and is read as comma-separated.
 */
export function detectLayout(start: string, meaning: Meaning): Layout {
  const named = SEP_LINE.exec(start);
  const delimiter = DELIMITERS.find((candidate) => candidate === named?.[1]);
  if (named !== null && delimiter !== undefined) return { delimiter, preamble: named[0] };
  const lines = firstLines(start);
  const ranked = DELIMITERS.map((candidate) => {
    const rows = lines.map((line) => cellsOf(line, candidate));
    const known = Math.max(...rows.map((cells) => knownHeaders(cells, meaning)));
    return { candidate, known, cells: rows[0]?.length ?? 0 };
  }).sort((a, b) => b.known - a.known || b.cells - a.cells);
  return { delimiter: ranked[0]?.candidate ?? ',', preamble: '' };
}

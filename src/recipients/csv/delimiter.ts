import { knownHeaders, type Meaning } from '../columns/column-meaning.js';

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

/** The word for a separator on a command line. */
export function nameOfDelimiter(delimiter: Delimiter): string {
  return [...SPOKEN].find(([, sign]) => sign === delimiter)?.[0] ?? delimiter;
}

/** Excel's own word for the separator, on a line above the table. */
const SEP_LINE = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r)/iu;

/** How the text of a list is divided. */
export interface Layout {
  readonly delimiter: Delimiter;
  /** What stands before the table, to be left out. It is ASCII. */
  readonly preamble: string;
  /** What the cells seem to be separated by, where another separator was named. */
  readonly likelier?: Delimiter;
}

/** Above the header there may be a title and notes. Lines. */
const HEADER_WITHIN = 100;

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
 * @param named what the organiser says; told apart by `likelier` where it makes no known fields, and another one does
 */
export function detectLayout(start: string, meaning: Meaning, named: Delimiter | undefined): Layout {
  const sepLine = SEP_LINE.exec(start);
  const written = DELIMITERS.find((candidate) => candidate === sepLine?.[1]);
  const preamble = sepLine?.[0] ?? '';
  if (written !== undefined) return { delimiter: named ?? written, preamble };
  const lines = firstLines(start);
  const ranked = DELIMITERS.map((candidate) => {
    const rows = lines.map((line) => cellsOf(line, candidate));
    const known = Math.max(...rows.map((cells) => knownHeaders(cells, meaning)));
    return { candidate, known, cells: rows[0]?.length ?? 0 };
  }).sort((a, b) => b.known - a.known || b.cells - a.cells);
  const [best] = ranked;
  if (named === undefined) return { delimiter: best?.candidate ?? ',', preamble };
  const asNamed = ranked.find(({ candidate }) => candidate === named);
  const isWrong =
    asNamed?.known === 0 && best !== undefined && (best.known > 1 || (asNamed.cells === 1 && best.cells > 1));
  return { delimiter: named, preamble, ...(isWrong ? { likelier: best.candidate } : {}) };
}

import { foldHeader } from './fold.js';
import { fieldOf } from './fields.js';

export type Delimiter = ',' | ';' | '\t';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/** Excel's own word for the separator, on a line above the table. */
const SEP_LINE = /^sep=([,;\t])(?:\r\n|\n|\r)/iu;

/** How the text of a list is divided. */
export interface Layout {
  readonly delimiter: Delimiter;
  /** What stands before the table, to be left out. It is ASCII. */
  readonly preamble: string;
}

/** The first line with anything on it but separators, up to a line break outside quotes. */
function firstLine(text: string): string {
  const quoted = /(?:[^"\r\n]|"(?:[^"]|"")*"?)+/gu;
  for (const [line] of text.matchAll(quoted)) if (/[^\s,;"]/u.test(line)) return line;
  return '';
}

function cellsOf(line: string, delimiter: Delimiter): readonly string[] {
  return line.replace(/"(?:[^"]|"")*"?/gu, (quoted) => quoted.replaceAll(/[,;\t]/gu, ' ')).split(delimiter);
}

function knownFields(cells: readonly string[]): number {
  return cells.filter((cell) => fieldOf(foldHeader(cell)) !== null).length;
}

/**
 * Tells what separates the cells: the separator that makes the most known fields out of the header, then the most cells.
 * A list of one column has none, and is read as comma-separated.
 */
export function detectLayout(start: string): Layout {
  const named = SEP_LINE.exec(start);
  const delimiter = DELIMITERS.find((candidate) => candidate === named?.[1]);
  if (named !== null && delimiter !== undefined) return { delimiter, preamble: named[0] };
  const line = firstLine(start);
  const ranked = DELIMITERS.map((candidate) => {
    const cells = cellsOf(line, candidate);
    return { candidate, known: knownFields(cells), cells: cells.length };
  }).sort((a, b) => b.known - a.known || b.cells - a.cells);
  return { delimiter: ranked[0]?.candidate ?? ',', preamble: '' };
}

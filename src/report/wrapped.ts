import { stripVTControlCharacters } from 'node:util';

/** Less than this is no width for a sentence: such a terminal breaks its lines itself. */
const NARROWEST = 30;
/** "Left out  3 rows: …": what follows a label goes on below itself. */
const LABEL = /^ *\S.*? {2,}(?=\S)/u;
const GAP = /\S {2,}(?=\S)/gu;
/** A command on a line of its own, and what is said of it. */
const COMMAND = /^( *)(npx .*?)(?: {2,}(.*))?$/u;
/** What is copied stays on one line: a command up to the end of the line, what goes into campaign.yaml, an option with its value. */
const UNIT = /( *)((?:npx|npm|chmod) .*|[^ ]*\{[^{}]*\}[^ ]*|--[a-z-]+ [^ ]+|[^ ]+)/gu;

/**
 * Text for a terminal of so many columns, its longer lines broken at spaces. Rows of a table stay as they are, and so do
 * commands and paths, however long, so that they can be copied.
 */
export function wrapped(text: string, columns: number): string {
  if (columns < NARROWEST) return text;
  return text
    .split('\n')
    .map((line) => (widthOf(line) <= columns ? line : wrappedLine(line, columns)))
    .join('\n');
}

function wrappedLine(line: string, columns: number): string {
  const plain = stripVTControlCharacters(line);
  if ((plain.match(GAP)?.length ?? 0) > 1) return line;
  const [, before = '', command = '', about] = COMMAND.exec(line) ?? [];
  if (about !== undefined) return `${before}${command}\n${wrapped(`${before}    ${about}`, columns)}`;
  const indent = ' '.repeat(indentBelow(plain, columns));
  const lines: string[] = [];
  let current = '';
  for (const [, gap = '', unit = ''] of line.matchAll(UNIT)) {
    const longer = `${current}${gap}${unit}`;
    if (current.trim() === '' || widthOf(longer) <= columns) current = longer;
    else {
      lines.push(current);
      current = `${indent}${unit}`;
    }
  }
  // A question ends in a space, before its answer.
  return [...lines, current + line.slice(line.trimEnd().length)].join('\n');
}

/** How far the lines below the first one stand in. */
function indentBelow(plain: string, columns: number): number {
  const label = LABEL.exec(plain)?.[0].length ?? columns;
  if (label <= columns / 2) return label;
  const indent = plain.length - plain.trimStart().length;
  return indent === 0 ? 2 : indent;
}

function widthOf(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length;
}

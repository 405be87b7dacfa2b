import { stripVTControlCharacters } from 'node:util';

/** Less than this is no width for a sentence: such a terminal breaks its lines itself. */
const NARROWEST = 30;
/** "Left out  3 rows: …": what follows a label, or stands in the last column of a table, goes on below itself. */
const LABEL = /^.*\S {2,}(?=\S)/u;
const TABLE_ROW = /\S {2,}\S.*\S {2,}\S/u;
/** The part of a line that may be taken up by what stands before such a column. */
const MOST_BEFORE = 0.75;
/** A command on a line of its own, and what is said of it. */
const COMMAND = /^( *)(npx .*?)(?: {2,}(.*))?$/u;
/** What is copied stays on one line: a command up to the end of the line, what goes into campaign.yaml, an option with its value. */
const UNIT = /( *)((?:npx|npm|chmod) .*|[^ ]*\{[^{}]*\}[^ ]*|--[a-z-]+ (?:"[^"]*"[^ ]*|[^ ]+)|[^ ]+ → [^ ]+|[^ ]+)/gu;

/**
 * Text for a terminal of so many columns, its longer lines broken at spaces. Commands and paths stay whole, however long, so
 * that they can be copied; the last column of a table that has too little room goes on a line of its own.
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
  const [, before = '', command = '', about] = COMMAND.exec(line) ?? [];
  if (about !== undefined) return `${before}${command}\n${wrapped(`${before}    ${about}`, columns)}`;
  const label = LABEL.exec(plain)?.[0].length ?? 0;
  const hasRoom = label <= columns * MOST_BEFORE;
  if (!hasRoom && TABLE_ROW.test(plain)) {
    // Only heads are coloured, and too short for it to matter.
    if (plain !== line) return line;
    return `${line.slice(0, label).trimEnd()}\n${wrapped(`    ${line.slice(label)}`, columns)}`;
  }
  const own = plain.length - plain.trimStart().length;
  const indent = ' '.repeat(hasRoom && label > 0 ? label : own === 0 ? 2 : own);
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

function widthOf(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length;
}

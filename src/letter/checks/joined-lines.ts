import { TABLE_LINE } from '../markdown/markdown.js';
import type { LiteralText } from './literal-text.js';
import { shown, type Stray } from './stray-signs.js';

/** How many characters a line has that somebody ended before its end was reached: nobody's window is that narrow. */
const SHORT = 45;
/** How long a value is taken to be. */
const VALUE = 'x'.repeat(12);

const BULLETED = /^[ \t]*[•·◦▪▫●○■□‣⁃➢➤][ \t]*\S/u;
/** Signs that Markdown takes for a list with a space after them only, letters, and numbers other than 1 amid a paragraph. */
const NUMBERED = /^[ \t]*(?:[-–—+][ \t]*\p{L}|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t]*[\p{L}\p{Co}])/u;
const CELLS = /\S[ \t]*\|[ \t]*\S.*\||\S\t+\S/u;
const ROW = /^[ \t]*\|.+\|[ \t]*$/u;
const ENDS_SENTENCE = /[.!?:;…][”’"')]*$/u;

interface Line {
  readonly offset: number;
  readonly text: string;
  /** Whether Markdown puts the next line behind it. */
  readonly runsOn: boolean;
}

type Tell = (line: Line, message: string, hint: string) => readonly Stray[];

/** Lines that somebody typed one below the other, and that Markdown makes one of; told once for a paragraph. */
export function joinedLines(literal: LiteralText): readonly Stray[] {
  const lines = linesOf(literal.text);
  const told: Tell = ({ offset, text }, message, hint) => [
    { code: 'joined-lines', offset: offset + Math.max(0, text.search(/\S/u)), message, hint },
  ];
  if (literal.node.type === 'heading') return headingByAccident(lines, told);
  for (const look of [tableRows, bullets, numbers, ownLines]) {
    const found = look(lines, told);
    if (found.length > 0) return found;
  }
  return literal.within.includes('listItem') ? behindAnItem(lines, told) : [];
}

/** The line between head and body makes a table, and that is refused elsewhere. */
function tableRows(lines: readonly Line[], told: Tell): readonly Stray[] {
  const [first, ...others] = lines.filter(({ text }) => CELLS.test(text) || ROW.test(text));
  if (first === undefined || (others.length === 0 && !ROW.test(first.text))) return [];
  if (lines.some(({ text }) => TABLE_LINE.test(text))) return [];
  const hint = 'Write a list instead, a line beginning with - for each row.';
  return told(first, `“${startOf(first)}” looks like a row of a table, and a letter has none.`, hint);
}

function bullets(lines: readonly Line[], told: Tell): readonly Stray[] {
  const first = lines.find(({ text }) => BULLETED.test(text));
  if (first === undefined) return [];
  const message = `“${startOf(first)}” begins with a bullet that Markdown does not know: it makes no list.`;
  return told(first, message, 'Begin each line of a list with - and a space.');
}

function numbers(lines: readonly Line[], told: Tell): readonly Stray[] {
  const [first, second] = lines.filter(({ text }) => NUMBERED.test(text));
  if (first === undefined || second === undefined) return [];
  const message = `“${startOf(first)}” begins no item of a list: the lines would run on in the letter.`;
  const hint = 'Begin each line with - or with 1. and a space, and put an empty line before the first.';
  return told(first, message, hint);
}

function ownLines(lines: readonly Line[], told: Tell): readonly Stray[] {
  for (const [index, second] of lines.entries()) {
    const first = lines[index - 1];
    if (first?.runsOn !== true || !isOwnLine(first.text, second.text)) continue;
    const message = `“${startOf(first)}” and “${startOf(second)}” would stand on one line in the letter.`;
    const hint = 'End the first with a backslash (\\) to keep the line end, or put an empty line between them.';
    return told(second, message, hint);
  }
  return [];
}

/** A line that is not indented belongs to the item above it all the same (CommonMark 0.31 §5.2). */
function behindAnItem(lines: readonly Line[], told: Tell): readonly Stray[] {
  const behind = lines.find(
    ({ text }, index) =>
      lines[index - 1]?.runsOn === true && /^\p{Lu}/u.test(text) && ENDS_SENTENCE.test(lines[index - 1]?.text ?? ''),
  );
  if (behind === undefined) return [];
  const message = `“${startOf(behind)}” would belong to the item of the list above it.`;
  return told(behind, message, 'Put an empty line before it, or begin it with - for an item of its own.');
}

/** Text right above --- or === is a heading (CommonMark 0.31 §4.3), whoever wanted a line below a paragraph. */
function headingByAccident(lines: readonly Line[], told: Tell): readonly Stray[] {
  const [first] = lines;
  const underline = lines.at(-1)?.text ?? '';
  const above = lines.at(-2)?.text.trim() ?? '';
  if (first === undefined || !/^[\uFFFC \t]*$/u.test(underline) || lines.length < 2) return [];
  if (lines.length === 2 && !/[.!?,;:]$/u.test(above)) return [];
  const message = `“${startOf(first)}” would be a heading, because a line of hyphens or = stands right below it.`;
  return told(first, message, 'Put an empty line between the two, or take the lower one out.');
}

function linesOf(text: string): readonly Line[] {
  let offset = 0;
  return text.split(/(?<=[\n\u2028])/u).map((line) => {
    const found = { offset, text: line.replace(/[\n\u2028]$/u, ''), runsOn: line.endsWith('\n') };
    offset += line.length;
    return found;
  });
}

/** Whether somebody ended a line for its own sake: it is short, and what follows begins anew. */
function isOwnLine(line: string, next: string): boolean {
  const plain = (text: string): string => text.trim().replaceAll(/\p{Co}/gu, VALUE);
  const [here, after] = [plain(line), plain(next)] as const;
  if (here === '' || after === '') return false;
  const [word = ''] = after.split(/\s/u);
  if (here.length + 1 + word.length > SHORT) return false;
  const beginsAnew = /^[“‘"'(]?[\p{Lu}\d+]|@|^www\.|^https?:/u.test(word) || /^\p{Co}/u.test(next.trim());
  if (!beginsAnew) return false;
  return !ENDS_SENTENCE.test(here) || (after.split(/\s+/u).length <= 4 && !/[.!?,;:]$/u.test(after));
}

/** The beginning of a line, for a message. */
function startOf({ text }: Line): string {
  const words = shown(text);
  return words.length > 40 ? `${words.slice(0, 40).trimEnd()}…` : words;
}

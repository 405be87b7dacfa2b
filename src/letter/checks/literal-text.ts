import type { Heading, Nodes, Paragraph, Root } from 'mdast';

/** A paragraph or heading as it was typed; what Markdown took of it is blotted out, so that a sign that is left is printed. */
export interface LiteralText {
  readonly node: Paragraph | Heading;
  /** What it stands in, the outermost first. */
  readonly within: readonly Nodes['type'][];
  /** Of its first character in the outline's text. */
  readonly start: number;
  /** As long as what was typed. A line ends with \n, or with U+2028 where the letter's line ends there, too. */
  readonly text: string;
}

/** Stands for a character that is not printed as it was typed. */
export const BLOT = '\uFFFC';

/** A letter, a digit or the mark of a value, in a regular expression. */
export const WORD = String.raw`[\p{L}\p{N}\p{Co}]`;

/** An escaped sign or a character reference (CommonMark 0.31 §2.4, §2.5): whoever wrote it meant that character. */
const MEANT = /\\[!-/:-@[-`{-~]|&(?:[a-z]+\d*|#\d+|#x[\da-f]+);/giu;
/** What comes before a line of a quotation or a list. */
const LINE_START = /(?<=[\n\u2028])[ \t>\uFFFC]+/gu;

/** Every paragraph and heading of a letter's Markdown: `tree` is what `markdownTree` makes of `text`. */
export function literalTexts(tree: Root, text: string): readonly LiteralText[] {
  return literalsIn(tree, text, []);
}

function literalsIn(node: Nodes, text: string, within: LiteralText['within']): readonly LiteralText[] {
  if (node.type === 'paragraph' || node.type === 'heading') {
    const { start, end } = extentOf(node);
    const characters = text
      .slice(start, end)
      .split('')
      .map((typed) => (typed === '\n' ? typed : BLOT));
    copyTyped(node, { text, start, characters });
    return [{ node, within, start, text: characters.join('').replace(LINE_START, spaces) }];
  }
  if (!('children' in node)) return [];
  return node.children.flatMap((child) => literalsIn(child, text, [...within, node.type]));
}

interface Copy {
  readonly text: string;
  readonly start: number;
  readonly characters: string[];
}

function copyTyped(node: Nodes, copy: Copy): void {
  const { start, end } = extentOf(node);
  if (node.type === 'break') copy.characters[end - 1 - copy.start] = '\u2028';
  if (node.type === 'text') {
    const typed = copy.text.slice(start, end).replace(MEANT, (meant) => BLOT.repeat(meant.length));
    copy.characters.splice(start - copy.start, typed.length, ...typed.split(''));
  }
  const isAddress = node.type === 'link' && copy.text[start] === '<';
  if ('children' in node && !isAddress) for (const child of node.children) copyTyped(child, copy);
}

function extentOf({ position }: Nodes): { readonly start: number; readonly end: number } {
  const start = position?.start.offset ?? 0;
  return { start, end: position?.end.offset ?? start };
}

function spaces(typed: string): string {
  return ' '.repeat(typed.length);
}

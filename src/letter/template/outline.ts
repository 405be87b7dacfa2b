import { placeIn, type Place } from '../../problem.js';
import type { ContentNode, OutputNode, TemplateNode } from './template-tree.js';

/**
 * A template's text with its branches taken, and with a mark of one character where each value goes.
 * The marks are private-use characters (Unicode general category Co), which CommonMark treats as it does letters: a value beside
 * `*` or `_` opens and closes emphasis as a word would, and one at the start of a line makes no list, heading or quotation.
 */
export interface Outline {
  readonly text: string;
  /** What `text` was put together from, in order; an output is one mark. */
  readonly pieces: readonly (ContentNode | OutputNode)[];
}

const FIRST_SLOT = 0xe000;
const LAST_SLOT = 0xf8ff;

/** How many values one letter can print: as many as there are marks. */
export const slotLimit = LAST_SLOT - FIRST_SLOT + 1;

/** Characters that a template may not contain, because they are the marks. */
export const slotCharacters = /[\uE000-\uF8FF]/u;

/** The mark of the value with this index. */
export function slotAt(index: number): string {
  return String.fromCharCode(FIRST_SLOT + index);
}

/** The index that a mark stands for; null for any other character. */
export function slotIndex(character: string): number | null {
  const code = character.charCodeAt(0);
  return code >= FIRST_SLOT && code <= LAST_SLOT ? code - FIRST_SLOT : null;
}

/** The template's text as it is when every `{{#if}}` is answered alike and every `{{#each}}` has one item, or none. */
export function outlineOf(nodes: readonly TemplateNode[], answer: boolean): Outline {
  const pieces = nodes.flatMap((node) => takeBranches(node, answer));
  let slots = 0;
  const text = pieces.map((piece) => (piece.kind === 'content' ? piece.text : slotAt(slots++))).join('');
  return { text, pieces };
}

function takeBranches(node: TemplateNode, answer: boolean): readonly (ContentNode | OutputNode)[] {
  switch (node.kind) {
    case 'content':
    case 'output':
      return [node];
    case 'choice':
      return (answer ? node.yes : node.no).flatMap((inner) => takeBranches(inner, answer));
    case 'each':
      return (answer ? node.body : node.empty).flatMap((inner) => takeBranches(inner, answer));
  }
}

/** Where the character at an offset of the outline's text stands in the template, or in a partial. */
export function placeInOutline(outline: Outline, offset: number): Place {
  let rest = offset;
  for (const piece of outline.pieces) {
    const length = piece.kind === 'content' ? piece.text.length : 1;
    if (rest < length) {
      return piece.kind === 'output' ? piece.place : placeIn(piece.text, rest, piece.place, piece.indent);
    }
    rest -= length;
  }
  const last = outline.pieces.at(-1);
  return last === undefined ? { file: '', line: null, column: null } : last.place;
}

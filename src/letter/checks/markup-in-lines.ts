import { warningAt, type Problem } from '../../problem.js';
import { outlineOf, placeInOutline } from '../template/outline.js';
import type { TemplateNode } from '../template/template-tree.js';
import { WORD } from './literal-text.js';
import { shown } from './stray-signs.js';

/** What would be markup in a letter's body. */
const PATTERNS = [
  String.raw`(?:\*\*|__)(?=\S)[^\n]*?\S(?:\*\*|__)`,
  String.raw`(?<!${WORD}|[*_])([*_])(?=[^\s*_])[^*_\n]*(?<=[^\s*_])\1(?!${WORD}|[*_])`,
  String.raw`!?\[[^\]\n]+\][ \t]*\([^)\n]+\)`,
  String.raw`(?<=${WORD})\^[^\s^]+\^?`,
  '~~[^~\n]+~~',
  '`[^`\n]+`',
  '^#{1,6} ',
  '^> ',
  String.raw`</?(?:b|i|u|em|strong|br|p|a|span|font|sup|sub)\b[^<>\n]*>`,
  '&(?:[a-z]+\\d*|#\\d+|#x[\\da-f]+);',
  String.raw`\\[*_#[\]\\]`,
];
const MARKUP = new RegExp(PATTERNS.join('|'), 'gimu');

/** A warning for markup in a line of front matter, which is plain text: its signs would be printed. */
export function markupInLines(lines: Readonly<Record<string, readonly TemplateNode[] | null>>): readonly Problem[] {
  return Object.entries(lines).flatMap(([key, nodes]) => {
    const outline = outlineOf(nodes ?? [], true);
    return [...outline.text.matchAll(MARKUP)].map(({ index, 0: found }) => {
      const message = `“${shown(found)}” is no markup in "${key}", which is plain text: its signs would be printed.`;
      return warningAt(placeInOutline(outline, index), 'stray-markup', message, 'Leave the signs out.');
    });
  });
}

import type { Run } from '../letter/letter.js';
import type { LineBox } from './boxes.js';
import type { Element } from './element.js';
import { breakLines, type Line } from './lines.js';
import type { Faces, TextStyle } from './typography.js';
import { cutWords, type Setting } from './words.js';

/** The part of the paper that a block is set in: its left edge and width, in points. */
export interface Column {
  readonly x: number;
  readonly width: number;
}

/** Where the baseline stands in a line, as a part of its leading. */
const BASELINE = 0.76;

/** Sets runs as the lines of one paragraph, ragged right or pushed to the right edge. */
export function setParagraph(
  runs: readonly Run[],
  style: TextStyle,
  element: Element,
  column: Column,
  setting: Setting,
  align: 'left' | 'right' = 'left',
): readonly LineBox[] {
  const lines = linesOf(runs, style, column.width, setting);
  return lines.map((line, index): LineBox => {
    const position =
      lines.length === 1 ? 'only' : index === 0 ? 'first' : index === lines.length - 1 ? 'last' : 'inner';
    return {
      kind: 'line',
      parts: [{ x: align === 'left' ? column.x : column.x + column.width - line.width, line, element }],
      spaceBefore: 0,
      height: style.leading,
      baseline: style.leading * BASELINE,
      // No single line of a paragraph stands alone at the foot or at the head of a page.
      keepWithNext: position === 'first' || index === lines.length - 2,
      position,
      role: 'text',
    };
  });
}

/** Most paragraphs of a mailing are the same in every letter. Small, since the others come once and not again. */
const CACHED_PARAGRAPHS = 200;
const cached = new WeakMap<Faces, Map<string, readonly Line[]>>();

/** The lines of a paragraph, which depend on nothing but the parts of the key and the faces. */
function linesOf(runs: readonly Run[], style: TextStyle, width: number, setting: Setting): readonly Line[] {
  const known = cached.get(setting.faces) ?? new Map<string, readonly Line[]>();
  cached.set(setting.faces, known);
  const key = JSON.stringify([runs, style, width, setting.accent]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const lines = breakLines(cutWords(runs, style, setting), width);
  if (known.size >= CACHED_PARAGRAPHS) known.clear();
  known.set(key, lines);
  return lines;
}

/** Plain text as a run without marks. */
export function plainRun(text: string): Run {
  return { kind: 'text', text, strong: false, emphasis: false, superscript: false };
}

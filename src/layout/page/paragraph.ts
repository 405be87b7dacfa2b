import type { Run } from '../../letter/letter.js';
import type { LineBox } from './boxes.js';
import type { Element } from '../element.js';
import { syllablesIn } from '../text/hyphenation.js';
import { breakJustifiedLines, breakLines, type Line } from '../text/lines.js';
import { recentlyUsed, type RecentlyUsed } from '../../kept/recently-used.js';
import { PAPER, type Design, type Faces, type TextStyle } from '../text/typography.js';
import { cutWords, SOFT_HYPHEN, type Setting, type SyllablesOf } from '../text/words.js';

/** The part of the paper that a block is set in: its left edge and width, in points. */
export interface Column {
  readonly x: number;
  readonly width: number;
}

/** The column between a design's margins. */
export function columnOf({ margin }: Design): Column {
  return { x: margin.left, width: PAPER.width - margin.left - margin.right };
}

/** Where the baseline stands in a line, as a part of its leading. */
export const BASELINE = 0.76;

/** How lines stand in their column: ragged on one side or the other, or even on both. */
export type Align = 'left' | 'right' | 'justified';

/** Sets runs as the lines of one paragraph. */
export function setParagraph(
  runs: readonly Run[],
  style: TextStyle,
  element: Element,
  column: Column,
  setting: Setting,
  align: Align = 'left',
): readonly LineBox[] {
  const lines = linesOf(runs, style, column.width, align === 'justified', setting);
  return lines.map((line, index): LineBox => {
    const position =
      lines.length === 1 ? 'only' : index === 0 ? 'first' : index === lines.length - 1 ? 'last' : 'inner';
    return {
      kind: 'line',
      parts: [{ x: align === 'right' ? column.x + column.width - line.width : column.x, line, element }],
      spaceBefore: 0,
      height: style.leading,
      baseline: style.leading * BASELINE,
      // No single line of a paragraph stands alone at the foot or at the head of a page, and no word is parted by its end.
      keepWithNext: position === 'first' || index === lines.length - 2 || endsInHyphen(line),
      onGrid: style.onGrid,
      position,
      role: 'text',
    };
  });
}

/** Most paragraphs of a mailing are the same in every letter: those of one letter, in each of its designs, are kept. */
const CACHED_PARAGRAPHS = 100;

interface Cached {
  /** Null for a paragraph that was met once: that of one letter only would be kept for nothing. */
  readonly lines: readonly Line[] | null;
}
const cached = new WeakMap<Faces, RecentlyUsed<Cached>>();

/** The lines of a paragraph, which depend on nothing but the parts of the key, the language's syllables and the faces. */
function linesOf(
  runs: readonly Run[],
  style: TextStyle,
  width: number,
  isJustified: boolean,
  setting: Setting,
): readonly Line[] {
  const { faces, design, hyphenation, language: own } = setting;
  const known = cached.get(faces) ?? recentlyUsed<Cached>(CACHED_PARAGRAPHS);
  cached.set(faces, known);
  const key = JSON.stringify([runs, style, width, design.accent, isJustified ? own : null]);
  const found = known.get(key);
  if (found !== undefined && found.lines !== null) return found.lines;
  const words = cutWords(runs, style, setting);
  const syllablesOf: SyllablesOf = (language) => syllablesIn(hyphenation, language ?? own);
  const lines = isJustified ? breakJustifiedLines(words, width, syllablesOf) : breakLines(words, width);
  const kept = found === undefined ? null : lines.map((line): Line => ({ ...line, isKept: true }));
  known.set(key, { lines: kept });
  return kept ?? lines;
}

function endsInHyphen({ pieces }: Line): boolean {
  return pieces.at(-1)?.text === SOFT_HYPHEN;
}

/** Plain text as a run without marks. */
export function plainRun(text: string): Run {
  return { kind: 'text', text, strong: false, emphasis: false, superscript: false };
}

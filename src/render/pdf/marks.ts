import type { Element } from '../../layout/element.js';
import type { Line } from '../../layout/text/lines.js';
import type { Piece } from '../../layout/text/words.js';
import type { LinkRun } from '../../letter/letter.js';

/** What marked content belongs to. */
export interface Mark {
  readonly element: Element;
  readonly link: LinkRun | null;
  /** BCP 47, where it is not the letter's. */
  readonly language: string | null;
}

/** A stretch of one line that belongs to one link. */
export interface LinkStretch {
  readonly link: LinkRun;
  /** In points, without the spaces around it. */
  readonly left: number;
  readonly right: number;
  /** Its first piece, for size and colour. */
  readonly piece: Piece;
}

/** The stretches of a line that lead somewhere, from left to right. `start` is the line's left edge. */
export function linkStretches(start: number, line: Line): readonly LinkStretch[] {
  const stretches: LinkStretch[] = [];
  let x = start;
  let before: LinkRun | null = null;
  for (const piece of line.pieces) {
    const left = x;
    x += piece.width;
    const { link } = piece;
    const last = stretches.at(-1);
    if (link !== null && piece.text !== ' ') {
      if (last !== undefined && before === link) stretches[stretches.length - 1] = { ...last, right: x };
      else stretches.push({ link, left, right: x, piece });
    }
    before = link;
  }
  return stretches;
}

import type { LinePart } from '../../layout/boxes.js';
import type { Element } from '../../layout/element.js';
import type { Piece } from '../../layout/words.js';
import type { LinkRun } from '../../letter/letter.js';

/** What marked content belongs to. */
export interface Mark {
  readonly element: Element;
  readonly link: LinkRun | null;
}

/** A stretch of one line that belongs to one link. */
export interface LinkStretch {
  readonly mark: Mark;
  /** In points, without the spaces around it. */
  readonly left: number;
  readonly right: number;
  /** Its first piece, for size and colour. */
  readonly piece: Piece;
}

/** The stretches of a line that lead somewhere, from left to right. */
export function linkStretches(part: LinePart): readonly LinkStretch[] {
  const stretches: LinkStretch[] = [];
  let x = part.x;
  for (const piece of part.line.pieces) {
    const left = x;
    x += piece.width;
    if (piece.link === null || piece.text === ' ') continue;
    const last = stretches.at(-1);
    if (last?.mark.link === piece.link) stretches[stretches.length - 1] = { ...last, right: x };
    else stretches.push({ mark: { element: part.element, link: piece.link }, left, right: x, piece });
  }
  return stretches;
}

import type { Letter } from '../letter/letter.js';
import { setBlocks, type BlockSetting } from './blocks.js';
import { furnitureIn } from '../letter/furniture.js';
import { fillPages, type PlacedBox } from './pages.js';
import { FOLIO, PAPER } from './typography.js';
import { setPiece, type Piece } from './words.js';

/** What stands on a page besides its text; no reader aloud is told of it. */
interface Folio {
  readonly x: number;
  /** From the head of the paper, in points. */
  readonly baseline: number;
  readonly piece: Piece;
}

export interface Page {
  readonly boxes: readonly PlacedBox[];
  /** The page number; null where the letter is a single page. */
  readonly folio: Folio | null;
}

/** Sets a letter on pages. All measures are in points from the upper left corner of the paper. */
export function layoutLetter(letter: Letter, setting: BlockSetting): readonly Page[] {
  const column = { x: PAPER.left, width: PAPER.width - PAPER.left - PAPER.right };
  const boxes = setBlocks(letter.blocks, null, column, setting);
  return numberPages(fillPages(boxes, PAPER.top, PAPER.height - PAPER.top - PAPER.bottom), letter.language, setting);
}

/** Puts a number on each page of a letter that has more than one. `language` is BCP 47. */
export function numberPages(
  pages: readonly (readonly PlacedBox[])[],
  language: string,
  setting: BlockSetting,
): readonly Page[] {
  return pages.map((boxes, index) => ({
    boxes,
    folio: pages.length === 1 ? null : setFolio(furnitureIn(language).page(index + 1, pages.length), setting),
  }));
}

function setFolio(text: string, setting: BlockSetting): Folio {
  const run = { kind: 'text', text, strong: false, emphasis: false, superscript: false } as const;
  const piece = setPiece(text, run, null, FOLIO, setting);
  return { x: PAPER.width - PAPER.right - piece.width, baseline: PAPER.height - PAPER.folio, piece };
}

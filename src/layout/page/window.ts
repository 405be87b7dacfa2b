import { MM, PAPER, SIDE_MARGIN } from '../text/typography.js';

/** A part of the paper, in points from its upper left corner. */
export interface Area {
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * What a DL envelope with the usual window (35 × 90 mm, 20 mm from the left, 18 mm from the bottom) shows of A4 folded in thirds: `always`
 * wherever the paper slides to, `perhaps` in some place. Nothing but the address may stand in `perhaps`.
 */
export const WINDOW = {
  always: { x: 20 * MM, top: 57 * MM, width: 80 * MM, height: 24 * MM },
  perhaps: { x: 10 * MM, top: 46 * MM, width: 100 * MM, height: 46 * MM },
} as const satisfies Record<string, Area>;

/** Where the address stands: on the letter's own left edge, with 5 mm clear on either side as Royal Mail asks. */
export const ADDRESS_AREA: Area = {
  x: SIDE_MARGIN,
  top: WINDOW.always.top,
  width: WINDOW.always.x + WINDOW.always.width - 5 * MM - SIDE_MARGIN,
  height: WINDOW.always.height,
};

/** Where A4 is folded in thirds, from the head of the paper. */
export const FOLDS = [99 * MM, 198 * MM] as const;
/** The marks at the left edge that tell where; most printers cannot print the outermost 4 mm. */
export const FOLD_MARK = { x: 5 * MM, width: 4 * MM, thickness: 0.5 } as const;

/** The letterhead begins higher than on a letter without a window, so that it ends above it. */
export const HEAD = { top: 13 * MM, clear: 2 * MM } as const;
/** Beside the window, where a letterhead stands that is too high to stand above it. */
export const BESIDE_WINDOW = { x: 114 * MM, width: PAPER.width - SIDE_MARGIN - 114 * MM } as const;
/** Where the text begins: below all that the window may show. */
export const TEXT_TOP = 98 * MM;

import type { Box } from './boxes.js';

/** A box where it stands: `top` is its upper edge, in points from the head of the paper. */
export interface PlacedBox {
  readonly top: number;
  readonly box: Box;
}

/** How many short lines at the end ("Yours fraternally,", a name) are taken for the close of the letter. */
const CLOSING_LINES = 4;
/** How many lines of text must stand above the close on its page. */
const LINES_BEFORE_CLOSE = 2;

/**
 * Fills pages of that height, in points, with boxes, each page as full as the boxes that must stay together allow.
 * What cannot be kept together, because no page is high enough, is parted where the page ends.
 * @param firstTop where the first page begins, if that is further down than the others
 */
export function fillPages(
  boxes: readonly Box[],
  top: number,
  height: number,
  firstTop = top,
): readonly (readonly PlacedBox[])[] {
  const kept = keepClose(boxes);
  const pages: PlacedBox[][] = [];
  for (let start = 0; start < kept.length;) {
    const pageTop = start === 0 ? firstTop : top;
    const end = pageEnd(kept, start, height - (pageTop - top));
    let y = pageTop;
    pages.push(
      kept.slice(start, end).map((box, index) => {
        y += index === 0 ? 0 : box.spaceBefore;
        const placed = { top: y, box };
        y += box.height;
        return placed;
      }),
    );
    start = end;
  }
  return pages;
}

/** The index after the last box of the page that begins at `start`. */
function pageEnd(boxes: readonly Box[], start: number, height: number): number {
  let used = 0;
  let legal = start;
  for (let index = start; index < boxes.length; index += 1) {
    const box = boxes[index];
    if (box === undefined) break;
    used += (index === start ? 0 : box.spaceBefore) + box.height;
    if (used > height) return legal > start ? legal : Math.max(index, start + 1);
    if (!box.keepWithNext) legal = index + 1;
  }
  return boxes.length;
}

/** The signature, or a close that was typed as short paragraphs, never stands on a page without text above it. */
function keepClose(boxes: readonly Box[]): readonly Box[] {
  let first = boxes.length;
  while (isSignature(boxes[first - 1])) first -= 1;
  const close = first;
  while (close - first < CLOSING_LINES && isOnlyLine(boxes[first - 1])) first -= 1;
  for (let lines = 0; lines < LINES_BEFORE_CLOSE && first > 0; first -= 1) lines += isText(boxes[first - 1]) ? 1 : 0;
  return boxes.map((box, index) => (index >= first && index < boxes.length - 1 ? { ...box, keepWithNext: true } : box));
}

function isSignature(box: Box | undefined): boolean {
  return box?.kind === 'line' && box.role === 'signature';
}

function isText(box: Box | undefined): boolean {
  return box?.kind === 'line' && box.role === 'text';
}

function isOnlyLine(box: Box | undefined): boolean {
  return box?.kind === 'line' && box.role === 'text' && box.position === 'only';
}

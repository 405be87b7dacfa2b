import type { Box } from './boxes.js';
import { BASELINE } from './paragraph.js';
import { PAPER, PICTURE, type Design } from '../text/typography.js';

/** A box where it stands: `top` is its upper edge, in points from the head of the paper. */
export interface PlacedBox {
  readonly top: number;
  readonly box: Box;
}

/** How many short lines at the end ("Yours fraternally,", a name) are taken for the close of the letter. */
const CLOSING_LINES = 4;
/** How many lines of text must stand above the close on its page. */
const LINES_BEFORE_CLOSE = 2;

/** What pages are filled within. Measures are in points. */
export interface PageFrame {
  /** From the head of the paper to the first box. */
  readonly top: number;
  readonly height: number;
  /** Baselines of boxes on the grid stand at multiples of it below the first baseline that a line of the body could have. */
  readonly grid: number;
  readonly firstBaseline: number;
}

/** The part of the paper within a design's margins. */
export function frameOf({ margin, grid, body }: Design): PageFrame {
  const height = PAPER.height - margin.top - margin.bottom;
  return { top: margin.top, height, grid, firstBaseline: body.leading * BASELINE };
}

/**
 * Fills pages with boxes, each page as full as the boxes that must stay together allow.
 * What cannot be kept together, because no page is high enough, is parted where the page ends.
 * @param firstTop where the first page begins, if that is further down than the others
 */
export function fillPages(
  boxes: readonly Box[],
  frame: PageFrame,
  firstTop = frame.top,
): readonly (readonly PlacedBox[])[] {
  const kept = keepClose(boxes);
  const pages: PlacedBox[][] = [];
  for (let start = 0; start < kept.length;) {
    const page = fillPage(kept, start, start === 0 ? firstTop - frame.top : 0, frame);
    pages.push(page);
    start += page.length;
  }
  // Even a letter of nothing but an empty quotation is a sheet of paper: a PDF without pages is none.
  return pages.length === 0 ? [[]] : pages;
}

/** The page whose first box is that at `start`, so far below the frame's top. */
function fillPage(boxes: readonly Box[], start: number, below: number, frame: PageFrame): PlacedBox[] {
  const page: PlacedBox[] = [];
  let legal = 0;
  let y = 0;
  for (const box of boxes.slice(start)) {
    const top = page.length === 0 ? onGrid(box, below, frame) : onGrid(box, y + box.spaceBefore, frame);
    y = top + box.height;
    if (y > frame.height && page.length > 0) return page.slice(0, legal > 0 ? legal : page.length);
    page.push({ top: frame.top + top, box });
    if (!box.keepWithNext) legal = page.length;
  }
  return page;
}

/** A hundredth of a point is no reason to go down to the next line of the grid. */
const SLACK = 0.01;

/** Where a box stands that would stand at `top`, below the frame's: its baseline is on the grid. */
function onGrid(box: Box, top: number, { grid, firstBaseline }: PageFrame): number {
  if (box.kind !== 'line' || !box.onGrid) return top;
  const lines = Math.ceil((top + box.baseline - firstBaseline - SLACK) / grid);
  return firstBaseline + lines * grid - box.baseline;
}

/** The signature, or a close that was typed as short paragraphs, never stands on a page without text or a picture above it. */
function keepClose(boxes: readonly Box[]): readonly Box[] {
  let first = boxes.length;
  while (isSignature(boxes[first - 1]) || isAutograph(boxes[first - 1])) first -= 1;
  const close = first;
  while (close - first < CLOSING_LINES && (isOnlyLine(boxes[first - 1]) || isAutograph(boxes[first - 1]))) first -= 1;
  for (let lines = 0; lines < LINES_BEFORE_CLOSE && first > 0; first -= 1) lines += company(boxes[first - 1]);
  return boxes.map((box, index) => (index >= first && index < boxes.length - 1 ? { ...box, keepWithNext: true } : box));
}

function isSignature(box: Box | undefined): boolean {
  return box?.kind === 'line' && box.role === 'signature';
}

/** A picture no higher than a signature's, where one may stand. */
function isAutograph(box: Box | undefined): boolean {
  return box?.kind === 'image' && box.height <= PICTURE.signature;
}

/** For how many lines of text a box counts above the close: a picture is company enough. */
function company(box: Box | undefined): number {
  if (box?.kind === 'image') return LINES_BEFORE_CLOSE;
  return box?.kind === 'line' && box.role === 'text' ? 1 : 0;
}

function isOnlyLine(box: Box | undefined): boolean {
  return box?.kind === 'line' && box.role === 'text' && box.position === 'only';
}

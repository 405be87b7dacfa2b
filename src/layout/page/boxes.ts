import type { Element } from '../element.js';
import type { LetterImage } from './image.js';
import type { Line } from '../text/lines.js';

/** A piece of a line of text: `x` is its left edge on the paper, in points. */
export interface LinePart {
  readonly x: number;
  readonly line: Line;
  readonly element: Element;
}

interface BoxPlace {
  /** In points; what stands above the box, unless it begins a page. */
  readonly spaceBefore: number;
  readonly height: number;
  /** Whether the page may not end after it. */
  readonly keepWithNext: boolean;
}

/** A line of text, with the bullet or number that may stand before it. */
export interface LineBox extends BoxPlace {
  readonly kind: 'line';
  readonly parts: readonly LinePart[];
  /** From the top of the box. */
  readonly baseline: number;
  /** Whether the page's grid holds its baseline. */
  readonly onGrid: boolean;
  /** Where it stands in its paragraph; nothing that is no running text ever counts as a line of it. */
  readonly position: 'only' | 'first' | 'inner' | 'last';
  readonly role: 'text' | 'heading' | 'signature';
}

export interface RuleBox extends BoxPlace {
  readonly kind: 'rule';
  readonly x: number;
  readonly width: number;
  readonly colour: string;
}

export interface ImageBox extends BoxPlace {
  readonly kind: 'image';
  readonly x: number;
  readonly width: number;
  readonly source: string;
  readonly image: LetterImage;
  readonly element: Element;
}

/** What pages are filled with, from top to bottom. */
export type Box = LineBox | RuleBox | ImageBox;

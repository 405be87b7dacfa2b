import type { Marks } from '../letter/letter.js';
import type { Face } from './face.js';

/** The faces that a letter is set in. */
export interface Faces {
  readonly serif: { readonly regular: Face; readonly italic: Face; readonly bold: Face; readonly boldItalic: Face };
  readonly sans: { readonly regular: Face; readonly bold: Face };
}

/** How a block's text is set. Sizes and distances are in points (1/72 inch). */
export interface TextStyle {
  readonly family: 'serif' | 'sans';
  readonly strong: boolean;
  readonly size: number;
  /** From baseline to baseline. */
  readonly leading: number;
  /** #rrggbb */
  readonly colour: string;
}

/** A millimetre, in points. */
export const MM = 72 / 25.4;

/** A4 (ISO 216), with margins that give lines of some 75 characters. */
export const PAPER = {
  width: 210 * MM,
  height: 297 * MM,
  left: 26 * MM,
  right: 26 * MM,
  top: 21 * MM,
  bottom: 23 * MM,
  /** The baseline of the page number, above the foot of the paper. */
  folio: 13 * MM,
} as const;

export const INK = '#1c1b1a';
const GREY = '#55524f';

export const BODY: TextStyle = { family: 'serif', strong: false, size: 11.5, leading: 14.8, colour: INK };
export const SMALL: TextStyle = { family: 'sans', strong: false, size: 10.5, leading: 13.6, colour: INK };
export const FOLIO: TextStyle = { family: 'sans', strong: false, size: 9, leading: 12, colour: GREY };

/** The sender's name, the largest line of a letter. */
export function nameStyle(accent: string): TextStyle {
  return { family: 'serif', strong: true, size: 21, leading: 26, colour: accent };
}

/** Headings by level. */
export function headingStyle(level: 1 | 2 | 3, accent: string): TextStyle {
  const size = { 1: 15, 2: 12.5, 3: 11.5 }[level];
  return {
    family: 'serif',
    strong: true,
    size,
    leading: Math.max(BODY.leading, size * 1.3),
    colour: level === 3 ? INK : accent,
  };
}

/** Distances in points; between two blocks stands the larger of what the upper wants below and the lower above itself. */
export const SPACE = {
  above: {
    sender: 0,
    recipient: 22,
    date: 18,
    heading: 13,
    paragraph: 7.4,
    list: 5,
    quotation: 8,
    image: 10,
    rule: 10,
    signature: 9,
  },
  below: {
    sender: 20,
    recipient: 18,
    date: 16,
    heading: 3.4,
    paragraph: 0,
    list: 5,
    quotation: 8,
    image: 10,
    rule: 12,
    signature: 9,
  },
  item: 3.4,
  belowName: 3,
  /** Below the sender's lines, above the rule that closes the letterhead. */
  letterhead: 7,
  /** Room for a signature by hand. */
  toSign: 12 * MM,
} as const;

/** How far the text of lists and quotations stands in, and the gap between a bullet or number and its item. */
export const INDENT = { list: 20, label: 5.5, quotation: 20 } as const;

/** The face for text with these marks. The sans family has no italic: its emphasis stays upright. */
export function faceFor(faces: Faces, style: TextStyle, marks: Marks): Face {
  const strong = style.strong || marks.strong;
  if (style.family === 'sans') return strong ? faces.sans.bold : faces.sans.regular;
  if (marks.emphasis) return strong ? faces.serif.boldItalic : faces.serif.italic;
  return strong ? faces.serif.bold : faces.serif.regular;
}

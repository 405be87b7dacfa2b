import type { LetterStyle } from '../../campaign.js';
import { A4 } from '../../campaign/labels.js';
import { computedOnce } from '../../kept/computed-once.js';
import type { Block, Marks } from '../../letter/letter.js';
import type { Face } from './face.js';

/** The faces that a letter is set in. */
export interface Faces {
  readonly serif: { readonly regular: Face; readonly italic: Face; readonly bold: Face; readonly boldItalic: Face };
  readonly sans: { readonly regular: Face; readonly bold: Face };
  /** For characters that the others lack, whatever their style; null where the campaign names none. */
  readonly fallback: Face | null;
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
  /** Whether its baselines sit on the page's grid. */
  readonly onGrid: boolean;
}

/** A millimetre, in points. */
export const MM = 72 / 25.4;

export const PAPER = { width: A4.width * MM, height: A4.height * MM } as const;

/** The left margin of every letter, and so of the address in a window; and the right one of most. */
export const SIDE_MARGIN = 26 * MM;

/** How high the pictures of a letter's frame are at most. */
export const PICTURE = { logo: 20 * MM, signature: 16 * MM } as const;

/** Distances of blocks: between two stands the larger of what the upper wants below and the lower above itself. */
type BlockSpace = Readonly<Record<Block['kind'], number>>;

/** Everything that is decided about a letter's looks before a word of it is known. Measures are in points. */
export interface Design {
  /** Margins; lines of the body have some 75 characters. `folio` is how far the page number's baseline is from the foot of the paper, or from its head. */
  readonly margin: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
    readonly folio: number;
  };
  readonly body: TextStyle;
  /** Letterhead and address. */
  readonly small: TextStyle;
  /** The sender's name, the largest line of a letter. */
  readonly name: TextStyle;
  readonly headings: Readonly<Record<1 | 2 | 3, TextStyle>>;
  readonly folio: TextStyle;
  /** Of names, headings and links: #rrggbb. */
  readonly accent: string;
  readonly align: 'left' | 'justified';
  /** What the baselines of the body are multiples of. */
  readonly grid: number;
  readonly space: {
    readonly above: BlockSpace;
    readonly below: BlockSpace;
    /** Between items of which one has several lines or blocks. */
    readonly item: number;
    readonly belowName: number;
    /** Below the sender's lines, above the rule that closes the letterhead. */
    readonly letterhead: number;
    /** Room for a signature by hand. */
    readonly toSign: number;
    /** Above and below a signature that is a picture. */
    readonly picture: number;
  };
  /** How far the text of lists and quotations stands in, and the gap between a bullet or number and its item. */
  readonly indent: { readonly list: number; readonly label: number; readonly quotation: number };
}

/** Text in black, but softer. */
export const INK = '#1c1b1a';
const GREY = '#55524f';

/** What is given up, step by step, so that a letter takes no further page: leading, then the margins at head and foot, then size. The last is the limit; nobody can sign in less than 12 mm. */
const TIGHTENING = [
  { size: 11.5, leading: 14.8, margin: 0, toSign: 14 * MM },
  { size: 11.5, leading: 14.4, margin: 0, toSign: 13 * MM },
  { size: 11.5, leading: 14, margin: 1.5 * MM, toSign: 12 * MM },
  { size: 11.25, leading: 13.7, margin: 3 * MM, toSign: 12 * MM },
  { size: 11, leading: 13.4, margin: 3 * MM, toSign: 12 * MM },
] as const;

/** How the body is set in print of the usual size: from roomy (0) to as tight as we go (the last). */
export const TIGHTNESS: readonly number[] = TIGHTENING.map((_, index) => index);

/** A style's designs are the same for all of its letters: made anew for each, they were half of what `check` allocated. */
const designsOf = computedOnce((style: LetterStyle) => ({
  usual: new Map(TIGHTNESS.map((tightness) => [tightness, makeUsual(style, tightness)])),
  largePrint: makeLargePrint(style),
}));

/** A letter in print of the usual size. `tightness` is one of TIGHTNESS. */
export function usualDesign(style: LetterStyle, tightness: number): Design {
  return designsOf(style).usual.get(tightness) ?? makeUsual(style, tightness);
}

/** Large print after clear-print guidance (UKAAF G003): nothing below 16 points, without serifs, ragged right. It is never tightened. */
export function largePrintDesign(style: LetterStyle): Design {
  return designsOf(style).largePrint;
}

function makeUsual({ accent, align }: LetterStyle, tightness: number): Design {
  const { size, leading, margin, toSign } = TIGHTENING[tightness] ?? TIGHTENING[0];
  return design({
    margin: { left: SIDE_MARGIN, right: SIDE_MARGIN, top: 21 * MM - margin, bottom: 23 * MM - margin, folio: 13 * MM },
    body: { family: 'serif', strong: false, size, leading, colour: INK, onGrid: true },
    small: { family: 'sans', strong: false, size: 10.5, leading: 13.6, colour: INK, onGrid: false },
    folioSize: 9,
    nameSize: 21,
    headingSizes: { 1: 15, 2: 12.5, 3: size },
    accent,
    align,
    toSign,
  });
}

function makeLargePrint({ accent }: LetterStyle): Design {
  const body: TextStyle = { family: 'sans', strong: false, size: 16, leading: 22, colour: INK, onGrid: true };
  return design({
    margin: { left: SIDE_MARGIN, right: 20 * MM, top: 21 * MM, bottom: 25 * MM, folio: 13 * MM },
    body,
    small: { ...body, leading: 21, onGrid: false },
    folioSize: 16,
    nameSize: 24,
    headingSizes: { 1: 21, 2: 18, 3: 16 },
    accent,
    align: 'left',
    toSign: 14 * MM,
  });
}

interface Choices extends Pick<Design, 'margin' | 'body' | 'small' | 'accent' | 'align'> {
  readonly folioSize: number;
  readonly nameSize: number;
  readonly headingSizes: Readonly<Record<1 | 2 | 3, number>>;
  readonly toSign: number;
}

function design({ folioSize, nameSize, headingSizes, toSign, ...choices }: Choices): Design {
  const { body, small, accent } = choices;
  const halfLine = body.leading / 2;
  const headingStyle = (level: 1 | 2 | 3): TextStyle => ({
    ...body,
    strong: true,
    size: headingSizes[level],
    leading: Math.ceil((headingSizes[level] * 1.05) / halfLine) * halfLine,
    colour: level === 3 ? INK : accent,
  });
  return {
    ...choices,
    name: { ...body, strong: true, size: nameSize, leading: nameSize * 1.24, colour: accent, onGrid: false },
    headings: { 1: headingStyle(1), 2: headingStyle(2), 3: headingStyle(3) },
    folio: { ...small, size: folioSize, leading: folioSize * 1.33, colour: GREY },
    grid: halfLine,
    space: {
      above: {
        sender: 0,
        recipient: 22,
        date: 18,
        heading: body.leading,
        paragraph: halfLine,
        list: halfLine,
        quotation: halfLine,
        image: 10,
        rule: 10,
        signature: body.leading,
      },
      below: {
        sender: 20,
        recipient: 18,
        date: 16,
        heading: 0,
        paragraph: 0,
        list: halfLine,
        quotation: halfLine,
        image: 10,
        rule: 12,
        signature: 9,
      },
      item: halfLine,
      belowName: 3,
      letterhead: 7,
      toSign,
      picture: 4,
    },
    indent: { list: body.size * 1.75, label: body.size / 2, quotation: body.size * 1.75 },
  };
}

/** The face for text with these marks. The sans family has no italic: its emphasis is bold, as clear print wants it. */
export function faceFor(faces: Faces, style: TextStyle, marks: Marks): Face {
  const strong = style.strong || marks.strong;
  if (style.family === 'sans') return strong || marks.emphasis ? faces.sans.bold : faces.sans.regular;
  if (marks.emphasis) return strong ? faces.serif.boldItalic : faces.serif.italic;
  return strong ? faces.serif.bold : faces.serif.regular;
}

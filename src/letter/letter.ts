/** How a stretch of text is set. Marks combine. */
export interface Marks {
  readonly strong: boolean;
  readonly emphasis: boolean;
  readonly superscript: boolean;
  /** BCP 47: of a phrase in another language than its letter's. */
  readonly language?: string;
}

/** Characters as they are to be read: never markup, never empty. */
export interface TextRun extends Marks {
  readonly kind: 'text';
  readonly text: string;
}

/** A line break that the author asked for. */
export interface BreakRun {
  readonly kind: 'break';
}

/** Text that leads somewhere. `href` is an absolute http, https or mailto URL, percent-encoded. */
export interface LinkRun {
  readonly kind: 'link';
  readonly href: string;
  readonly runs: readonly (TextRun | BreakRun)[];
}

export type Run = TextRun | BreakRun | LinkRun;

/** The sender's letterhead: the name is its largest line. */
export interface SenderBlock {
  readonly kind: 'sender';
  /** Stands above the name, where the campaign has one. */
  readonly logo?: ImageBlock;
  readonly name: string;
  /** What stands below the name, a run list a line. */
  readonly lines: readonly (readonly Run[])[];
}

/** The recipient's postal address, as for a window envelope: one to eight lines, top to bottom. */
export interface RecipientBlock {
  readonly kind: 'recipient';
  readonly lines: readonly string[];
}

/** The date line, in the letter's language. */
export interface DateBlock {
  readonly kind: 'date';
  readonly text: string;
}

export interface HeadingBlock {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3;
  readonly runs: readonly Run[];
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly runs: readonly Run[];
}

export interface ListBlock {
  readonly kind: 'list';
  /** The first number of an ordered list; null for a bulleted one. */
  readonly start: number | null;
  /** Each item is a sequence of blocks. */
  readonly items: readonly (readonly BodyBlock[])[];
}

export interface QuotationBlock {
  readonly kind: 'quotation';
  readonly blocks: readonly BodyBlock[];
}

/** An image on a line of its own. `source` is its path as the template gives it; the bytes travel beside the letter. */
export interface ImageBlock {
  readonly kind: 'image';
  readonly source: string;
  /** What a reader who cannot see it is told. Never empty. */
  readonly alternative: string;
}

export interface RuleBlock {
  readonly kind: 'rule';
}

/** The close of the letter, which no page break may separate from the text before it: "Many thanks", room to sign, the name. */
export interface SignatureBlock {
  readonly kind: 'signature';
  readonly closing: string;
  /** The signature as a picture, where the campaign has one, in place of the room to sign. */
  readonly picture?: ImageBlock;
  readonly name: string;
}

export type BodyBlock = HeadingBlock | ParagraphBlock | ListBlock | QuotationBlock | ImageBlock | RuleBlock;
export type Block = SenderBlock | RecipientBlock | DateBlock | BodyBlock | SignatureBlock;

/** A template filled for one recipient. Plain data, and all that any renderer sees. */
export interface Letter {
  /** BCP 47, such as en-GB or cy. */
  readonly language: string;
  /** One line of plain text. */
  readonly subject: string;
  /** Whether the recipient needs large print. */
  readonly largePrint: boolean;
  /** Who signs it: the document's author. */
  readonly author: string;
  /** In reading order: letterhead, body, signature, postscript. */
  readonly blocks: readonly Block[];
  /** Attachments of the e-mail: "letter.pdf" is this letter as a PDF; others are paths as the template gives them. */
  readonly attach: readonly string[];
}

/** The name in `attach` that stands for the letter itself. */
export const LETTER_PDF = 'letter.pdf';

/** The files that a letter needs beside itself, by the names that its template gives them: its images, then what is attached. */
export function filesOf(letter: Letter): readonly string[] {
  return [...imageSources(letter), ...attached(letter.attach)];
}

/** What is attached besides the letter itself. */
export function attached(attach: readonly string[]): readonly string[] {
  return attach.filter((name) => name !== LETTER_PDF);
}

/** The images of a letter, wherever they stand. */
export function imageSources(letter: Letter): readonly string[] {
  return letter.blocks.flatMap(sourcesIn);
}

function sourcesIn(block: Block): readonly string[] {
  switch (block.kind) {
    case 'image':
      return [block.source];
    case 'sender':
      return block.logo === undefined ? [] : [block.logo.source];
    case 'signature':
      return block.picture === undefined ? [] : [block.picture.source];
    case 'list':
      return block.items.flat().flatMap(sourcesIn);
    case 'quotation':
      return block.blocks.flatMap(sourcesIn);
    default:
      return [];
  }
}

/**
 * The rank of each heading of a letter, from 1, as people who go from heading to heading expect it:
 * the first is 1, and none is more than one below the heading that it stands under, whatever levels
 * the template uses (WCAG 2.2 success criterion 1.3.1; ISO 14289-1, 7.4.2). The sender's name, where
 * it stands above the letter, has rank 1.
 */
export function headingRanks(letter: Letter): ReadonlyMap<HeadingBlock, number> {
  const base = letter.blocks.some(({ kind }) => kind === 'sender') ? 1 : 0;
  const ranks = new Map<HeadingBlock, number>();
  /** The levels of the headings that the next one may stand under. */
  let above: readonly number[] = [];
  for (const heading of letter.blocks.flatMap(headingsIn)) {
    above = [...above.filter((level) => level < heading.level), heading.level];
    ranks.set(heading, base + above.length);
  }
  return ranks;
}

/** The headings of a block, in reading order. */
export function headingsIn(block: Block): readonly HeadingBlock[] {
  switch (block.kind) {
    case 'heading':
      return [block];
    case 'list':
      return block.items.flat().flatMap(headingsIn);
    case 'quotation':
      return block.blocks.flatMap(headingsIn);
    default:
      return [];
  }
}

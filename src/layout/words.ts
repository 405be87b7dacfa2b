import type { LinkRun, Run, TextRun } from '../letter/letter.js';
import type { Face, ShapedText } from './face.js';
import { faceFor, type Faces, type TextStyle } from './typography.js';

/** Text in one face and size, within one word. Measures are in points. */
export interface Piece {
  readonly face: Face;
  readonly shaped: ShapedText;
  /** The characters, as the letter has them. */
  readonly text: string;
  readonly size: number;
  /** How far above the baseline it stands. */
  readonly rise: number;
  readonly colour: string;
  readonly link: LinkRun | null;
  readonly width: number;
}

/** What no line break may part. */
export interface Word {
  readonly pieces: readonly Piece[];
  readonly width: number;
  /** The space that follows it; null where the next word follows at once. */
  readonly space: Piece | null;
  /** Whether the author asked for a line break after it. */
  readonly breaksLine: boolean;
}

export interface Setting {
  readonly faces: Faces;
  readonly accent: string;
}

/** A place to hyphenate, which we do not; a face would draw it as a hyphen. */
const SOFT_HYPHEN = '\u00ad';
const WHITE_SPACE = /([ \t\r\n]+)/u;
/** Where a word may be parted without a hyphen: after a dash between letters; in a web address after a slash. */
const AFTER_DASH = /(?<=\p{L}[–—])(?=\p{L})/u;
const AFTER_SLASH = /(?<=[^/]\/)(?=[^/])/u;

/** Superscripts for which a face has no letters are its own, drawn smaller and higher: parts of the size. */
const SMALL_SIZE = 0.64;
const SMALL_RISE = 0.34;

/** Cuts the runs of a block into words. */
export function cutWords(runs: readonly Run[], style: TextStyle, setting: Setting): readonly Word[] {
  const words: Word[] = [];
  let pieces: Piece[] = [];
  let width = 0;
  const endWord = (space: Piece | null, breaksLine: boolean): void => {
    words.push({ pieces, width, space, breaksLine });
    pieces = [];
    width = 0;
  };
  // A line that the author ends still parts two words, for whoever reads or copies the text.
  const endLine = (): void => {
    const last = pieces.at(-1);
    endWord(last === undefined ? null : spaceAfter(last), true);
  };
  const add = (run: TextRun, link: LinkRun | null): void => {
    for (const [index, part] of run.text.normalize('NFC').replaceAll(SOFT_HYPHEN, '').split(WHITE_SPACE).entries()) {
      // split() puts what it split at, the white space, at the odd places.
      if (index % 2 === 1) {
        if (pieces.length > 0) endWord(setPiece(' ', run, link, style, setting), false);
        continue;
      }
      for (const [place, unit] of part.split(link === null ? AFTER_DASH : AFTER_SLASH).entries()) {
        if (unit === '') continue;
        if (place > 0) endWord(null, false);
        const piece = setPiece(unit, run, link, style, setting);
        pieces.push(piece);
        width += piece.width;
      }
    }
  };
  for (const run of runs) {
    if (run.kind === 'text') add(run, null);
    else if (run.kind === 'break') endLine();
    else
      for (const inner of run.runs) {
        if (inner.kind === 'text') add(inner, run);
        else endLine();
      }
  }
  if (pieces.length > 0) endWord(null, false);
  return words;
}

function spaceAfter(piece: Piece): Piece {
  const shaped = piece.face.shape(' ');
  return { ...piece, text: ' ', shaped, width: (shaped.width * piece.size) / 1000 };
}

/** Sets text in the face that its marks ask for. */
export function setPiece(text: string, run: TextRun, link: LinkRun | null, style: TextStyle, setting: Setting): Piece {
  const face = faceFor(setting.faces, style, run);
  const colour = link === null ? style.colour : setting.accent;
  const superior = run.superscript ? face.shapeSuperior(text) : null;
  const shrunk = run.superscript && superior === null;
  const size = shrunk ? style.size * SMALL_SIZE : style.size;
  const shaped = superior ?? face.shape(text);
  const rise = shrunk ? style.size * SMALL_RISE : 0;
  return { face, shaped, text, size, rise, colour, link, width: (shaped.width * size) / 1000 };
}

import type { LinkRun, Run, TextRun } from '../../letter/letter.js';
import type { Face } from './face.js';
import { cutByFace } from './face-choice.js';
import type { Hyphenation, Syllables } from './hyphenation.js';
import type { ShapedText } from './shaping.js';
import { faceFor, type Design, type Faces, type TextStyle } from './typography.js';

/** Text in one face and size, within one word. Measures are in points. A space in a justified line is wider or narrower than its glyph. */
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
  /** BCP 47, where it is not the letter's. */
  readonly language: string | null;
  readonly width: number;
}

/** What no line break may part: a word, or a syllable of one that may be hyphenated. */
export interface Word {
  readonly pieces: readonly Piece[];
  readonly width: number;
  /** How much of the width its no-break spaces take. */
  readonly gaps: number;
  /** What ends it where a line ends after it; null where that needs nothing. */
  readonly hyphen: Piece | null;
  /** The space that follows it; null where the next word follows at once. */
  readonly space: Piece | null;
  /** Whether the author asked for a line break after it. */
  readonly breaksLine: boolean;
}

/** What parts the words of a language (BCP 47), null for the letter's own; null where no word of it is hyphenated. */
export type SyllablesOf = (language: string | null) => Syllables | null;

export interface Setting {
  readonly faces: Faces;
  readonly design: Design;
  /** The letter's: BCP 47. */
  readonly language: string;
  readonly hyphenation: Hyphenation;
}

const HYPHEN = '-'.charCodeAt(0);
/** A place to hyphenate; typed ones are left out, for our own rules find them. */
export const SOFT_HYPHEN = '\u00ad';
const WHITE_SPACE = /([ \t\r\n]+)/u;
/** A no-break space is a piece of its own, so that a justified line can stretch it with the others. */
const NO_BREAK_SPACE = '\u00a0';
const AROUND_NO_BREAK_SPACE = /(?<=\u00a0)|(?=\u00a0)/u;
/** Where a word may be parted without a hyphen: after a dash between letters; in a web address after a slash. */
const AFTER_DASH = /(?<=\p{L}[–—])(?=\p{L})/u;
const AFTER_SLASH = /(?<=[^/]\/)(?=[^/])/u;

/** Within what limits a fallback face is made to match: beyond them its other letters would not. */
const SMALLEST_MATCH = 0.8;
const LARGEST_MATCH = 1.2;

/** Superscripts for which a face has no letters are its own, drawn smaller and higher: parts of the size. */
const SMALL_SIZE = 0.64;
const SMALL_RISE = 0.34;

/** Cuts the runs of a block into words. */
export function cutWords(runs: readonly Run[], style: TextStyle, setting: Setting): readonly Word[] {
  const words: Word[] = [];
  let pieces: Piece[] = [];
  let [width, gaps] = [0, 0];
  const endWord = (space: Piece | null, breaksLine: boolean): void => {
    words.push({ pieces, width, gaps, hyphen: null, space, breaksLine });
    pieces = [];
    [width, gaps] = [0, 0];
  };
  // A line that the author ends still parts two words, for whoever reads or copies the text.
  const endLine = (): void => {
    const last = pieces.at(-1);
    endWord(last === undefined ? null : withText(last, ' '), true);
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
        for (const stretch of unit.split(AROUND_NO_BREAK_SPACE)) {
          for (const { face, text } of cutByFace(stretch, faceFor(setting.faces, style, run), setting.faces.fallback)) {
            const piece = setIn(face, text, run, link, style, setting);
            pieces.push(piece);
            width += piece.width;
            if (isSpace(piece)) gaps += piece.width;
          }
        }
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

/** Whether a piece is one of the spaces that justified lines are made even with. */
export function isSpace({ text }: Piece): boolean {
  return text === ' ' || text === NO_BREAK_SPACE;
}

/** Sets other text as a piece of the face's plain letters. */
export function withText(piece: Piece, text: string): Piece {
  const shaped = piece.face.shape(text);
  return { ...piece, text, shaped, width: (shaped.width * piece.size) / 1000 };
}

function hyphenAfter(piece: Piece): Piece {
  const shaped = piece.face.softHyphen();
  return { ...piece, text: SOFT_HYPHEN, shaped, width: (shaped.width * piece.size) / 1000 };
}

/**
 * A word as its syllables, where it is a lower-case one of enough letters in a single style: names and links are never parted.
 * @param syllablesOf by language; null is the letter's
 */
export function cutSyllables(word: Word, syllablesOf: SyllablesOf): readonly Word[] {
  const [piece, ...others] = word.pieces;
  if (piece === undefined || others.length > 0 || piece.link !== null) return [word];
  const syllables = syllablesOf(piece.language);
  if (syllables === null) return [word];
  const [, before = '', letters = '', after = ''] = /^(\P{L}*)(\p{Ll}+)(\P{L}*)$/u.exec(piece.text) ?? [];
  // Superior letters are no plain ones; a fallback may have no hyphen.
  if (letters === '' || piece.shaped !== piece.face.shape(piece.text) || !piece.face.has(HYPHEN)) return [word];
  const parts = syllables(letters);
  return parts.map((part, index): Word => {
    const last = index === parts.length - 1;
    const own = withText(piece, (index === 0 ? before : '') + part + (last ? after : ''));
    const { width } = own;
    if (last) return { ...word, pieces: [own], width, gaps: 0 };
    return { pieces: [own], width, gaps: 0, hyphen: hyphenAfter(piece), space: null, breaksLine: false };
  });
}

/** Sets text in the face that its marks ask for, which must have it. */
function setPiece(text: string, run: TextRun, link: LinkRun | null, style: TextStyle, setting: Setting): Piece {
  return setIn(faceFor(setting.faces, style, run), text, run, link, style, setting);
}

/** How much larger or smaller the fallback is set, so that its small letters are as high as those around them. */
function matching(face: Face, run: TextRun, style: TextStyle, { faces }: Setting): number {
  if (face !== faces.fallback) return 1;
  const ratio = faceFor(faces, style, run).metrics.xHeight / face.metrics.xHeight;
  return Math.min(Math.max(ratio, SMALLEST_MATCH), LARGEST_MATCH);
}

function setIn(
  face: Face,
  text: string,
  run: TextRun,
  link: LinkRun | null,
  style: TextStyle,
  setting: Setting,
): Piece {
  const colour = link === null ? style.colour : setting.design.accent;
  const superior = run.superscript ? face.shapeSuperior(text) : null;
  const shrunk = run.superscript && superior === null;
  const size = (shrunk ? style.size * SMALL_SIZE : style.size) * matching(face, run, style, setting);
  const shaped = superior ?? face.shape(text);
  const rise = shrunk ? style.size * SMALL_RISE : 0;
  const language = run.language ?? null;
  return { face, shaped, text, size, rise, colour, link, language, width: (shaped.width * size) / 1000 };
}

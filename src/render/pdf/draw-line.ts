import type { Face } from '../../layout/text/face.js';
import type { Line } from '../../layout/text/lines.js';
import type { Piece } from '../../layout/text/words.js';
import type { LinkRun } from '../../letter/letter.js';
import type { FileStacks } from './file-stacks.js';
import type { CodeUse, EmbeddableFace } from './font-embedding.js';
import { showCodes } from './glyph-codes.js';
import { linkStretches, type LinkStretch } from './marks.js';
import { joined, rgb, rounded } from './numbers.js';

/** What stays set until an operator changes it (ISO 32000-1, 8.4 and 9.3). */
export interface TextState {
  /** A Tf operator with its operands. */
  readonly font: string;
  /** #rrggbb */
  readonly colour: string;
  /** In points. */
  readonly rise: number;
}

/** The codes that are shown in each face, with what they draw and read as. */
export type UsedCodes = ReadonlyMap<EmbeddableFace, ReadonlyMap<number, CodeUse>>;

/** A part of a line that belongs to one link, or none, and is in one language. */
export interface DrawnPart {
  readonly link: LinkRun | null;
  readonly language: string | null;
  readonly operators: string;
}

/** A line as operators that begin where the text position is. */
export interface DrawnLine {
  readonly parts: readonly DrawnPart[];
  readonly used: UsedCodes;
  /** Measured from the left edge of the line. */
  readonly links: readonly LinkStretch[];
  readonly before: TextState;
  readonly after: TextState;
}

/** Draws a line of a file, where the state before it is that one. */
export type LineDrawer = (line: Line, before: TextState, stacks: FileStacks) => DrawnLine;

/** A line that is kept is drawn once, but for one with stacks, whose codes differ from file to file. */
export function createLineDrawer(faceOf: (face: Face) => EmbeddableFace): LineDrawer {
  const kept = new WeakMap<Line, DrawnLine>();
  return (line, before, stacks) => {
    // A weak key that dies young would live until all of the memory is searched.
    const known = line.isKept === true ? kept.get(line) : undefined;
    if (known !== undefined && isSame(known.before, before)) return known;
    const drawn = drawLine(line, { before, faceOf, stacks });
    if (line.isKept === true && !hasStacks(line)) kept.set(line, drawn);
    return drawn;
  };
}

function hasStacks({ pieces }: Line): boolean {
  return pieces.some(({ shaped }) => shaped.stretches.some(({ kind }) => kind === 'stack'));
}

function isSame(one: TextState, other: TextState): boolean {
  return one.font === other.font && one.colour === other.colour && one.rise === other.rise;
}

interface Drawing {
  readonly before: TextState;
  readonly faceOf: (face: Face) => EmbeddableFace;
  readonly stacks: FileStacks;
}

function drawLine(line: Line, { before, faceOf, stacks }: Drawing): DrawnLine {
  const parts: DrawnPart[] = [];
  const used = new Map<EmbeddableFace, Map<number, CodeUse>>();
  let { font, colour, rise } = before;
  let operators = '';
  /** Of a TJ array that is not yet written. */
  let elements = '';
  const write = (next: string): void => {
    if (elements !== '') operators += `[${elements}]TJ\n`;
    operators += next;
    elements = '';
  };
  const showIn = (name: string, { size }: Piece, shown: string): void => {
    const wanted = `/${name} ${rounded(size)} Tf`;
    if (wanted !== font) write(`${wanted}\n`);
    font = wanted;
    elements = joined(elements, shown);
  };
  const show = (piece: Piece): void => {
    const face = faceOf(piece.face);
    if (piece.colour !== colour) write(`${rgb(piece.colour)} rg\n`);
    if (piece.rise !== rise) write(`${rounded(piece.rise)} Ts\n`);
    ({ colour, rise } = piece);
    for (const stretch of piece.shaped.stretches) {
      if (stretch.kind === 'stack') {
        const { font: name, codes } = stacks.use(face, stretch);
        showIn(name, piece, showCodes(codes, stretch));
        continue;
      }
      showIn(face.name, piece, face.codes.encode(stretch, piece.size, piece.rise));
      const uses = used.get(face) ?? new Map<number, CodeUse>();
      used.set(face, uses);
      face.addUses(stretch, uses);
    }
    const stretched = Math.round((1000 * piece.width) / piece.size - piece.shaped.width);
    if (stretched !== 0) elements = joined(elements, String(-stretched));
  };

  for (const [index, piece] of line.pieces.entries()) {
    show(piece);
    const { link, language } = piece;
    const next = line.pieces[index + 1];
    if (next?.link === link && next.language === language) continue;
    write('');
    parts.push({ link, language, operators });
    operators = '';
  }
  return { parts, used, links: linkStretches(0, line), before, after: { font, colour, rise } };
}

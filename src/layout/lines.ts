import { type Piece, type Word } from './words.js';

/** One line of text. */
export interface Line {
  /** From left to right; a space at the end of a line is kept, for whoever reads or copies the text. */
  readonly pieces: readonly Piece[];
  /** In points, without a space at its end. */
  readonly width: number;
}

/** What a last line of a single short word costs, as if it were a line with this part of it left blank. */
const STUB_COST = 0.5;
const STUB_WIDTH = 0.12;

/**
 * Breaks words into lines no wider than `width`, ragged on the right, so that the sum of the squares of what is
 * left blank is the least for the whole paragraph (after Knuth and Plass, Breaking Paragraphs into Lines, 1981,
 * without stretching, shrinking or hyphens). A word that is wider than a line is cut wherever it must be.
 */
export function breakLines(words: readonly Word[], width: number): readonly Line[] {
  const fitting = words.some((word) => word.width > width) ? words.flatMap((word) => cutToFit(word, width)) : words;
  const lines: Line[] = [];
  let start = 0;
  for (const [index, word] of fitting.entries()) {
    if (!word.breaksLine && index < fitting.length - 1) continue;
    for (const line of breakParagraph(fitting.slice(start, index + 1), width)) lines.push(line);
    start = index + 1;
  }
  return lines;
}

function breakParagraph(words: readonly Word[], width: number): readonly Line[] {
  // cost[n]: of the best way to set the first n words; from[n]: how many of them stand before its last line.
  const cost: number[] = [0];
  const from: number[] = [0];
  for (let end = 1; end <= words.length; end += 1) {
    let best = Infinity;
    let bestStart = end - 1;
    let lineWidth = 0;
    for (let start = end - 1; start >= 0; start -= 1) {
      const word = words[start];
      if (word === undefined) break;
      lineWidth += start === end - 1 ? word.width : word.width + (word.space?.width ?? 0);
      if (lineWidth > width && start < end - 1) break;
      const candidate = (cost[start] ?? Infinity) + lineCost(lineWidth / width, end === words.length, start === 0);
      if (candidate < best) {
        best = candidate;
        bestStart = start;
      }
    }
    cost.push(best);
    from.push(bestStart);
  }
  const lines: Line[] = [];
  for (let end = words.length; end > 0; end = from[end] ?? 0) lines.unshift(toLine(words.slice(from[end] ?? 0, end)));
  return lines;
}

/** `filled` is the part of the width that is taken. */
function lineCost(filled: number, last: boolean, first: boolean): number {
  if (!last) return (1 - filled) ** 2;
  return !first && filled < STUB_WIDTH ? STUB_COST ** 2 : 0;
}

function toLine(words: readonly Word[]): Line {
  const pieces: Piece[] = [];
  let width = 0;
  for (const [index, word] of words.entries()) {
    for (const piece of word.pieces) pieces.push(piece);
    width += word.width;
    if (word.space === null) continue;
    pieces.push(word.space);
    if (index < words.length - 1) width += word.space.width;
  }
  return { pieces, width };
}

/** Cuts a word that no line can hold into words that fill lines. */
function cutToFit(word: Word, width: number): readonly Word[] {
  if (word.width <= width) return [word];
  const parts: Word[] = [];
  let pieces: Piece[] = [];
  let taken = 0;
  for (const piece of word.pieces.flatMap(cutPiece)) {
    if (taken + piece.width > width && pieces.length > 0) {
      parts.push({ pieces, width: taken, space: null, breaksLine: false });
      pieces = [];
      taken = 0;
    }
    pieces.push(piece);
    taken += piece.width;
  }
  return [...parts, { ...word, pieces, width: taken }];
}

/** A piece as pieces of one character each, marks with their base. */
function cutPiece(piece: Piece): readonly Piece[] {
  return (piece.text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []).map((text) => {
    const shaped = piece.face.shape(text);
    return { ...piece, text, shaped, width: (shaped.width * piece.size) / 1000 };
  });
}

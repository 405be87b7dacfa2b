import { raggedCost, justifiedCost, SHRINK, WIDEST_SPACE, type Candidate } from './line-cost.js';
import { CLUSTER } from './face-choice.js';
import { cutSyllables, isSpace, withText, type Piece, type SyllablesOf, type Word } from './words.js';

/** One line of text. */
export interface Line {
  /** From left to right; a space at the end of a line is kept, for whoever reads or copies the text. */
  readonly pieces: readonly Piece[];
  /** In points, without a space at its end. */
  readonly width: number;
  /** Whether it is kept, and so the same object in other letters. */
  readonly isKept?: true;
}

/**
 * Breaks words into lines no wider than `width`, ragged on the right, chosen for the whole paragraph (after Knuth and
 * Plass, Breaking Paragraphs into Lines, 1981). A word that is wider than a line is cut wherever it must be.
 */
export function breakLines(words: readonly Word[], width: number): readonly Line[] {
  return breakBetweenEnds(words, (part) => breakParagraph(part, width, 0, raggedCost).map(toLine), width);
}

/** The same with lines as wide as `width`, but for the last and those that would gape; words may be hyphenated. */
export function breakJustifiedLines(words: readonly Word[], width: number, syllablesOf: SyllablesOf): readonly Line[] {
  const parts = words.flatMap((word) => cutSyllables(word, syllablesOf));
  const setPart = (part: readonly Word[]): readonly Line[] =>
    breakParagraph(part, width, SHRINK, justifiedCost)
      .map(toLine)
      .map((line, index, lines) => (index === lines.length - 1 && line.width <= width ? line : justify(line, width)));
  return breakBetweenEnds(parts, setPart, width);
}

/** Sets what stands between two line ends of the author's. */
function breakBetweenEnds(
  words: readonly Word[],
  setPart: (part: readonly Word[]) => readonly Line[],
  width: number,
): readonly Line[] {
  const fitting = words.some((word) => word.width > width) ? words.flatMap((word) => cutToFit(word, width)) : words;
  const lines: Line[] = [];
  let start = 0;
  for (const [index, word] of fitting.entries()) {
    if (!word.breaksLine && index < fitting.length - 1) continue;
    for (const line of setPart(fitting.slice(start, index + 1))) lines.push(line);
    start = index + 1;
  }
  return lines;
}

/** The words of each line, so that the sum of the lines' costs is the least. `shrink`: by what part spaces may be narrowed. */
function breakParagraph(
  words: readonly Word[],
  width: number,
  shrink: number,
  costOf: (line: Candidate) => number,
): readonly (readonly Word[])[] {
  // cost[n]: of the best way to set the first n words; from[n]: how many of them stand before its last line.
  const cost: number[] = [0];
  const from: number[] = [0];
  for (let end = 1; end <= words.length; end += 1) {
    let best = Infinity;
    let bestStart = end - 1;
    const hyphen = end === words.length ? null : (words[end - 1]?.hyphen ?? null);
    let natural = hyphen?.width ?? 0;
    let spaces = 0;
    for (let start = end - 1; start >= 0; start -= 1) {
      const word = words[start];
      if (word === undefined) break;
      const space = start === end - 1 ? 0 : (word.space?.width ?? 0);
      natural += word.width + space;
      spaces += word.gaps + space;
      if (natural - spaces * shrink > width && start < end - 1) break;
      const candidate = {
        natural,
        spaces,
        width,
        isFirst: start === 0,
        isLast: end === words.length,
        isHyphenated: hyphen !== null,
        followsHyphen: (words[start - 1]?.hyphen ?? null) !== null,
      };
      const total = (cost[start] ?? Infinity) + costOf(candidate);
      if (total < best) {
        best = total;
        bestStart = start;
      }
    }
    cost.push(best);
    from.push(bestStart);
  }
  const lines: (readonly Word[])[] = [];
  for (let end = words.length; end > 0; end = from[end] ?? 0) lines.unshift(words.slice(from[end] ?? 0, end));
  return lines;
}

function toLine(words: readonly Word[]): Line {
  const pieces: Piece[] = [];
  let isInWord = false;
  for (const [index, word] of words.entries()) {
    const last = pieces.at(-1);
    const [first] = word.pieces;
    // The syllables of a word that is not parted here become one word again, with its kerns and ligatures.
    if (isInWord && last !== undefined && first !== undefined)
      pieces[pieces.length - 1] = withText(last, last.text + first.text);
    else for (const piece of word.pieces) pieces.push(piece);
    isInWord = word.hyphen !== null;
    if (word.hyphen !== null && index === words.length - 1) pieces.push(word.hyphen);
    if (word.space !== null) pieces.push(word.space);
  }
  return { pieces, width: widthOf(pieces) };
}

/** Without a space at the end. */
function widthOf(pieces: readonly Piece[]): number {
  const last = pieces.at(-1);
  const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
  return last?.text === ' ' ? width - last.width : width;
}

/** Widens or narrows the spaces of a line, all by the same part, until it is as wide as the column. */
function justify(line: Line, width: number): Line {
  const inner = line.pieces.filter((piece, index) => isSpace(piece) && index < line.pieces.length - 1);
  const spaces = inner.reduce((sum, piece) => sum + piece.width, 0);
  const factor = 1 + (width - line.width) / spaces;
  if (spaces === 0 || factor > WIDEST_SPACE) return line;
  const widened = new Set(inner);
  const pieces = line.pieces.map((piece) => (widened.has(piece) ? { ...piece, width: piece.width * factor } : piece));
  return { pieces, width };
}

/** After which of the pieces that fill a line to cut it; -1 for the last. An address is cut after its @: who copies it would leave out a hyphen at the line's end. */
function lastCut(pieces: readonly Piece[]): number {
  const at = pieces.findLastIndex(({ text }) => text === '@');
  return at === -1 ? pieces.findLastIndex(({ text }) => text === '-') : at;
}

/** Cuts a word that no line can hold into words that fill lines, after its @ or a hyphen of its own where there is one. */
function cutToFit(word: Word, width: number): readonly Word[] {
  if (word.width <= width) return [word];
  const parts: Word[] = [];
  let pieces: readonly Piece[] = [];
  let taken = 0;
  for (const piece of word.pieces.flatMap(cutPiece)) {
    if (taken + piece.width > width && pieces.length > 0) {
      const cut = lastCut(pieces);
      const part = pieces.slice(0, cut === -1 ? pieces.length : cut + 1);
      parts.push({ pieces: part, width: widthOf(part), gaps: 0, hyphen: null, space: null, breaksLine: false });
      pieces = pieces.slice(part.length);
      taken = widthOf(pieces);
    }
    pieces = [...pieces, piece];
    taken += piece.width;
  }
  return [...parts, { ...word, pieces, width: taken }];
}

/** A piece as pieces of one character each, marks with their base. */
function cutPiece(piece: Piece): readonly Piece[] {
  return (piece.text.match(CLUSTER) ?? []).map((text) => withText(piece, text));
}

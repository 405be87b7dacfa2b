import { charactersOnPages, HYPHEN_AT_LINE_END, type Character } from '../../tools/pdfium.js';

/** A word where it stands on its page: millimetres from the upper left corner of the paper. */
export interface WordBox {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const MM_PER_POINT = 25.4 / 72;

/** The words of each page, as PDFium reads their places from the file. */
export function wordBoxes(pdf: Uint8Array): readonly (readonly WordBox[])[] {
  return charactersOnPages(pdf).map((characters) => wordsAmong(characters).map(boxAround));
}

function wordsAmong(characters: readonly Character[]): readonly (readonly Character[])[] {
  const words: Character[][] = [[]];
  for (const character of characters) {
    const isBlank = /\s/u.test(character.text);
    if (!isBlank) words.at(-1)?.push(character);
    if (isBlank || character.text === HYPHEN_AT_LINE_END) words.push([]);
  }
  return words.filter((word) => word.length > 0);
}

function boxAround(word: readonly Character[]): WordBox {
  return {
    text: word.map(({ text }) => (text === HYPHEN_AT_LINE_END ? '-' : text)).join(''),
    left: Math.min(...word.map(({ left }) => left)) * MM_PER_POINT,
    top: Math.min(...word.map(({ top }) => top)) * MM_PER_POINT,
    right: Math.max(...word.map(({ right }) => right)) * MM_PER_POINT,
    bottom: Math.max(...word.map(({ bottom }) => bottom)) * MM_PER_POINT,
  };
}

/** Whether any of a word stands in an area given as left, top, right and bottom. */
export function touches({ left, top, right, bottom }: WordBox, [x1, y1, x2, y2]: readonly number[]): boolean {
  return right > (x1 ?? 0) && left < (x2 ?? 0) && bottom > (y1 ?? 0) && top < (y2 ?? 0);
}

/** Whether all of a word stands there. */
export function within({ left, top, right, bottom }: WordBox, [x1, y1, x2, y2]: readonly number[]): boolean {
  return left >= (x1 ?? 0) && right <= (x2 ?? 0) && top >= (y1 ?? 0) && bottom <= (y2 ?? 0);
}

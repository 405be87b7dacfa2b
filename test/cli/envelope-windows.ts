import { wordBoxes, within, type WordBox } from '../render/pdf/word-boxes.js';

/** In millimetres from the upper left corner of the page: left, top, right, bottom. */
const WINDOW = [20, 57, 100, 81];

/** What stands in the window of each page; "" where it is no letter's first page. */
export function windows(pdf: Uint8Array): readonly string[] {
  return wordBoxes(pdf).map((page) =>
    isLetter(page)
      ? page
          .filter((word) => within(word, WINDOW))
          .map((word) => word.text)
          .join(' ')
      : '',
  );
}

export function isLetter(page: readonly WordBox[]): boolean {
  return page.some(({ text }) => text === 'Dear');
}

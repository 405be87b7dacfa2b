import { ask } from './read-pdf.js';

/** A word where it stands on its page: millimetres from the upper left corner of the paper. */
export interface WordBox {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const MM_PER_POINT = 25.4 / 72;
const WORD = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

/** The words of each page, as poppler reads their places from the file. */
export function wordBoxes(pdf: Uint8Array): readonly (readonly WordBox[])[] {
  const pages = ask(pdf, 'pdftotext', '-bbox-layout', 'FILE', '-').split('<page ').slice(1);
  return pages.map((page) =>
    [...page.matchAll(WORD)].map(([, left, top, right, bottom, text = '']) => ({
      text: text.replace(/&\w+;/gu, (entity) => ENTITIES[entity] ?? entity),
      left: Number(left) * MM_PER_POINT,
      top: Number(top) * MM_PER_POINT,
      right: Number(right) * MM_PER_POINT,
      bottom: Number(bottom) * MM_PER_POINT,
    })),
  );
}

/** Whether any of a word stands in an area given as left, top, right and bottom. */
export function touches({ left, top, right, bottom }: WordBox, [x1, y1, x2, y2]: readonly number[]): boolean {
  return right > (x1 ?? 0) && left < (x2 ?? 0) && bottom > (y1 ?? 0) && top < (y2 ?? 0);
}

/** Whether all of a word stands there. */
export function within({ left, top, right, bottom }: WordBox, [x1, y1, x2, y2]: readonly number[]): boolean {
  return left >= (x1 ?? 0) && right <= (x2 ?? 0) && top >= (y1 ?? 0) && bottom <= (y2 ?? 0);
}

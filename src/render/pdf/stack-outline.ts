import type { Stack } from '../../layout/text/shaping.js';

/** Flags of a composite glyph's parts (OpenType, glyf table). */
export const COMPONENT = { WORDS: 0x0001, ARE_XY: 0x0002, MORE: 0x0020 } as const;

/** How long the head of a glyph is, in bytes: the number of its contours, and the box around it. */
export const OUTLINE_HEAD = 10;
const PART = 8;

/** What a stack is drawn with. Measures of outlines are in the font's own units. */
interface StackFont {
  readonly unitsPerEm: number;
  /** Of a glyph of the whole font, as it stands in its glyf table; empty where it shows nothing. */
  readonly outline: (glyph: number) => Uint8Array;
  /** A glyph's number in the font that the stack becomes part of. */
  readonly numberOf: (glyph: number) => number;
}

/**
 * A letter with its marks as one composite glyph (OpenType, glyf table), so that each reader takes
 * it for one letter: a mark that stands as a glyph of its own is read as the end of a word by some.
 */
export function stackOutline({ parts }: Stack, { unitsPerEm, outline, numberOf }: StackFont): Uint8Array {
  const shown = parts.flatMap(({ id, x, y }) => {
    const [right, up] = [x, y].map((thousandths) => Math.round((thousandths * unitsPerEm) / 1000));
    const head = outline(id);
    return head.length === 0 ? [] : [{ number: numberOf(id), right: right ?? 0, up: up ?? 0, box: boxOf(head) }];
  });
  if (shown.length === 0) return new Uint8Array();
  const view = new DataView(new ArrayBuffer(OUTLINE_HEAD + PART * shown.length));
  view.setInt16(0, -1);
  view.setInt16(2, Math.min(...shown.map(({ box, right }) => box.left + right)));
  view.setInt16(4, Math.min(...shown.map(({ box, up }) => box.bottom + up)));
  view.setInt16(6, Math.max(...shown.map(({ box, right }) => box.right + right)));
  view.setInt16(8, Math.max(...shown.map(({ box, up }) => box.top + up)));
  for (const [index, { number, right, up }] of shown.entries()) {
    const at = OUTLINE_HEAD + PART * index;
    const more = index < shown.length - 1 ? COMPONENT.MORE : 0;
    view.setUint16(at, COMPONENT.WORDS | COMPONENT.ARE_XY | more);
    view.setUint16(at + 2, number);
    view.setInt16(at + 4, right);
    view.setInt16(at + 6, up);
  }
  return new Uint8Array(view.buffer);
}

function boxOf(outline: Uint8Array): { left: number; bottom: number; right: number; top: number } {
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  const [left, bottom, right, top] = [view.getInt16(2), view.getInt16(4), view.getInt16(6), view.getInt16(8)];
  return { left, bottom, right, top };
}

/** How far right of the pen a glyph begins. */
export function leftOf(outline: Uint8Array): number {
  return outline.length === 0 ? 0 : boxOf(outline).left;
}

import type { LabelSheet } from '../../campaign/labels.js';
import { setAddress } from './address-block.js';
import type { Page } from './numbered-pages.js';
import { MM } from '../text/typography.js';
import type { Area } from './window.js';
import type { Setting } from '../text/words.js';

/** Sheets that people buy, as Avery describes them. */
export const KNOWN_SHEETS: readonly LabelSheet[] = [
  { name: 'L7160', columns: 3, rows: 7, width: 63.5, height: 38.1, left: 7.25, top: 15.15, gapX: 2.5, gapY: 0 },
  { name: 'L7163', columns: 2, rows: 7, width: 99.1, height: 38.1, left: 4.65, top: 15.15, gapX: 2.5, gapY: 0 },
];

/** Printers do not meet a label's edge exactly: this stays clear, in millimetres. */
const CLEAR = { x: 5, y: 3 } as const;

/** The part of a label that may be printed on: of the one at `place`, counted from 0 along the rows. */
export function labelArea({ columns, width, height, left, top, gapX, gapY }: LabelSheet, place: number): Area {
  const column = place % columns;
  const row = Math.floor(place / columns);
  return {
    x: (left + column * (width + gapX) + CLEAR.x) * MM,
    top: (top + row * (height + gapY) + CLEAR.y) * MM,
    width: (width - 2 * CLEAR.x) * MM,
    height: (height - 2 * CLEAR.y) * MM,
  };
}

/**
 * Sets an address on each label, along the rows.
 * @param from the first label of the first sheet that is still free, counted from 1
 */
export function layoutLabels(
  sheet: LabelSheet,
  from: number,
  addresses: readonly (readonly string[])[],
  setting: Setting,
): readonly Page[] {
  const onSheet = sheet.columns * sheet.rows;
  const sheets = Math.ceil((from - 1 + addresses.length) / onSheet);
  return Array.from({ length: sheets }, (_, number) => {
    const start = Math.max(0, number * onSheet - (from - 1));
    const end = (number + 1) * onSheet - (from - 1);
    const boxes = addresses.slice(start, end).flatMap((address, index) => {
      const place = (start + index + from - 1) % onSheet;
      const placed = setAddress(address, labelArea(sheet, place), { tag: 'P', parent: null }, setting);
      if (placed === null) throw new RangeError(`the address of ${address.join(', ')} does not fit a label`);
      return placed;
    });
    return { boxes, folio: null };
  });
}

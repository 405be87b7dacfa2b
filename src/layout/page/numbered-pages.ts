import { furnitureIn } from '../../letter/wording/furniture.js';
import { unsettable } from '../text/face-choice.js';
import type { Line } from '../text/lines.js';
import { faceFor, PAPER } from '../text/typography.js';
import type { Setting } from '../text/words.js';
import type { PlacedBox } from './pages.js';
import { columnOf, plainRun, setParagraph } from './paragraph.js';

/** What stands on a page besides its text; no reader aloud is told of it. */
export interface Folio {
  readonly at: 'head' | 'foot';
  readonly x: number;
  /** From the head of the paper, in points. */
  readonly baseline: number;
  readonly line: Line;
}

export interface Page {
  readonly boxes: readonly PlacedBox[];
  /** The page number, with whose letter it is; null where the letter is a single page. */
  readonly folio: Folio | null;
}

/** Whose letter pages are, and of which day. */
export interface RunningHead {
  readonly name: string;
  /** Null where the letter has no date. */
  readonly date: string | null;
}

/**
 * Puts a number on each page where there are several: at the foot of the first, and at the head of
 * the others with the name and the date, for a sheet that has lost its first.
 */
export function numberPages(
  pages: readonly (readonly PlacedBox[])[],
  setting: Setting,
  heading: RunningHead | null,
): readonly Page[] {
  const { page } = furnitureIn(setting.language);
  return pages.map((boxes, index) => {
    if (pages.length === 1) return { boxes, folio: null };
    const number = page(index + 1, pages.length);
    if (index === 0 || heading === null) return { boxes, folio: setFolio([number], 'foot', setting) };
    const { name, date } = heading;
    const named = [name, number].join(SEPARATOR);
    const whole = date === null ? named : [name, date, number].join(SEPARATOR);
    return { boxes, folio: setFolio([whole, named, number], 'head', setting) };
  });
}

const SEPARATOR = ' · ';

/** The first of the texts that can be set on one line. */
function setFolio(texts: readonly string[], at: Folio['at'], setting: Setting): Folio | null {
  const { folio, margin } = setting.design;
  const face = faceFor(setting.faces, folio, { strong: false, emphasis: false, superscript: false });
  for (const text of texts) {
    if (unsettable(text.normalize('NFC'), face, setting.faces.fallback).length > 0) continue;
    const boxes = setParagraph(
      [plainRun(text)],
      folio,
      { tag: 'P', parent: null },
      columnOf(setting.design),
      setting,
      'right',
    );
    const [part] = boxes[0]?.parts ?? [];
    if (part === undefined || boxes.length > 1) continue;
    return { at, x: part.x, line: part.line, baseline: at === 'head' ? margin.folio : PAPER.height - margin.folio };
  }
  return null;
}

import type { Element } from '../element.js';
import type { PlacedBox } from './pages.js';
import { plainRun, setParagraph } from './paragraph.js';
import { INK, type TextStyle } from '../text/typography.js';
import type { Area } from './window.js';
import { cutWords, type Setting } from '../text/words.js';

/** Royal Mail reads addresses of 10 to 12 points. */
const SIZES = [11, 10.5, 10] as const;
/** From baseline to baseline, as parts of the size: as it should be, and as close as six lines in a window make it. */
const LEADING = { usual: 1.3, closest: 1.07 } as const;
/** How far the face reaches above and below the baseline, as parts of the size, accents on capitals included. */
const REACH = { above: 1.025, below: 0.405 } as const;

/**
 * Sets an address in the middle of an area, left-aligned, as large as it fits. A line that is too long goes on below, and so
 * does one at the smallest size only where there is no other way. Null where it does not fit.
 */
export function setAddress(
  lines: readonly string[],
  area: Area,
  element: Element,
  setting: Setting,
): readonly PlacedBox[] | null {
  const runs = lines.flatMap((line) => [plainRun(line), { kind: 'break' } as const]).slice(0, -1);
  const styles = SIZES.map((size) => styleOf(size, size * LEADING.usual));
  const breaksNoWord = styles.filter(
    (style) => !cutWords(runs, style, setting).some((word) => word.width > area.width),
  );
  const attempts = breaksNoWord.map((style) => ({
    size: style.size,
    count: setParagraph(runs, style, element, area, setting).length,
  }));
  const fitting = attempts.filter(({ size, count }) => leadingFor(size, count, area) !== null);
  const chosen = fitting.find(({ count }) => count === lines.length) ?? fitting[0];
  const leading = chosen === undefined ? null : leadingFor(chosen.size, chosen.count, area);
  if (chosen === undefined || leading === null) return null;
  const { size, count } = chosen;
  const height = (REACH.above + REACH.below) * size + (count - 1) * leading;
  const firstBaseline = area.top + (area.height - height) / 2 + REACH.above * size;
  return setParagraph(runs, styleOf(size, leading), element, area, setting).map((box, index) => ({
    top: firstBaseline + index * leading - box.baseline,
    box,
  }));
}

/** Null where so many lines do not fit. */
function leadingFor(size: number, count: number, area: Area): number | null {
  const room = area.height - (REACH.above + REACH.below) * size;
  const leading = count === 1 ? LEADING.usual * size : Math.min(LEADING.usual * size, room / (count - 1));
  return room >= 0 && leading >= LEADING.closest * size ? leading : null;
}

function styleOf(size: number, leading: number): TextStyle {
  return { family: 'sans', strong: false, size, leading, colour: INK, onGrid: false };
}

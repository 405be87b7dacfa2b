/** Words that could stand as one line. Measures are in points. */
export interface Candidate {
  /** As wide as it is, with spaces of their own width. */
  readonly natural: number;
  /** How much of that its spaces take. */
  readonly spaces: number;
  /** Of the column. */
  readonly width: number;
  /** Of its paragraph. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isHyphenated: boolean;
  /** Whether the line above ends in a hyphen. */
  readonly followsHyphen: boolean;
}

/** By what part of their own width the spaces of a justified line are narrowed at most, and widened gladly. */
export const SHRINK = 0.25;
const STRETCH = 0.5;
/** A line whose spaces would become wider than so many spaces is left as it is. */
export const WIDEST_SPACE = 3.5;

/** What a last line of a single short word costs, as if it were a line with this part of it left blank. */
const STUB_COST = 0.5;
const STUB_WIDTH = 0.12;

/** The square of what is left blank, as a part of the line. */
export function raggedCost({ natural, width, isFirst, isLast }: Candidate): number {
  const filled = natural / width;
  if (!isLast) return (1 - filled) ** 2;
  return !isFirst && filled < STUB_WIDTH ? STUB_COST ** 2 : 0;
}

/** Demerits as TeX counts them (The TeXbook, chapter 14): badness is 100 where spaces are as wide as they gladly are. */
const HYPHEN_PENALTY = 150;
/** A hyphen below another, and one before the last line. */
const TWO_HYPHENS = 10_000;
const LAST_HYPHEN = 5_000;
const WORST = 10_000;
const STUB_DEMERITS = 5_000;

export function justifiedCost(line: Candidate): number {
  const { natural, spaces, width, isFirst, isLast, isHyphenated, followsHyphen } = line;
  const missing = width - natural;
  const room = spaces * (missing < 0 ? SHRINK : STRETCH);
  const ratio = room > 0 ? Math.abs(missing) / room : Infinity;
  const badness = isLast && missing >= 0 ? 0 : Math.min(WORST, 100 * ratio ** 3);
  const stub = isLast && !isFirst && natural / width < STUB_WIDTH ? STUB_DEMERITS : 0;
  const penalty = isHyphenated ? HYPHEN_PENALTY : 0;
  const afterHyphen = !followsHyphen ? 0 : isLast ? LAST_HYPHEN : isHyphenated ? TWO_HYPHENS : 0;
  return (1 + badness + penalty) ** 2 + afterHyphen + stub;
}

/** How a format shows a fraction. */
export interface FractionFormat {
  /** Whether the whole number stands apart: 1 1/2, not 3/2. */
  readonly hasWhole: boolean;
  readonly denominators: readonly number[];
}

const FRACTION = /^(?<whole>[#0?]+ +)?[#0?]+\/(?:(?<places>[#0?]{1,3})|(?<fixed>\d{1,3}))$/u;

/** Reads `# ?/?`, `# ??/??` and `# ?/8` of a code without its literals; null for any other code. */
export function readFractionFormat(bare: string): FractionFormat | null {
  const { whole, places, fixed } = FRACTION.exec(bare.trim())?.groups ?? {};
  if (places === undefined && fixed === undefined) return null;
  const denominators =
    fixed === undefined
      ? Array.from({ length: 10 ** (places ?? '').length - 1 }, (_, index) => index + 1)
      : [Number(fixed)];
  return { hasWhole: whole !== undefined, denominators };
}

/** A number as such a format shows it: the nearest fraction, of several the one with the smallest denominator. */
export function fractionText(number: number, { hasWhole, denominators }: FractionFormat): string {
  const size = Math.abs(number);
  let nearest = { over: 0, under: 1, error: Infinity };
  for (const under of denominators) {
    const over = Math.round(size * under);
    const error = Math.abs(size - over / under);
    if (error < nearest.error - Number.EPSILON) nearest = { over, under, error };
  }
  const { over, under } = nearest;
  const sign = number < 0 && over > 0 ? '-' : '';
  if (!hasWhole) return `${sign}${over}/${under}`;
  const [whole, rest] = [Math.floor(over / under), over % under];
  const parts = [...(whole > 0 || rest === 0 ? [String(whole)] : []), ...(rest > 0 ? [`${rest}/${under}`] : [])];
  return sign + parts.join(' ');
}

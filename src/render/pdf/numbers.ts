/** Hundredths of a point (0.004 mm) are all that a page needs; fewer digits make a smaller file. */
export function rounded(points: number): number {
  return Math.round(points * 100) / 100;
}

/** `r g b`, each from 0 to 1, for a colour given as #rrggbb. */
export function rgb(colour: string): string {
  return [1, 3, 5].map((at) => rounded(parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ');
}

/** Elements of a TJ array put after others: two moves side by side must not read as one number. */
export function joined(elements: string, next: string): string {
  return /^[\d-]/u.test(next) && /\d/u.test(elements.slice(-1)) ? `${elements} ${next}` : elements + next;
}

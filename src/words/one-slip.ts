/** Where two words differ: what is left of each without the letters that both begin and end with. */
function difference(one: string, other: string): readonly [left: string, right: string] {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}

/**
 * Whether two words are the same, or become so by one slip of a typist: a letter too many, too few or another one, or
 * two that changed places (Damerau 1964).
 */
export function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  const [left, right] = difference(one, other);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && left === Array.from(right).reverse().join('');
}

/**
 * Keeps what was computed from an object for as long as the object lives. Blocks whose values do not change are the very
 * same objects in all letters of a mailing (`letter/markdown/refill.ts`), so most of a letter is rendered with the first one.
 */
export function computedOnce<Source extends object, Result>(
  compute: (source: Source) => Result,
): (source: Source) => Result {
  const kept = new WeakMap<Source, Result>();
  return (source) => {
    const before = kept.get(source);
    if (before !== undefined) return before;
    const result = compute(source);
    kept.set(source, result);
    return result;
  };
}

/**
 * Keeps what was rendered of an object for as long as the object lives. Blocks whose values do not change are the very
 * same objects in all letters of a mailing (`letter/refill.ts`), so most of a letter is rendered with the first one.
 */
export function renderedOnce<Source extends object, Rendered>(
  render: (source: Source) => Rendered,
): (source: Source) => Rendered {
  const kept = new WeakMap<Source, Rendered>();
  return (source) => {
    const before = kept.get(source);
    if (before !== undefined) return before;
    const rendered = render(source);
    kept.set(source, rendered);
    return rendered;
  };
}

import { distance } from 'fastest-levenshtein';

/** The name that was probably meant: at most a third of its letters wrong. Null where none is that near. */
export function nearestName(written: string, names: readonly string[]): string | null {
  const ranked = names
    .map((name) => ({ name, steps: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, steps }) => steps <= Math.max(1, Math.ceil(name.length / 3)))
    .sort((left, right) => left.steps - right.steps);
  return ranked[0]?.name ?? null;
}

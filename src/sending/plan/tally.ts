import { isDue, type DueLetter, type Plan, type PlannedRow } from './plan.js';

/** Counts what becomes of the rows. */
export interface Tally {
  /** @param isAgain whether the letter goes out once more after it was refused for good */
  readonly count: (planned: PlannedRow, isAgain: boolean) => void;
  readonly taken: () => Pick<Plan, 'counts' | 'withheld' | 'first' | 'withoutName' | 'again'>;
}

export function createTally(): Tally {
  const counts = { send: 0, print: 0, skip: 0, hold: 0 };
  const withheld = new Map<string, number>();
  let first: DueLetter | null = null;
  let [withoutName, again] = [0, 0];
  return {
    count: (planned, isAgain) => {
      counts[planned.action] += 1;
      if (!isDue(planned)) {
        withheld.set(planned.reason, (withheld.get(planned.reason) ?? 0) + 1);
        return;
      }
      first ??= planned;
      if (isAgain) again += 1;
      const { name, columns } = planned.recipient;
      if (name === '' && (columns['salutation'] ?? '') === '') withoutName += 1;
    },
    taken: () => ({ counts, withheld, first, withoutName, again }),
  };
}

import {
  isDue,
  NOT_CHOSEN,
  type DueLetter,
  type LeftOut,
  type Plan,
  type PlannedRow,
  type WithheldRow,
} from './plan.js';
import { choosesSome, type Choice } from './selection.js';

/** Counts what becomes of the rows. */
export interface Tally {
  /** @param isAgain whether the letter goes out once more after it was refused for good */
  readonly count: (planned: PlannedRow, isAgain: boolean) => void;
  readonly taken: () => Pick<Plan, 'counts' | 'chosen' | 'withheld' | 'first' | 'withoutName' | 'again'>;
}

/** So many rows are remembered for each reason, to be named. */
const ROWS_KEPT = 20;

export function createTally(choice: Choice): Tally {
  const counts = { send: 0, print: 0, skip: 0, hold: 0 };
  const withheld = new Map<string, LeftOut>();
  let first: DueLetter | null = null;
  let [withoutName, again, recipients] = [0, 0, 0];

  function leaveOut({ reason, line, recipient }: WithheldRow): void {
    const { count, rows } = withheld.get(reason) ?? { count: 0, rows: [] };
    withheld.set(reason, { count: count + 1, rows: count < ROWS_KEPT ? [...rows, { line, recipient }] : rows });
  }

  return {
    count: (planned, isAgain) => {
      counts[planned.action] += 1;
      if (planned.recipient !== null) recipients += 1;
      if (!isDue(planned)) {
        leaveOut(planned);
        return;
      }
      first ??= planned;
      if (isAgain) again += 1;
      const { name, columns } = planned.recipient;
      if (name === '' && (columns['salutation'] ?? '') === '') withoutName += 1;
    },
    taken: () => {
      const notChosen = withheld.get(NOT_CHOSEN)?.count ?? 0;
      const chosen = choosesSome(choice) ? { rows: recipients - notChosen, of: recipients } : null;
      return { counts, chosen, withheld, first, withoutName, again };
    },
  };
}

import type { Greeting } from '../../recipients/person/greeting.js';
import { isToLookAt } from '../../recipients/person/greeting-problem.js';
import type { Recipient } from '../../recipients/recipient.js';
import {
  isDue,
  NOT_CHOSEN,
  type DueLetter,
  type Greetings,
  type LeftOut,
  type Plan,
  type PlannedRow,
  type WithheldRow,
} from './plan.js';
import { choosesSome, type Choice } from './choice/selection.js';

/** Counts what becomes of the rows. */
export interface Tally {
  /** @param isAgain whether the letter goes out once more after it was refused for good */
  readonly count: (planned: PlannedRow, isAgain: boolean) => void;
  readonly taken: () => Pick<Plan, 'counts' | 'chosen' | 'withheld' | 'first' | 'greetings' | 'again'>;
}

/** So many rows are remembered for each reason, to be named. */
const ROWS_KEPT = 20;

export function createTally(choice: Choice): Tally {
  const counts = { send: 0, print: 0, skip: 0, hold: 0 };
  const withheld = new Map<string, LeftOut>();
  let first: DueLetter | null = null;
  const greetings = createGreetingTally();
  let [again, recipients] = [0, 0];

  function leaveOut({ reason, line, recipient, notBefore }: WithheldRow): void {
    const { count, rows, due } = withheld.get(reason) ?? { count: 0, rows: [], due: null };
    withheld.set(reason, {
      count: count + 1,
      rows: count < ROWS_KEPT ? [...rows, { line, recipient }] : rows,
      due: notBefore === undefined ? due : widened(due, notBefore),
    });
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
      greetings.count(planned.recipient);
    },
    taken: () => {
      const notChosen = withheld.get(NOT_CHOSEN)?.count ?? 0;
      const chosen = choosesSome(choice) ? { rows: recipients - notChosen, of: recipients } : null;
      return { counts, chosen, withheld, first, greetings: greetings.taken(), again };
    },
  };
}

const UNCLEAR_KEPT = 10;

function createGreetingTally(): { readonly count: (recipient: Recipient) => void; readonly taken: () => Greetings } {
  const kinds = new Map<Greeting['kind'], { readonly count: number; readonly example: string | null }>();
  const unclear: { readonly text: string; readonly line: number }[] = [];
  return {
    count: ({ greeting, line }) => {
      const { count, example } = kinds.get(greeting.kind) ?? { count: 0, example: greeting.text };
      kinds.set(greeting.kind, { count: count + 1, example });
      if (greeting.text !== null && isToLookAt(greeting) && unclear.length < UNCLEAR_KEPT)
        unclear.push({ text: greeting.text, line });
    },
    taken: () => ({ kinds, unclear }),
  };
}

function widened(due: LeftOut['due'], time: Date): LeftOut['due'] {
  const { first, last } = due ?? { first: time, last: time };
  return { first: time < first ? time : first, last: time > last ? time : last };
}

import type { FirstAttempt } from '../ledger/ledger-state.js';
import type { Clock, OutgoingLetter } from './ports.js';
import type { ReadyLetter } from './try-letter.js';

/** The letters of a list in its order, the next ones made ready while the disk and the server are waited for. */
export interface LettersAhead {
  /** Null at the end of the list. Rejects where the list does; what goes wrong in composing is met by whoever takes the letter up. */
  readonly next: () => Promise<ReadyLetter | null>;
  /** To be called when there is something to wait for. */
  readonly prepare: () => void;
}

interface Held {
  ready: Promise<ReadyLetter | null>;
  isComposed: boolean;
}

/**
 * Each wait makes room for one step: a letter is taken from the list, or the message of one that was taken is composed. A letter has
 * two waits, for the server to ask for it and to answer it, so that the next one is ready when it is over.
 * @param room how many letters may be held ready at this moment
 * @param firstAttempt what an attempt at this moment would give a letter
 */
export function createLettersAhead(
  list: AsyncIterator<OutgoingLetter>,
  room: () => number,
  firstAttempt: (letter: OutgoingLetter) => FirstAttempt,
  clock: Pick<Clock, 'turn'>,
): LettersAhead {
  const held: Held[] = [];
  let steps: Promise<unknown> = Promise.resolve();

  async function take(): Promise<ReadyLetter | null> {
    const next = await list.next();
    return next.done === true ? null : { letter: next.value, ahead: null, recorded: null };
  }

  function composed(taken: ReadyLetter | null): ReadyLetter | null {
    if (taken === null) return null;
    const { letter } = taken;
    const first = firstAttempt(letter);
    const message = letter.compose(first);
    message.catch(() => undefined);
    return { ...taken, ahead: { first, message } };
  }

  async function step(): Promise<void> {
    // One step in a turn: an answer waits for no more than that. In the turn before it goes out what is to be answered.
    await clock.turn();
    await clock.turn();
    const next = held.find(({ isComposed }) => !isComposed);
    if (next !== undefined) {
      next.isComposed = true;
      next.ready = next.ready.then(composed);
      await next.ready.catch(() => null);
    } else if (held.length < room()) {
      const ready = take();
      held.push({ ready, isComposed: false });
      // Whoever takes it up meets the end of the list, or its failure.
      await ready.catch(() => null);
    }
  }

  return {
    next: () => held.shift()?.ready ?? take(),
    prepare: () => {
      if (room() > 0) steps = steps.then(step);
    },
  };
}

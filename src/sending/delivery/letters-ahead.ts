import type { Clock, OutgoingLetter } from './ports.js';
import type { ReadyLetter } from './try-letter.js';

/** The letters of a list in its order, the next ones composed while the disk and the server are waited for. */
export interface LettersAhead {
  /** Null at the end of the list. Rejects where the list does; what goes wrong in composing is met by whoever takes the letter up. */
  readonly next: () => Promise<ReadyLetter | null>;
  /** To be called when there is something to wait for. */
  readonly prepare: () => void;
}

/**
 * @param room how many letters may be held ready at this moment
 * @param dateOf the Date that an attempt at this moment would give a letter
 */
export function createLettersAhead(
  list: AsyncIterator<OutgoingLetter>,
  room: () => number,
  dateOf: (letter: OutgoingLetter) => Date,
  clock: Pick<Clock, 'turn'>,
): LettersAhead {
  const ahead: Promise<ReadyLetter | null>[] = [];
  let isPreparing = false;

  async function take(): Promise<ReadyLetter | null> {
    const next = await list.next();
    return next.done === true ? null : { letter: next.value, ahead: null };
  }

  async function takeComposed(): Promise<ReadyLetter | null> {
    const taken = await take();
    if (taken === null) return null;
    const { letter } = taken;
    const date = dateOf(letter);
    const message = letter.compose(date);
    message.catch(() => undefined);
    return { letter, ahead: { date, message } };
  }

  async function prepare(): Promise<void> {
    // One letter in each turn: a server's answer, or the disk's, waits for no more than that.
    await clock.turn();
    while (ahead.length < room()) {
      const taken = takeComposed();
      ahead.push(taken);
      // Whoever takes it up meets the end of the list, or its failure.
      if ((await taken.catch(() => null)) === null) return;
      await clock.turn();
    }
  }

  return {
    next: () => ahead.shift() ?? take(),
    prepare: () => {
      if (isPreparing) return;
      isPreparing = true;
      void prepare().finally(() => {
        isPreparing = false;
      });
    },
  };
}

import { execute, type SendingPorts } from './execute.js';
import type { SendingSettings } from './sending-settings.js';
import { nextRound } from './hours.js';
import type { OutgoingLetter } from './ports.js';
import type { SendingEvent } from './sending-event.js';
import { stopBecause } from './stop.js';

/**
 * Executes a plan, and takes up the deferred letters again and again until none is left, for a day at most. Tells the
 * same events as `execute`, `round` before each pause; a letter may have several outcomes, of which the last one holds.
 * @param stillAsChecked called before a letter is taken up again; rejects where the list is no longer the one that was checked
 */
export async function* executeInRounds(
  letters: AsyncIterable<OutgoingLetter>,
  ports: SendingPorts,
  settings: SendingSettings,
  stillAsChecked: () => Promise<void>,
): AsyncGenerator<SendingEvent, void, undefined> {
  const begun = ports.clock.elapsed();
  let due = letters;
  for (let round = 0; ; round += 1) {
    const deferred = new Map<string, Extract<SendingEvent, { kind: 'outcome' }>>();
    for await (const event of execute(due, ports, settings)) {
      if (event.kind === 'outcome' && event.outcome === 'deferred') deferred.set(event.letter.key, event);
      if (event.kind !== 'end') yield event;
      else if (event.stop !== null || deferred.size === 0) {
        yield event;
        return;
      }
    }
    const now = ports.clock.now();
    const times = [...deferred.values()].map(({ notBefore }) => notBefore);
    const until = nextRound(round, times, now, ports.clock.elapsed() - begun);
    if (until === null) {
      yield { kind: 'end', stop: null };
      return;
    }
    yield { kind: 'round', letters: deferred.size, until };
    await ports.clock.wait(until.getTime() - now.getTime(), settings.finish);
    if (settings.finish.aborted) {
      yield { kind: 'end', stop: stopBecause('interrupted', '') };
      return;
    }
    due = takenUpAgain([...deferred.values()], stillAsChecked);
  }
}

async function* takenUpAgain(
  deferred: readonly { readonly letter: OutgoingLetter }[],
  stillAsChecked: () => Promise<void>,
): AsyncGenerator<OutgoingLetter> {
  for (const { letter } of deferred) {
    await stillAsChecked();
    yield letter;
  }
}

import { execute, type SendingPorts } from './execute.js';
import type { SendingSettings } from './sending-settings.js';
import type { OutgoingLetter } from './ports.js';
import type { SendingEvent } from './sending-event.js';
import { stopBecause, type Stop } from './stop.js';

const MINUTE = 60_000;
/** Rounds of waiting are this much apart, and no shorter than is asked for the first of the letters; the last figure holds for all that follow. */
const ROUND_MINUTES = [5, 10, 20, 40, 60] as const;
const LONGEST_WAIT = 24 * 60 * MINUTE;

/**
 * When deferred letters are tried again by a run that waits for them, or null where it has waited for a day.
 * @param round 0 for the first one
 * @param notBefore what the ledger says of each of them
 */
export function nextRound(round: number, notBefore: readonly (Date | null)[], now: Date, waited: number): Date | null {
  const pause = (ROUND_MINUTES[round] ?? 60) * MINUTE;
  const asked = Math.min(...notBefore.map((time) => time?.getTime() ?? 0));
  const next = Math.max(now.getTime() + pause, asked);
  return waited + next - now.getTime() > LONGEST_WAIT ? null : new Date(next);
}

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
  const deferred = new Map<string, Deferred>();
  let due = letters;
  for (let round = 0; ; round += 1) {
    for await (const event of execute(due, ports, settings)) {
      if (event.kind === 'outcome' && event.outcome === 'deferred') deferred.set(event.letter.key, event);
      else if (event.kind === 'outcome' || event.kind === 'withheld') deferred.delete(event.letter.key);
      if (event.kind !== 'end') yield event;
      else if ((event.stop !== null && !mayWait(event.stop, round)) || deferred.size === 0) {
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

type Deferred = Extract<SendingEvent, { kind: 'outcome' }>;

/**
 * Once the list was gone through, what is left are the letters that were put off: that they are put
 * off again is what this waits for.
 */
function mayWait({ reason }: Stop, round: number): boolean {
  return round > 0 && reason === 'takes-no-letters';
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

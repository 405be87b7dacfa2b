import { deliverLetter, type Run } from './deliver-letter.js';
import type { Hours } from './hours.js';
import { openInTurn } from './open-in-turn.js';
import { createPaceWindow, onSteadyClock, type Pace } from './pace.js';
import type { Clock, Ledger, MailConnection, OutgoingLetter } from './ports.js';
import { createRefusalWatch } from './refusals.js';
import type { SendingEvent } from './sending-event.js';
import { stopBecause, type Stop } from './stop.js';

/** The two ports to the world, and time. */
export interface SendingPorts {
  readonly ledger: Ledger;
  readonly connect: () => MailConnection;
  readonly clock: Clock;
}

export interface SendingSettings {
  readonly campaign: string;
  readonly mailing: string;
  /** Null: as fast as the server takes them. */
  readonly pace: Pace | null;
  readonly hours: Hours;
  /** At most so many letters are in flight at once. */
  readonly connections: number;
  /** The octets of the largest letter; asked for only where the server names a limit. */
  readonly largest: () => Promise<number>;
  /** Aborts to finish the letters in flight and begin none. */
  readonly finish: AbortSignal;
  /** Aborts, after `finish`, to cut every connection at once: what was in flight is in doubt. */
  readonly cut: AbortSignal;
}

/**
 * Sends what the plan says, letter by letter, and tells what becomes of each; `end` is the last event, always.
 * At most once: `attempt` is on disk before MAIL FROM, `released` before the first byte of the body, the outcome before
 * the next letter on that connection. Rejects only where `letters` or `compose` does. Where the caller leaves the loop early, the
 * letters in flight are finished and recorded first.
 */
export async function* execute(
  letters: AsyncIterable<OutgoingLetter>,
  ports: SendingPorts,
  settings: SendingSettings,
): AsyncGenerator<SendingEvent, void, undefined> {
  const left = new AbortController();
  const told = new TransformStream<SendingEvent, SendingEvent>(undefined, undefined, {
    highWaterMark: Number.POSITIVE_INFINITY,
  });
  const writer = told.writable.getWriter();
  const emit = (event: SendingEvent): void => {
    // A reader that has left hears no more; what happened is in the ledger.
    writer.write(event).catch(() => undefined);
  };
  const finish = AbortSignal.any([settings.finish, left.signal]);
  const working = send(letters, ports, { ...settings, finish }, emit).then(
    async (stop) => {
      emit({ kind: 'end', stop });
      await writer.close().catch(() => undefined);
    },
    (error: unknown) => writer.abort(error),
  );
  try {
    yield* told.readable;
  } finally {
    left.abort();
    await working;
  }
}

/** Works through the letters with so many connections side by side; tells why it stopped, or null at the end of the list. */
async function send(
  letters: AsyncIterable<OutgoingLetter>,
  { ledger, connect, clock }: SendingPorts,
  settings: SendingSettings,
  emit: (event: SendingEvent) => void,
): Promise<Stop | null> {
  const source = letters[Symbol.asyncIterator]();
  const handedOver: OutgoingLetter[] = [];
  const inFlight = new Set<string>();
  let workers = settings.connections;
  let stop: Stop | null = null;
  let broken = false;
  const elapsed = clock.elapsed();
  const earlier = onSteadyClock(ledger.state.recentAttempts, clock.now(), elapsed);
  const run: Run = {
    campaign: settings.campaign,
    mailing: settings.mailing,
    finish: settings.finish,
    ledger,
    clock,
    emit,
    pace: settings.pace === null ? null : createPaceWindow(settings.pace, earlier),
    hours: settings.hours,
    refusals: createRefusalWatch(),
    open: openInTurn(settings.largest),
    handOver: (letter) => {
      if (workers === 1) return false;
      workers -= 1;
      inFlight.delete(letter.key);
      handedOver.push(letter);
      return true;
    },
  };

  /** Null when this worker's work is over; it has been struck off then, so that nothing is handed over to it any more. */
  async function nextLetter(): Promise<OutgoingLetter | null> {
    if (settings.finish.aborted) stop ??= stopBecause('interrupted', '');
    if (stop === null && !broken) {
      const next = handedOver.shift() ?? (await source.next());
      if ('key' in next) return next;
      const letter = next.done === true ? handedOver.shift() : next.value;
      if (letter !== undefined) return letter;
    }
    workers -= 1;
    return null;
  }

  async function work(): Promise<void> {
    const connection = connect();
    const cut = (): void => {
      connection.abort();
    };
    settings.cut.addEventListener('abort', cut);
    try {
      for (let letter = await nextLetter(); letter !== null; letter = await nextLetter()) {
        if (inFlight.has(letter.key) || isForbidden(ledger, letter.key)) {
          emit({ kind: 'withheld', letter });
          continue;
        }
        inFlight.add(letter.key);
        const next = await deliverLetter(run, connection, letter);
        if (next === 'handed-over') return;
        inFlight.delete(letter.key);
        if (next !== 'next-letter') stop ??= next;
      }
    } catch (error) {
      broken = true;
      throw error;
    } finally {
      settings.cut.removeEventListener('abort', cut);
      await connection.close();
    }
  }

  const ends = await Promise.allSettled(Array.from({ length: settings.connections }, work));
  await source.return?.();
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return stop;
}

/** The plan has left these out already. That nobody is written to twice does not rest on it. */
function isForbidden(ledger: Ledger, key: string): boolean {
  const standing = ledger.state.letters.get(key)?.standing;
  return standing === 'accepted' || standing === 'released' || standing === 'doubt' || standing === 'posted';
}

import { deliverLetter, tell } from './deliver-letter.js';
import { createEventQueue } from './event-queue.js';
import { createLettersAhead } from './letters-ahead.js';
import { openInTurn } from './open-in-turn.js';
import { createPaceWindow, onSteadyClock } from './pace.js';
import type { Clock, Ledger, MailConnection, OutgoingLetter } from './ports.js';
import type { SendingEvent } from './sending-event.js';
import type { SendingSettings } from './sending-settings.js';
import { stopBecause, type Stop } from './stop.js';
import { createTroubleWatch } from './trouble-watch.js';
import { firstAttempt, type ReadyLetter, type Run } from './try-letter.js';

/** The two ports to the world, and time. */
export interface SendingPorts {
  readonly ledger: Ledger;
  readonly connect: () => MailConnection;
  readonly clock: Clock;
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
  const told = createEventQueue<SendingEvent>();
  const finish = AbortSignal.any([settings.finish, left.signal]);
  const working = send(letters, ports, { ...settings, finish }, told.tell).then((stop) => {
    told.tell({ kind: 'end', stop });
    told.end();
  }, told.fail);
  try {
    yield* told.read();
  } finally {
    // A reader that has left hears no more; what happened is in the ledger.
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
  const list = letters[Symbol.asyncIterator]();
  const handedOver: ReadyLetter[] = [];
  const inFlight = new Set<string>();
  const connections: MailConnection[] = [];
  const isAnotherUp = (one: MailConnection): boolean => connections.some((other) => other !== one && other.isOpen);
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
    troubles: createTroubleWatch(),
    open: openInTurn(settings, isAnotherUp),
    isAnotherUp,
    prepareNext: () => {
      ahead.prepare();
    },
    handOver: (letter, recorded) => {
      if (workers === 1) return false;
      workers -= 1;
      inFlight.delete(letter.key);
      handedOver.push({ letter, ahead: null, recorded });
      return true;
    },
  };

  const ahead = createLettersAhead(
    list,
    // At a pace there is time enough between two letters.
    () => (settings.pace === null && stop === null && !broken ? workers : 0),
    (letter) => firstAttempt(run, letter),
    clock,
  );

  /** Null when this worker's work is over; it has been struck off then, so that nothing is handed over to it any more. */
  async function nextLetter(): Promise<ReadyLetter | null> {
    if (settings.finish.aborted) stop ??= stopBecause('interrupted', '');
    if (stop === null && !broken) {
      const next = handedOver.shift() ?? (await ahead.next()) ?? handedOver.shift();
      if (next !== undefined) return next;
    }
    workers -= 1;
    return null;
  }

  async function work(): Promise<void> {
    const connection = connect();
    connections.push(connection);
    const cut = (): void => {
      connection.abort();
    };
    settings.cut.addEventListener('abort', cut);
    let recorded: Promise<unknown> = Promise.resolve();
    try {
      for (let ready = await nextLetter(); ready !== null; ready = await nextLetter()) {
        const { letter } = ready;
        if (inFlight.has(letter.key) || isForbidden(ledger, letter.key)) {
          emit({ kind: 'withheld', letter });
          continue;
        }
        inFlight.add(letter.key);
        const delivered = await deliverLetter(run, connection, ready);
        if (delivered.next === 'handed-over') return;
        if (delivered.next !== 'next-letter') stop ??= delivered.next;
        recorded = delivered.recorded.then((failure) => {
          inFlight.delete(letter.key);
          if (failure !== null) stop ??= failure;
        });
      }
    } catch (error) {
      broken = true;
      throw error;
    } finally {
      settings.cut.removeEventListener('abort', cut);
      await recorded;
      await connection.close();
      if (connection.strayReply !== null) emit({ kind: 'stray-reply', said: connection.strayReply });
    }
  }

  const ends = await Promise.allSettled(Array.from({ length: settings.connections }, work));
  await list.return?.();
  for (const { letter, recorded } of handedOver) if (recorded !== null) tell(run, letter, recorded);
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return stop;
}

/** The plan has left these out already. That nobody is written to twice does not rest on it. */
function isForbidden(ledger: Ledger, key: string): boolean {
  const standing = ledger.state.letters.get(key)?.standing;
  return standing === 'accepted' || standing === 'released' || standing === 'doubt' || standing === 'posted';
}

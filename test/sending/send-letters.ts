import { createMailConnection, LINE, type LineSettings } from '../../src/io/smtp/smtp-client.js';
import { openLedger, type LedgerFile } from '../../src/io/ledger/ledger-file.js';
import { systemClock } from '../../src/io/clock.js';
import { dueNow } from '../../src/sending/ledger/due.js';
import { ANY_TIME } from '../../src/sending/delivery/hours.js';
import { execute } from '../../src/sending/delivery/execute.js';
import { messageIdFor } from '../../src/sending/plan/letter-key.js';
import type { Clock, Ledger, OutgoingLetter } from '../../src/sending/delivery/ports.js';
import type { SendingSettings } from '../../src/sending/delivery/sending-settings.js';
import type { SendingEvent } from '../../src/sending/delivery/sending-event.js';
import type { SmtpSettings } from '../../src/sending/delivery/smtp-settings.js';
import type { Stop } from '../../src/sending/delivery/stop.js';
import type { ScriptedServer } from '../servers/scripted-server.js';
import { LAST_LINE } from '../servers/smtp-sink.js';

const LINE_OF_LETTER = 'A line of a letter, as long as lines of letters in earnest are.';

/**
 * Letters to secretaries at as many different domains, each of some hundred bytes and so many more.
 */
export function invent(count: number, more = 0): readonly OutgoingLetter[] {
  return Array.from({ length: count }, (_, index) => inventLetter(index, undefined, more));
}

export function inventLetter(index: number, to = `secretary@clp${index}.example.org`, more = 0): OutgoingLetter {
  const key = index.toString(16).padStart(24, '0');
  const messageId = messageIdFor(key, 'example.org');
  const compose: OutgoingLetter['compose'] = (first) =>
    Promise.resolve(
      Buffer.from(
        [
          `Message-ID: <${first.messageId}>`,
          `Date: ${first.date.toUTCString().replace('GMT', '+0000')}`,
          `From: mair@example.org`,
          `To: ${to}`,
          `Subject: Letter ${index}`,
          '',
          'Dear secretary,',
          '.a line that begins with a dot',
          '.',
          '..two of them',
          ...Array<string>(Math.ceil(more / LINE_OF_LETTER.length)).fill(LINE_OF_LETTER),
          LAST_LINE,
          '',
        ].join('\r\n'),
      ),
    );
  const from = 'mair@example.org';
  return {
    key,
    clp: `CLP ${index}`,
    email: to,
    line: index + 2,
    from,
    to,
    needsSmtpUtf8: false,
    messageId,
    compose,
    content: `letter ${index}`,
    today: '2028-05-02',
  };
}

export function keysOf(letters: readonly { readonly key: string }[]): readonly string[] {
  return letters.map(({ key }) => key);
}

/** A clock that stands still but for what is waited for, which takes no time, and is remembered. */
export function standingClock(start = systemClock.now(), random = 0.5): Clock & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  // Whole, so that a minute added is a minute when it is taken away again.
  const begun = Math.round(systemClock.elapsed());
  let ahead = 0;
  return {
    waits,
    now: () => new Date(start.getTime() + ahead),
    elapsed: () => begun + ahead,
    random: () => random,
    turn: () => systemClock.turn(),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      ahead += milliseconds;
      return Promise.resolve();
    },
  };
}

/** Longer than a loaded machine takes over anything: for servers that answer. */
export const PATIENT: LineSettings = { ...LINE, setUpLimit: 20_000, replyLimit: 20_000 };

/** For servers that keep silent. */
export const QUICK: LineSettings = { ...LINE, setUpLimit: 1_000, replyLimit: 1_000 };

export function plainServer(port: number): SmtpSettings {
  return { host: '127.0.0.1', port, security: 'none', login: null };
}

/** How a server of the test's own is reached, encrypted or not. */
export function reaching(
  { settings, certificate }: Pick<ScriptedServer, 'settings' | 'certificate'>,
  limits = PATIENT,
): { readonly server: SmtpSettings; readonly limits: LineSettings } {
  return { server: settings, limits: { ...limits, authorities: certificate } };
}

export interface Sent {
  readonly events: readonly SendingEvent[];
  readonly stop: Stop | null;
  /** "accepted", "failed" …, by the letter's line in the list less two. */
  readonly outcomes: readonly string[];
  readonly waits: readonly number[];
}

export interface HowToSend extends Partial<SendingSettings> {
  readonly server: SmtpSettings;
  readonly limits?: LineSettings;
  readonly clock?: ReturnType<typeof standingClock>;
  readonly watch?: (event: SendingEvent) => void;
}

/** Sends those letters that are due by the ledger, and gathers what `execute` tells. */
export async function sendLetters(
  letters: readonly OutgoingLetter[],
  ledger: Ledger,
  how: HowToSend,
  way: typeof execute = execute,
): Promise<Sent> {
  const { server, limits = PATIENT, clock = standingClock(), watch, ...settings } = how;
  const due = letters.filter(({ key }) => dueNow(ledger.state, key, clock.now()).action === 'send');
  const events: SendingEvent[] = [];
  const never = new AbortController().signal;
  const run = way(
    streamOf(due),
    { ledger, clock, connect: () => createMailConnection(server, limits) },
    {
      campaign: 'nec-2028',
      mailing: 're-election',
      pace: null,
      connections: 1,
      largest: () => Promise.resolve(0),
      senderNeedsSmtpUtf8: false,
      hours: ANY_TIME,
      finish: never,
      cut: never,
      ...settings,
    },
  );
  for await (const event of run) {
    events.push(event);
    watch?.(event);
  }
  const last = events.at(-1);
  if (last?.kind !== 'end') throw new Error('the last event is not the end');
  const outcomes: string[] = [];
  for (const event of events) if (event.kind === 'outcome') outcomes[event.letter.line - 2] = event.outcome;
  return { events, stop: last.stop, outcomes, waits: clock.waits };
}

/** A list in memory, for one that is read. */
export async function* streamOf<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

/** Opens a ledger that must be sound. */
export async function openSoundLedger(path: string, now = (): Date => new Date()): Promise<LedgerFile> {
  const { ledger, problems } = await openLedger({ path, file: 'ledger.ndjson', memories: null, mailing: null, now });
  if (ledger === null) throw new Error(problems.map(({ message }) => message).join(' '));
  return ledger;
}

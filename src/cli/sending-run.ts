import { optimiseSoon } from '../io/optimise-soon.js';
import { reasonText } from '../report/ledger-text.js';
import { eventText, type SendingTally } from '../report/sending-text.js';
import { durationText } from '../report/duration.js';
import type { execute, SendingPorts } from '../sending/delivery/execute.js';
import type { Ledger, OutgoingLetter } from '../sending/delivery/ports.js';
import type { SendingSettings } from '../sending/delivery/sending-settings.js';
import type { OutcomeKind } from '../sending/ledger/ledger-event.js';
import { stopBecause, type Stop } from '../sending/delivery/stop.js';
import { listenForInterrupts } from './interrupts.js';
import { ListChanged } from './outgoing-letters.js';
import type { Terminal } from './terminal.js';

/** What became of a letter. */
interface LetterResult {
  /** Of the letter that was sent, which may have been a test. */
  readonly key: string;
  readonly clp: string;
  readonly email: string;
  readonly outcome: OutcomeKind;
  readonly reply: string;
  /** Whether that is the server's own word; else the connection was lost, or cut off. */
  readonly isAnswered: boolean;
}

/** What became of a run. */
export interface RunResult {
  readonly tally: SendingTally;
  /** By the letter's place in the list. */
  readonly outcomes: ReadonlyMap<number, LetterResult>;
  readonly stop: Stop | null;
  /** What nobody foresaw, where the run broke off after something had become of letters; null where it did not. */
  readonly broken: { readonly error: unknown } | null;
  /** What the server said without having been asked; null where it never did. */
  readonly strayReply: string | null;
}

/** Carries a plan out in one way or another, showing how far it has got. */
export async function runSending(
  way: typeof execute,
  letters: AsyncIterable<OutgoingLetter>,
  total: number,
  ports: SendingPorts,
  settings: Omit<SendingSettings, 'finish' | 'cut'>,
  terminal: Terminal,
): Promise<RunResult> {
  const earlier = new Set(releasedOf(ports.ledger));
  const { finish, cut, stopListening } = listenForInterrupts(
    (text) => {
      // A terminal has written ^C where the sentence begins.
      terminal.progress('');
      terminal.err(text);
    },
    () => releasedOf(ports.ledger).filter((key) => !earlier.has(key)).length,
  );
  const tally = { accepted: 0, failed: 0, deferred: 0, doubt: 0 };
  const outcomes = new Map<number, LetterResult>();
  let stop: Stop | null = null;
  let broken: RunResult['broken'] = null;
  let strayReply: string | null = null;
  optimiseSoon();
  try {
    for await (const event of way(letters, ports, { ...settings, finish, cut })) {
      if (event.kind === 'outcome') {
        const earlier = outcomes.get(event.letter.line)?.outcome;
        if (earlier !== undefined) tally[earlier] -= 1;
        tally[event.outcome] += 1;
        outcomes.set(event.letter.line, {
          key: event.letter.key,
          clp: event.letter.clp,
          email: event.letter.email,
          outcome: event.outcome,
          reply: reasonText(event.end),
          isAnswered: event.end.reply !== null,
        });
      }
      if (event.kind === 'stray-reply') strayReply ??= event.said;
      if (event.kind === 'end') stop = event.stop;
      const text = eventText(event, terminal.errStyle);
      if (text !== '') terminal.err(text);
      const waiting =
        event.kind === 'waiting' && event.milliseconds > 5_000 ? `, next in ${durationText(event.milliseconds)}` : '';
      terminal.progress(`Sending ${outcomes.size}/${total}${waiting} … Ctrl-C stops; nothing is lost.`);
    }
  } catch (error) {
    if (error instanceof ListChanged) stop = stopBecause('list-changed', error.message);
    // What went out must be told all the same.
    else if (outcomes.size > 0) broken = { error };
    else throw error;
  } finally {
    stopListening();
  }
  return { tally, outcomes, stop, broken, strayReply };
}

function releasedOf({ state }: Ledger): readonly string[] {
  return [...state.letters.values()].filter(({ standing }) => standing === 'released').map(({ key }) => key);
}

import { optimiseSoon } from '../../io/optimise-soon.js';
import { reasonText } from '../../report/ledger-text.js';
import { eventText, type SendingTally } from '../../report/sending-text.js';
import type { execute, SendingPorts } from '../../sending/delivery/execute.js';
import type { Ledger, OutgoingLetter } from '../../sending/delivery/ports.js';
import type { SendingEvent } from '../../sending/delivery/sending-event.js';
import type { SendingSettings } from '../../sending/delivery/sending-settings.js';
import type { OutcomeKind } from '../../sending/ledger/ledger-event.js';
import { stopBecause, type Stop } from '../../sending/delivery/stop.js';
import { listenForInterrupts } from './interrupts.js';
import { ListChanged } from './outgoing-letters.js';
import { followSending } from './sending-progress.js';
import type { Terminal } from '../reporting/terminal.js';

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
  /**
   * What nobody foresaw, where the run broke off after something had become of letters; null where
   * it did not.
   */
  readonly broken: { readonly error: unknown } | null;
  /** What the server said without having been asked; null where it never did. */
  readonly strayReply: string | null;
}

/** What is to be carried out, and how. */
interface PlannedRun {
  readonly way: typeof execute;
  readonly letters: AsyncIterable<OutgoingLetter>;
  readonly total: number;
  readonly ports: SendingPorts;
  readonly settings: Omit<SendingSettings, 'finish' | 'cut'>;
  /** Whether each letter that meets trouble is told at once; left out: it is. */
  readonly isTold?: boolean;
}

/** Carries a plan out in one way or another, showing how far it has got. */
export async function runSending(
  { way, letters, total, ports, settings, isTold = true }: PlannedRun,
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
  const progress = followSending({ total, tally, ports, settings, finish }, terminal);
  let stop: Stop | null = null;
  let broken: RunResult['broken'] = null;
  let strayReply: string | null = null;
  optimiseSoon();
  try {
    for await (const event of way(letters, ports, { ...settings, finish, cut })) {
      if (event.kind === 'outcome') {
        const before = outcomes.get(event.letter.line)?.outcome;
        if (before !== undefined) tally[before] -= 1;
        tally[event.outcome] += 1;
        outcomes.set(event.letter.line, resultOf(event));
      }
      if (event.kind === 'stray-reply') strayReply ??= event.said;
      if (event.kind === 'end') stop = event.stop;
      const text = isTold ? eventText(event, terminal.errStyle) : '';
      if (text !== '') terminal.err(text);
      progress.hear(event);
    }
  } catch (error) {
    if (error instanceof ListChanged) stop = stopBecause('list-changed', error.message);
    // What went out must be told all the same.
    else if (outcomes.size > 0) broken = { error };
    else throw error;
  } finally {
    progress.end();
    stopListening();
  }
  return { tally, outcomes, stop, broken, strayReply };
}

function resultOf({ letter, outcome, end }: Extract<SendingEvent, { kind: 'outcome' }>): LetterResult {
  const { key, clp, email } = letter;
  return { key, clp, email, outcome, reply: reasonText(end), isAnswered: end.reply !== null };
}

function releasedOf({ state }: Ledger): readonly string[] {
  return [...state.letters.values()].filter(({ standing }) => standing === 'released').map(({ key }) => key);
}

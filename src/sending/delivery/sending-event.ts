import type { DialogueEnd } from './dialogue.js';
import type { OutcomeKind } from '../ledger/ledger-event.js';
import type { OutgoingLetter } from './ports.js';
import type { Stop } from './stop.js';

/** What a run tells while it goes on. */
export type SendingEvent =
  /**
   * Nothing happens for a while: because of the pace, or (`end` says why) before the letter is
   * tried again.
   */
  | {
      readonly kind: 'waiting';
      readonly for: 'pace' | 'retry';
      readonly letter: OutgoingLetter;
      readonly milliseconds: number;
      readonly end: DialogueEnd | null;
    }
  /** It is outside the days and hours in which letters may go out; it goes on at that moment. */
  | { readonly kind: 'out-of-hours'; readonly now: Date; readonly until: Date }
  /** The letter's outcome in this run, once, after it is on disk. `notBefore`: the earliest time for another attempt. */
  | {
      readonly kind: 'outcome';
      readonly letter: OutgoingLetter;
      readonly outcome: OutcomeKind;
      readonly end: DialogueEnd;
      readonly notBefore: Date | null;
    }
  /** The plan asked for a letter that the ledger forbids: it was accepted, is in doubt, or is in flight. It was not sent. */
  | { readonly kind: 'withheld'; readonly letter: OutgoingLetter }
  /** The list was gone through; its deferred letters wait until then. */
  | { readonly kind: 'round'; readonly letters: number; readonly until: Date }
  /** The server answered more often than it was asked: the connection was given up, but what it had said before may be about other letters. */
  | { readonly kind: 'stray-reply'; readonly said: string }
  /** Once, last. Null where the list was gone through to its end. */
  | { readonly kind: 'end'; readonly stop: Stop | null };

import type { DialogueEnd, ServerOffers } from './dialogue.js';
import type { LedgerEntry } from '../ledger/ledger-event.js';
import type { FirstAttempt, LedgerState } from '../ledger/ledger-state.js';

/** One letter that the plan wants sent. */
export interface OutgoingLetter {
  readonly key: string;
  readonly clp: string;
  /** Every CLP that it stands for; left out where that is the one. */
  readonly clps?: readonly string[];
  /** As the list spells it. */
  readonly email: string;
  readonly line: number;
  /** The envelope's sender: an address in its wire form. */
  readonly from: string;
  /** The envelope's one recipient: an address in its wire form. */
  readonly to: string;
  readonly needsSmtpUtf8: boolean;
  /** What `messageIdFor` gives; that of an earlier attempt goes before it. */
  readonly messageId: string;
  /** What it says, whenever it is sent: `letterDigest`. */
  readonly content: string;
  /** The day that it was written for, an ISO date. */
  readonly today: string;
  /** The bytes of the message, CRLF throughout. */
  readonly compose: (first: FirstAttempt) => Promise<Uint8Array>;
}

/** What goes over the wire for one letter. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly message: Uint8Array;
}

/** One connection to the mail server, opened when it is first needed and again whenever it was lost. */
export interface MailConnection {
  readonly isOpen: boolean;
  /** Connects, secures and logs in, unless that was done already. */
  ready(): Promise<{ readonly offers: ServerOffers } | { readonly end: DialogueEnd }>;
  /**
   * Hands over one message. `release` is called after 354 and before the first byte of the body; where it resolves to
   * false no byte goes out and the connection is given up. Never rejects for anything that a server does.
   */
  deliver(envelope: Envelope, release: () => Promise<boolean>): Promise<DialogueEnd>;
  /** Whether a letter has gone over it already: an idle connection may have been closed by the server meanwhile. */
  readonly used: boolean;
  /** The first thing that a server said without having been asked, over whichever line; null where it never did. */
  readonly strayReply: string | null;
  /** Says goodbye, if there is anybody to say it to. */
  close(): Promise<void>;
  /** Cuts the line at once; whatever is under way ends as `interrupted`. */
  abort(): void;
}

/** Why the ledger could not be written: the disk's own words. */
export interface LedgerFailure {
  readonly detail: string;
}

/** The ledger of one campaign, held by this process alone. */
export interface Ledger {
  /** Carried on by every entry that is on disk. */
  readonly state: LedgerState;
  /**
   * Null once the entry is on disk, and every entry that was asked for before it. Entries that are asked for in one turn of the
   * event loop may share a write. After the first failure every other append fails as well.
   */
  append(entry: LedgerEntry): Promise<LedgerFailure | null>;
}

/** Time, as far as sending needs it. */
export interface Clock {
  /** The time of day, for what is recorded. */
  now(): Date;
  /** Milliseconds since some moment before the run; no change of the time of day moves it. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or at once when the signal aborts; never rejects. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Resolves in the next turn of the event loop: first, what has arrived by now is served. */
  turn(): Promise<void>;
  /** A number from 0 to 1 (exclusive), to spread retries. */
  random(): number;
}

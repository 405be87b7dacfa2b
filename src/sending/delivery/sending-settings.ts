import type { Hours } from './hours.js';
import type { Pace } from './pace.js';

/** How a run sends its letters. */
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
  /** Whether no letter can go out where the server does not offer SMTPUTF8. */
  readonly senderNeedsSmtpUtf8: boolean;
  /** Aborts to finish the letters in flight and begin none. */
  readonly finish: AbortSignal;
  /** Aborts, after `finish`, to cut every connection at once: what was in flight is in doubt. */
  readonly cut: AbortSignal;
}

import { CAUSES, type CauseCode } from './causes/causes.js';

/**
 * Why a whole run ends before its list does. Everything not yet accepted, failed or in doubt can be
 * sent by the next run.
 */
export interface Stop {
  readonly reason: CauseCode;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** What the server or the machine said; "" where it said nothing. */
  readonly detail: string;
}

/** A stop in the words of the table of causes. `detail` is what the server or the machine said. */
export function stopBecause(reason: CauseCode, detail: string): Stop {
  const { sentence, hint } = CAUSES[reason];
  return { reason, message: sentence, hint, detail };
}

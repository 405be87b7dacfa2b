import type { Problem } from '../problem.js';
import { confirm } from './confirmation.js';
import { EXIT } from './exit-code.js';
import type { Outcome } from './report.js';
import type { Terminal } from './terminal.js';

export const NOTHING_SENT = 'Nothing was sent.';

/** Asks whether so many letters may go out. Null to go ahead. */
export async function confirmSending(count: number, isConfirmed: boolean, terminal: Terminal): Promise<Outcome | null> {
  if (count === 0 || isConfirmed) return null;
  const intention = {
    question: `Send ${count === 1 ? 'this letter' : `these ${count} letters`}? Type yes to send: `,
    unconfirmed: 'Nobody is here to confirm the sending.',
    hint: 'Run it at a terminal, or add --yes once you have looked at the preview.',
    ending: NOTHING_SENT,
  };
  return await confirm(intention, terminal);
}

/**
 * Asks whether to go on with a ledger that may not know everything; --yes does not answer this, because whoever wrote
 * the command did not know of it. Null to go ahead.
 * @param ending what the command says when it does nothing
 */
export async function confirmLedger(
  suspicion: Problem | null,
  ending: string,
  terminal: Terminal,
): Promise<Outcome | null> {
  if (suspicion === null) return null;
  if (!terminal.interactive) return { exitCode: EXIT.usage, problems: [{ ...suspicion, severity: 'error' }], ending };
  terminal.err(`${terminal.errStyle.warning(suspicion.message)}\n${suspicion.hint}\n`);
  const answer = await terminal.ask('Go on as if nothing else had been sent? Type "go on", or press Enter to stop: ');
  return answer?.trim().toLowerCase() === 'go on' ? null : { exitCode: EXIT.interrupted, problems: [], ending };
}

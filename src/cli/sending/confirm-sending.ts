import type { LedgerFile } from '../../io/ledger/ledger-file.js';
import type { Problem } from '../../problem.js';
import { counted } from '../../report/lines/problem-text.js';
import { renamedCampaign } from '../../sending/ledger/renamed-campaign.js';
import { confirm } from '../opening/confirmation.js';
import { EXIT } from '../reporting/exit-code.js';
import { begunWithOther } from '../opening/memory-problems.js';
import type { Outcome } from '../reporting/report.js';
import type { Session } from '../opening/session.js';
import type { SettledDoubts } from './settle-doubts.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

export const NOTHING_SENT = 'Nothing was sent.';

/**
 * Asks whether so many letters may go out, and whether what is said of doubts may be recorded. Null to go ahead.
 * @param settled null where no doubts are to be settled
 */
export async function confirmSending(
  count: number,
  settled: SettledDoubts | null,
  isConfirmed: boolean,
  terminal: Terminal,
): Promise<Outcome | null> {
  const recording = recordingText(settled, count);
  if ((count === 0 && recording === '') || isConfirmed) return null;
  const sending = count === 0 ? '' : `send ${count === 1 ? 'this letter' : `these ${count} letters`}`;
  const what = [sending, recording].filter((part) => part !== '').join(', and ');
  const intention = {
    question: `${what.charAt(0).toUpperCase()}${what.slice(1)}? Type yes to ${count === 0 ? 'record' : 'send'}: `,
    unconfirmed: `Nobody is here to confirm the ${count === 0 ? 'recording' : 'sending'}.`,
    hint: 'Run it at a terminal, or add --yes once you have looked at the preview.',
    ending: NOTHING_SENT,
  };
  return await confirm(intention, terminal);
}

/** What is recorded of doubts besides the letters that go out; "" for nothing. */
function recordingText(settled: SettledDoubts | null, letters: number): string {
  const doubts = settled?.keys.size ?? 0;
  if (settled === null || doubts === 0) return '';
  if (settled.decision === 'sent') return `record ${counted(doubts, 'doubt')} as sent`;
  // Those of another list, or beyond --limit: they go out with a later run.
  return letters === 0 ? `record that ${counted(doubts, 'doubt')} may be sent again` : '';
}

/** What a command knows of the campaign's ledger that it is about to go by. */
type KnownLedger = Pick<LedgerFile, 'suspicion' | 'state' | 'elsewhere'>;

/** Why the ledger may not know everybody who was written to. */
export function suspicionsOf(
  { suspicion, state, elsewhere }: KnownLedger,
  { campaign, campaignFile, ledgerPath }: Session,
  terminal: Terminal,
): readonly Problem[] {
  const shown = shownPath(ledgerPath, terminal.folder);
  const ofIt = suspicion ?? renamedCampaign(state, campaign, { file: campaignFile, line: null, column: null });
  return [...(ofIt === null ? [] : [ofIt]), ...elsewhere.others.map((other) => begunWithOther(other, shown))];
}

/** How a person says beforehand that the ledger may be gone by. */
export interface LedgerTrust {
  readonly trustLedger?: boolean;
}

/**
 * Asks whether to go on with a ledger that may not know everything; --yes does not answer this, because whoever wrote
 * the command did not know of it. Null to go ahead.
 * @param ending what the command says when it does nothing
 */
export async function confirmLedger(
  suspicions: readonly Problem[],
  ending: string,
  { trustLedger }: LedgerTrust,
  terminal: Terminal,
): Promise<Outcome | null> {
  if (suspicions.length === 0 || trustLedger === true) return null;
  if (!terminal.interactive) {
    return { exitCode: EXIT.usage, problems: suspicions.map((found) => ({ ...found, severity: 'error' })), ending };
  }
  for (const { message, hint } of suspicions) terminal.err(`${terminal.errStyle.warning(message)}\n${hint}\n`);
  const answer = await terminal.ask('Go on as if nothing else had been sent? Type "go on", or press Enter to stop: ');
  return answer?.trim().toLowerCase() === 'go on' ? null : { exitCode: EXIT.interrupted, problems: [], ending };
}

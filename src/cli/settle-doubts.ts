import type { LedgerFile } from '../io/ledger/ledger-file.js';
import { doubtText } from '../report/ledger-text.js';
import type { LedgerFailure } from '../sending/delivery/ports.js';
import { doubts, resolveDoubt } from '../sending/ledger/due.js';
import type { LedgerState } from '../sending/ledger/ledger-state.js';
import { plannedRows } from '../sending/plan/make-plan.js';
import { isYes } from './confirmation.js';
import { viewOf } from './ledger-view.js';
import type { LedgerAnswers, Planned } from './planning.js';
import type { Terminal } from './terminal.js';

export type DoubtDecision = 'sent' | 'resend';

/** The keys of doubts, and what a person says of them. */
export interface SettledDoubts {
  readonly decision: DoubtDecision;
  readonly keys: ReadonlySet<string>;
}

const QUESTIONS: Readonly<Record<DoubtDecision, string>> = {
  sent: 'Record it as sent? Type yes, or press Enter to leave it in doubt: ',
  resend: 'Send it once more, though it may have arrived? Type yes, or press Enter to leave it in doubt: ',
};

/** The keys of the letters for which rows of a plan are held: those in doubt are among them. */
export async function heldKeys({ inputs, plan }: Planned): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for await (const { action, key } of plannedRows(inputs, plan)) if (action === 'hold' && key !== null) keys.add(key);
  return keys;
}

/**
 * The keys of the doubts about a campaign's mailing that are to be settled. At a terminal each is shown with what is known of it, and
 * asked about; `isConfirmed`, or nobody to ask, means all of them.
 * @param among the keys of those that --only chooses; null without it
 */
export async function chooseDoubts(
  { state }: LedgerFile,
  { campaign, mailing }: { readonly campaign: string; readonly mailing: string },
  among: ReadonlySet<string> | null,
  decision: DoubtDecision,
  isConfirmed: boolean,
  terminal: Terminal,
): Promise<ReadonlySet<string>> {
  const open = doubts(state).filter(
    (record) => record.campaign === campaign && record.mailing === mailing && (among === null || among.has(record.key)),
  );
  if (isConfirmed || !terminal.interactive) return new Set(open.map(({ key }) => key));
  const chosen = new Set<string>();
  for (const [index, record] of open.entries()) {
    terminal.err(`\nDoubt ${index + 1} of ${open.length}\n${doubtText(record, terminal.errStyle)}`);
    const answer = await terminal.ask(QUESTIONS[decision]);
    if (answer === null) break;
    if (isYes(answer)) chosen.add(record.key);
  }
  return chosen;
}

/** Records what was decided; tells why where the ledger cannot take it. */
export async function settleDoubts(
  ledger: LedgerFile,
  { keys, decision }: SettledDoubts,
): Promise<LedgerFailure | null> {
  for (const key of keys) {
    const entry = resolveDoubt(ledger.state, key, decision);
    const failure = entry === null ? null : await ledger.append(entry);
    if (failure !== null) return failure;
  }
  return null;
}

/** What the ledger says, and a person of doubts. */
export function answersWith(state: LedgerState, settled: SettledDoubts | null, now: Date): LedgerAnswers {
  const view = viewOf(state, now);
  if (settled === null) return view;
  const decide: LedgerAnswers['decide'] = (key, action, head) => {
    const decision = view.decide(key, action, head);
    if (decision.action !== 'hold' || !settled.keys.has(key)) return decision;
    if (settled.decision === 'resend') return { action: 'send', again: false };
    return { action: 'skip', reason: 'sent, as you said' };
  };
  return { ...view, decide };
}

import type { LedgerFile } from '../../io/ledger/ledger-file.js';
import { foldClp } from '../../recipients/fold.js';
import { doubtText } from '../../report/ledger-text.js';
import type { LedgerFailure } from '../../sending/delivery/ports.js';
import { asSettled, doubts, resolveDoubt } from '../../sending/ledger/due.js';
import type { DoubtDecision } from '../../sending/ledger/ledger-event.js';
import type { LedgerState, LetterRecord } from '../../sending/ledger/ledger-state.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { isYes } from '../opening/confirmation.js';
import { viewOf } from '../opening/ledger-view.js';
import type { OpenList } from '../opening/open-list.js';
import { planSession, type LedgerAnswers, type Planned, type SelectionOptions } from '../opening/planning.js';
import type { Session } from '../opening/session.js';
import type { Terminal } from '../reporting/terminal.js';

/** The keys of doubts, and what a person says of them. */
export interface SettledDoubts {
  readonly decision: DoubtDecision;
  readonly keys: ReadonlySet<string>;
}

const QUESTIONS: Readonly<Record<DoubtDecision, string>> = {
  sent: 'Record it as sent? Type yes, or press Enter to leave it in doubt: ',
  resend: 'Send it once more, though it may have arrived? Type yes, or press Enter to leave it in doubt: ',
};

/**
 * The doubts about the session's mailing that --resolve-doubts settles, null where it was not
 * given; those that --only or --except leave out stay in doubt. At a terminal each is shown with
 * what is known of it, and asked about; --yes, or nobody to ask, means all of them. Where Ctrl-C,
 * or the end of the input, is the answer, 'interrupted'.
 */
export async function chooseDoubts(
  { session, list, ledger }: { readonly session: Session; readonly list: OpenList; readonly ledger: LedgerFile },
  options: SelectionOptions & { readonly resolveDoubts?: DoubtDecision; readonly yes?: boolean },
  terminal: Terminal,
): Promise<SettledDoubts | null | 'interrupted'> {
  const { resolveDoubts: decision, yes, only, except } = options;
  if (decision === undefined) return null;
  const { campaign, mailing } = session;
  const view = viewOf(ledger.state, terminal.now());
  const isAmong =
    only === undefined && except === undefined
      ? () => true
      : await doubtsOfHeldRows(await planSession(session, list, options, view));
  const open = doubts(ledger.state).filter(
    (record) => record.campaign === campaign.campaign && record.mailing === mailing.name && isAmong(record),
  );
  const isAsked = yes !== true && terminal.interactive;
  const keys = isAsked ? await askAbout(open, decision, terminal) : new Set(open.map(({ key }) => key));
  return keys === null ? 'interrupted' : { decision, keys };
}

/**
 * Tells the doubts that a plan's rows are held for, those that are chosen: the row's own letter, or
 * one for its CLP that is no row's own any more.
 */
async function doubtsOfHeldRows({ inputs, plan }: Planned): Promise<(record: LetterRecord) => boolean> {
  const held = { keys: new Set<string>(), clps: new Set<string>() };
  const own = new Set<string>();
  for await (const { action, key, recipient } of plannedRows(inputs, plan)) {
    if (key !== null) own.add(key);
    if (action !== 'hold') continue;
    if (key !== null) held.keys.add(key);
    if (recipient !== null) held.clps.add(foldClp(recipient.clp));
  }
  return ({ key, clps }) => held.keys.has(key) || (!own.has(key) && clps.some((clp) => held.clps.has(foldClp(clp))));
}

/** The keys of the doubts to which somebody says yes; null where somebody stops at one. */
async function askAbout(
  open: readonly LetterRecord[],
  decision: DoubtDecision,
  terminal: Terminal,
): Promise<ReadonlySet<string> | null> {
  const chosen = new Set<string>();
  for (const [index, record] of open.entries()) {
    terminal.err(`\nDoubt ${index + 1} of ${open.length}\n${doubtText(record, terminal.errStyle)}`);
    const answer = await terminal.ask(QUESTIONS[decision]);
    if (answer === null) return null;
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
  return viewOf(settled === null ? state : asSettled(state, settled.keys, settled.decision), now);
}

import { begunElsewhere, NOTHING_ELSEWHERE, type BegunElsewhere } from '../../io/ledger/begun-elsewhere.js';
import { readLedger, type LedgerContents } from '../../io/ledger/ledger-read.js';
import { isFailedHeader } from '../../recipients/csv/own-list.js';
import { ledgerDecision } from '../../report/ledger-text.js';
import { dueAgain, dueNow, dueOnPaper } from '../../sending/ledger/due.js';
import type { MailingName } from '../../sending/ledger/begun-mailings.js';
import type { FirstAttempt, LedgerState } from '../../sending/ledger/ledger-state.js';
import { createEarlierLetters } from '../../sending/plan/history/earlier-letters.js';
import { createFollowedLetters } from '../../sending/plan/history/followed-letters.js';
import { createRelatedLetters } from '../../sending/plan/history/related-letters.js';
import { begunWithOther, memoryProblems } from './memory-problems.js';
import type { LedgerAnswers } from './planning.js';
import type { Session } from './session.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

/** What the ledger says, for a plan. */
export interface LedgerView extends LedgerAnswers {
  /** Null for a letter of which nothing was attempted. */
  readonly firstAttempt: (key: string) => FirstAttempt | null;
}

/**
 * What a command knows of a ledger that it only looks into; the problems tell what is known of
 * other ledgers too.
 */
export interface LedgerLook extends LedgerContents {
  readonly elsewhere: BegunElsewhere;
}

/** Looks into the campaign's ledger without locking it. */
export async function readLedgerView(session: Session, terminal: Terminal): Promise<LedgerView & LedgerLook> {
  const mailing = { campaign: session.campaign.campaign, mailing: session.mailing.name };
  const look = await lookIntoLedger(session.ledgerPath, mailing, terminal);
  return { ...viewOf(look.state, terminal.now()), ...look };
}

/** @param mailing what else is remembered of it is looked for; null where nobody asks */
export async function lookIntoLedger(
  path: string,
  mailing: MailingName | null,
  { memories, folder }: Terminal,
): Promise<LedgerLook> {
  const shown = shownPath(path, folder);
  const contents = await readLedger(path, shown, memories);
  if (memories === null || mailing === null) return { ...contents, elsewhere: NOTHING_ELSEWHERE };
  const elsewhere = await begunElsewhere(memories, { ...contents, path }, mailing);
  const ofOthers = elsewhere.others.map((other) => begunWithOther(other, shown));
  return { ...contents, elsewhere, problems: [...contents.problems, ...ofOthers, ...memoryProblems(elsewhere, shown)] };
}

/** The view of a ledger's state at this moment: what a run adds to it does not change the plan that the run carries out. */
export function viewOf(state: LedgerState, now: Date): LedgerView {
  const frozen: LedgerState = { letters: new Map(state.letters), recentAttempts: state.recentAttempts, seq: state.seq };
  return {
    decide: (key, action, head) => {
      if (action === 'print') return ledgerDecision(dueOnPaper(frozen, key, now));
      // Whoever sends the list of failed letters wants them tried again.
      const isOfFailed = isFailedHeader(head.columns.map(({ header }) => header));
      return ledgerDecision((isOfFailed ? dueAgain : dueNow)(frozen, key, now));
    },
    related: (campaign, mailing, onePer) => createRelatedLetters(frozen, campaign, mailing, onePer),
    earlier: (campaign, mailing) => createEarlierLetters(frozen, campaign, mailing),
    followed: (campaign, { name, follows }) =>
      follows === null ? null : createFollowedLetters(frozen, { campaign, mailing: name, follows }),
    firstAttempt: (key) => frozen.letters.get(key) ?? null,
  };
}

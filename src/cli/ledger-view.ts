import { readLedger, type LedgerContents } from '../io/ledger/ledger-read.js';
import { isFailedHeader } from '../recipients/own-list.js';
import { ledgerDecision } from '../report/ledger-text.js';
import { dueAgain, dueNow, dueOnPaper } from '../sending/ledger/due.js';
import type { FirstAttempt, LedgerState } from '../sending/ledger/ledger-state.js';
import { createEarlierLetters } from '../sending/plan/earlier-letters.js';
import { createRelatedLetters } from '../sending/plan/related-letters.js';
import type { LedgerAnswers } from './planning.js';
import type { Session } from './session.js';
import { shownPath } from './shown-path.js';
import type { Terminal } from './terminal.js';

/** What the ledger says, for a plan. */
export interface LedgerView extends LedgerAnswers {
  /** Null for a letter of which nothing was attempted. */
  readonly firstAttempt: (key: string) => FirstAttempt | null;
}

/** Looks into the ledger without locking it. */
export async function readLedgerView(
  session: Session,
  terminal: Terminal,
): Promise<LedgerView & Pick<LedgerContents, 'state' | 'suspicion' | 'problems'>> {
  const { state, suspicion, problems } = await readLedger(
    session.ledgerPath,
    shownPath(session.ledgerPath, terminal.folder),
    terminal.memories,
  );
  return { ...viewOf(state, terminal.now()), state, suspicion, problems };
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
    firstAttempt: (key) => frozen.letters.get(key) ?? null,
  };
}

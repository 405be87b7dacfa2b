import { join } from 'node:path';
import { makeTemporaryFolder } from '../io/files/temporary-folder.js';
import { openLedger, type LedgerFile } from '../io/ledger/ledger-file.js';
import type { Problem } from '../problem.js';
import { memoryProblems, notRemembered } from './memory-problems.js';
import type { Session } from './session.js';
import { shownPath } from './shown-path.js';
import type { Terminal } from './terminal.js';

export interface OpenedLedger {
  /** Null beside an error. */
  readonly ledger: LedgerFile | null;
  readonly problems: readonly Problem[];
}

/** Opens the campaign's ledger for writing. What is begun with it is remembered in the user's account, or it is told why not. */
export async function openSendingLedger(session: Session, terminal: Terminal): Promise<OpenedLedger> {
  const { memories } = terminal;
  const names = { campaign: session.campaign.campaign, mailing: session.mailing.name };
  const shown = shownPath(session.ledgerPath, terminal.folder);
  const mailing = memories === null ? null : { memories, ...names };
  const unremembered = await notRemembered(memories);
  const { ledger, problems } = await openLedger(session.ledgerPath, shown, mailing, terminal.now);
  if (ledger === null) return { ledger, problems };
  return { ledger, problems: [...problems, ...memoryProblems(ledger.elsewhere, shown), ...unremembered] };
}

/** Opens a ledger that is thrown away when it is closed, for a test or a rehearsal: it leaves nothing to be remembered. */
export async function openPassingLedger(terminal: Terminal): Promise<OpenedLedger> {
  const folder = makeTemporaryFolder('test');
  let isOpen = false;
  try {
    const path = join(folder.path, 'ledger.ndjson');
    const { ledger, problems } = await openLedger(path, 'ledger of the test', null, terminal.now);
    if (ledger === null) return { ledger, problems };
    isOpen = true;
    return { ledger: { ...ledger, close: () => ledger.close().finally(folder.remove) }, problems };
  } finally {
    if (!isOpen) folder.remove();
  }
}

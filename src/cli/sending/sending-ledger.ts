import { join } from 'node:path';
import { makeTemporaryFolder } from '../../io/files/temporary-folder.js';
import { openLedger, type LedgerFile } from '../../io/ledger/ledger-file.js';
import type { Problem } from '../../problem.js';
import { memoryProblems, notRemembered } from '../opening/memory-problems.js';
import type { Session } from '../opening/session.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

export interface OpenedLedger {
  /** Null beside an error. */
  readonly ledger: LedgerFile | null;
  readonly problems: readonly Problem[];
}

/**
 * Opens the campaign's ledger for writing. What is begun with it is remembered in the user's
 * account, or it is told why not.
 */
export async function openSendingLedger(session: Session, terminal: Terminal): Promise<OpenedLedger> {
  const { memories, now } = terminal;
  const mailing = { campaign: session.campaign.campaign, mailing: session.mailing.name };
  const shown = shownPath(session.ledgerPath, terminal.folder);
  const unremembered = await notRemembered(memories);
  const { ledger, problems } = await openLedger({
    path: session.ledgerPath,
    file: shown,
    memories,
    mailing,
    now,
  });
  if (ledger === null) return { ledger, problems };
  return { ledger, problems: [...problems, ...memoryProblems(ledger.elsewhere, shown), ...unremembered] };
}

/**
 * Opens a ledger that is thrown away when it is closed, for a test or a rehearsal: it leaves
 * nothing to be remembered.
 */
export async function openPassingLedger(terminal: Terminal): Promise<OpenedLedger> {
  const folder = makeTemporaryFolder('test');
  let isOpen = false;
  try {
    const path = join(folder.path, 'ledger.ndjson');
    const { memories, now } = terminal;
    const { ledger, problems } = await openLedger({
      path,
      file: 'ledger of the test',
      memories,
      mailing: null,
      now,
    });
    if (ledger === null) return { ledger, problems };
    isOpen = true;
    return { ledger: { ...ledger, close: () => ledger.close().finally(folder.remove) }, problems };
  } finally {
    if (!isOpen) folder.remove();
  }
}

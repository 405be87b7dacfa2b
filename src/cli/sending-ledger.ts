import { join } from 'node:path';
import { makeTemporaryFolder } from '../io/files/temporary-folder.js';
import { openLedger, type LedgerFile } from '../io/ledger/ledger-file.js';
import type { Problem } from '../problem.js';
import type { Session } from './session.js';
import { shownPath } from './shown-path.js';
import type { Terminal } from './terminal.js';

/** Opens the campaign's ledger for writing; for a test, one that is thrown away when it is closed. */
export async function openSendingLedger(
  session: Session,
  isTest: boolean,
  terminal: Terminal,
): Promise<{ readonly ledger: LedgerFile | null; readonly problems: readonly Problem[] }> {
  if (!isTest)
    return await openLedger(
      session.ledgerPath,
      shownPath(session.ledgerPath, terminal.folder),
      terminal.memories,
      terminal.now,
    );
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

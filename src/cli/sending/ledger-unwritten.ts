import { errorAt, type Problem } from '../../problem.js';
import type { Session } from '../opening/session.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

/** The ledger could not be written. `detail`: the disk's own words. */
export function ledgerUnwritten(detail: string, { ledgerPath }: Session, { folder }: Terminal): Problem {
  const message = `The ledger could not be written: ${detail}.`;
  const hint =
    'Make room on the disk, or make the file writable, and run the same command again: it goes on where it stopped.';
  return errorAt({ file: shownPath(ledgerPath, folder), line: null, column: null }, 'ledger-unwritten', message, hint);
}

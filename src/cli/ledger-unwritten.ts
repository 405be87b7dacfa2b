import { errorAt, type Problem } from '../problem.js';
import type { Session } from './session.js';

/** The ledger could not be written. `detail`: the disk's own words. */
export function ledgerUnwritten(detail: string, { ledgerPath }: Session): Problem {
  const message = `The ledger could not be written: ${detail}.`;
  const hint =
    'Make room on the disk, or make the file writable, and run the same command again: it goes on where it stopped.';
  return errorAt({ file: ledgerPath, line: null, column: null }, 'ledger-unwritten', message, hint);
}

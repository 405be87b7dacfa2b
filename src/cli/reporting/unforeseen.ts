import { errorAt, type Problem } from '../../problem.js';
import { fileProblem } from './file-problem.js';
import type { Terminal } from './terminal.js';

const NOWHERE = { file: 'nominate', line: null, column: null };
const FAULT_HINT = 'Run the same command with NOMINATE_DEBUG=1 set and report what it prints.';

/**
 * What is said of an error that nothing has caught: a file that cannot be used, or a fault of
 * nominate's own.
 */
export function unforeseenProblem(error: unknown, terminal: Terminal): Problem {
  return fileProblem(error, terminal) ?? fault(error, terminal);
}

/** Not the user's to mend: what happened is shown in full to somebody who asks for it. */
function fault(error: unknown, terminal: Terminal): Problem {
  const isDebugging = (terminal.environment['NOMINATE_DEBUG'] ?? '') !== '';
  if (isDebugging) terminal.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const message = `nominate has met a fault of its own: ${error instanceof Error ? error.message : String(error)}`;
  return errorAt(NOWHERE, 'fault', message, isDebugging ? 'Please report what stands above.' : FAULT_HINT);
}

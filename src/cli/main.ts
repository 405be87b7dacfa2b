import { CommanderError } from 'commander';
import { EXIT } from './exit-code.js';
import { errorAt, type Place, type Problem } from '../problem.js';
import { fileProblem, NOT_FINISHED } from './file-problem.js';
import { buildProgram } from './program.js';
import { report } from './report.js';
import { processTerminal, type Terminal } from './terminal.js';
import { WrongUsage } from './wrong-usage.js';

const NOWHERE: Place = { file: 'nominate', line: null, column: null };
const FAULT_HINT = 'Run the same command with NOMINATE_DEBUG=1 set and report what it prints.';

/** Runs nominate with its arguments and gives back the exit code. The only catch-all. */
export async function main(argv: readonly string[]): Promise<number> {
  const terminal = processTerminal();
  let exitCode: number = EXIT.done;
  const program = buildProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const asJson = argv.includes('--json');
    // Commander has already told its own errors to a person.
    if (error instanceof CommanderError && !asJson) return EXIT.usage;
    const command = argv.find((argument) => !argument.startsWith('-')) ?? 'nominate';
    if (error instanceof WrongUsage) {
      const outcome = { exitCode: EXIT.usage, problems: [error.problem] };
      return report(command, outcome, asJson ? 'json' : 'text', terminal);
    }
    const problem = usageProblem(error) ?? fileProblem(error, terminal) ?? fault(error, terminal);
    const outcome = { exitCode: EXIT.usage, problems: [problem], ending: NOT_FINISHED };
    return report(command, outcome, asJson ? 'json' : 'text', terminal);
  }
}

function usageProblem(error: unknown): Problem | null {
  if (!(error instanceof CommanderError)) return null;
  return errorAt(NOWHERE, 'usage', error.message, 'nominate --help tells what there is.');
}

/** Not the user's to mend: what happened is shown in full to somebody who asks for it. */
function fault(error: unknown, terminal: Terminal): Problem {
  const isDebugging = (terminal.environment['NOMINATE_DEBUG'] ?? '') !== '';
  if (isDebugging) terminal.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const message = `nominate has met a fault of its own: ${error instanceof Error ? error.message : String(error)}`;
  return errorAt(NOWHERE, 'fault', message, isDebugging ? 'Please report what stands above.' : FAULT_HINT);
}

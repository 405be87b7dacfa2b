import { CommanderError } from 'commander';
import { EXIT } from './exit-code.js';
import { errorAt } from '../problem.js';
import { buildProgram } from './program.js';
import { report } from './report.js';
import { processTerminal, type Terminal } from './terminal.js';

const FILE_HINT = 'Check that the file is there and that you may read and write it, and that the disk is not full.';
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
    // Commander has already told its own errors to a person.
    if (argv.includes('--json')) return asDocument(argv, error, terminal);
    return error instanceof CommanderError ? EXIT.usage : unexpected(error, terminal);
  }
}

/** A script that asked for a document gets one, whatever went wrong. */
function asDocument(argv: readonly string[], error: unknown, terminal: Terminal): number {
  const command = argv.find((argument) => !argument.startsWith('-')) ?? 'nominate';
  const place = { file: fileOf(error) ?? 'nominate', line: null, column: null };
  const message = error instanceof Error ? error.message : String(error);
  const problem =
    error instanceof CommanderError
      ? errorAt(place, 'usage', message, 'nominate --help tells what there is.')
      : isOfFiles(error)
        ? errorAt(place, 'file', message, FILE_HINT)
        : errorAt(place, 'fault', message, FAULT_HINT);
  return report(command, { exitCode: EXIT.usage, problems: [problem] }, 'json', terminal);
}

/** Whether the operating system refused something: a file, a folder, a socket. */
function isOfFiles(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

function fileOf(error: unknown): string | null {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null;
}

/** Errors of the file system are the user's to mend, and name their file; anything else is a fault of ours. */
function unexpected(error: unknown, terminal: Terminal): number {
  if (isOfFiles(error)) {
    terminal.err(`error: ${error.message}\n    ${FILE_HINT}\n`);
    return EXIT.usage;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const debugging = (terminal.environment['NOMINATE_DEBUG'] ?? '') !== '';
  terminal.err(`nominate has met a fault of its own: ${error instanceof Error ? error.message : String(error)}\n`);
  terminal.err(debugging ? `${trace}\n` : `    ${FAULT_HINT}\n`);
  return EXIT.usage;
}

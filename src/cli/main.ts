import { CommanderError } from 'commander';
import { EXIT } from './exit-code.js';
import { buildProgram } from './program.js';
import { processTerminal, type Terminal } from './terminal.js';

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
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    return unexpected(error, terminal);
  }
}

/** Errors of the file system are the user's to mend, and name their file; anything else is a fault of ours. */
function unexpected(error: unknown, terminal: Terminal): number {
  if (error instanceof Error && 'syscall' in error) {
    terminal.err(
      `error: ${error.message}\n    Check that the file is there and that you may read and write it, and that the disk is not full.\n`,
    );
    return EXIT.usage;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const debugging = (terminal.environment['NOMINATE_DEBUG'] ?? '') !== '';
  terminal.err(`nominate has met a fault of its own: ${error instanceof Error ? error.message : String(error)}\n`);
  terminal.err(
    debugging ? `${trace}\n` : '    Run the same command with NOMINATE_DEBUG=1 set and report what it prints.\n',
  );
  return EXIT.usage;
}

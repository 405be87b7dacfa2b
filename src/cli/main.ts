import { CommanderError } from 'commander';
import { EXIT } from './reporting/exit-code.js';
import { errorAt, type Place, type Problem } from '../problem.js';
import { fileProblem, NOT_FINISHED } from './reporting/file-problem.js';
import { buildProgram } from './program.js';
import { report } from './reporting/report.js';
import { processTerminal, type Terminal } from './reporting/terminal.js';
import { unforeseenProblem } from './reporting/unforeseen.js';
import { WrongUsage } from './arguments/wrong-usage.js';

const NOWHERE: Place = { file: 'nominate', line: null, column: null };

/** Runs nominate with its arguments and gives back the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // Where it is 0, Node.js takes any certificate, and a password or a token would go to a stranger.
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  const terminal = processTerminal();
  const exitCode = await run(argv, terminal);
  const failure = await terminal.outWritten();
  return failure === null ? exitCode : unwritten(failure, argv[0] === 'send', exitCode, terminal);
}

/** Results that nobody could read are no success, whatever was done. */
function unwritten(error: Error, isSending: boolean, exitCode: number, terminal: Terminal): number {
  const { message } = fileProblem(error, terminal) ?? { message: `${error.message}.` };
  terminal.err(`The results could not be written to standard output. ${message}\n`);
  if (isSending) terminal.err('What was sent is in the ledger: "nominate status" tells it.\n');
  if (exitCode !== EXIT.done) return exitCode;
  // Wrong usage would say that nothing was sent.
  return isSending ? EXIT.notAllAccepted : EXIT.usage;
}

/** The only catch-all. */
async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
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
    const problem = usageProblem(error) ?? unforeseenProblem(error, terminal);
    const outcome = { exitCode: EXIT.usage, problems: [problem], ending: NOT_FINISHED };
    return report(command, outcome, asJson ? 'json' : 'text', terminal);
  }
}

function usageProblem(error: unknown): Problem | null {
  if (!(error instanceof CommanderError)) return null;
  return errorAt(NOWHERE, 'usage', error.message, 'nominate --help tells what there is.');
}

import { createInterface, type Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { userDataFolder } from '../../io/files/user-data-folder.js';
import { memoryFolder } from '../../io/ledger/memory-folder.js';
import { standardOutput } from '../../io/standard-output.js';
import { withoutSteering } from '../../report/lines/steering.js';
import { wrapped } from '../../report/lines/wrapped.js';
import { PLAIN, type Style } from '../../report/lines/style.js';

/** Where a command is run: its folder, its streams, its clock. The only way from a command to the process. */
export interface Terminal {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Where the user's ledgers are remembered; null for a user without a home. */
  readonly memories: string | null;
  /**
   * Where the user's own data is kept, which belongs to no campaign; null for a user without a
   * home.
   */
  readonly dataFolder: string | null;
  /** Results for a program: written as they are. */
  readonly out: (text: string) => void;
  /** Results for a person, and help: in lines that fit the terminal, where there is one. */
  readonly tell: (text: string) => void;
  /** Once all results have been handed over: what kept some of them from that, or null. */
  readonly outWritten: () => Promise<Error | null>;
  /** Progress, prompts and problems; in such lines too. */
  readonly err: (text: string) => void;
  readonly outStyle: Style;
  readonly errStyle: Style;
  /** Whether somebody can be asked. */
  readonly interactive: boolean;
  /** Asks for one line; null where the input ended instead. */
  readonly ask: (question: string) => Promise<string | null>;
  /** The same, without showing what is typed. */
  readonly askSecret: (question: string) => Promise<string | null>;
  /** Whether `progress` shows anything: there is a terminal, and it can clear a line. */
  readonly showsProgress: boolean;
  /**
   * Shows how far a longer job has got, in one line; cleared by whatever is written next. Of
   * several texts, from the longest to the shortest, the first that fits is shown; the last one is
   * cut where it does not.
   */
  readonly progress: (...texts: readonly string[]) => void;
}

const COLOURED: Style = {
  strong: (text) => styleText('bold', text, { validateStream: false }),
  faint: (text) => styleText('dim', text, { validateStream: false }),
  error: (text) => styleText(['red', 'bold'], text, { validateStream: false }),
  warning: (text) => styleText(['yellow', 'bold'], text, { validateStream: false }),
  success: (text) => styleText(['green', 'bold'], text, { validateStream: false }),
};

const CLEAR_LINE = '\r\u001B[K';

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const output = standardOutput(stdout);
  // Nobody is left to be told.
  stderr.on('error', () => undefined);
  const colour = (stream: NodeJS.WriteStream): Style => {
    return stream.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb' ? COLOURED : PLAIN;
  };
  const showsProgress = stderr.isTTY && env['TERM'] !== 'dumb';
  let inProgress = false;
  const clearProgress = (): void => {
    if (inProgress) stderr.write(CLEAR_LINE);
    inProgress = false;
  };
  return {
    folder: process.cwd(),
    environment: env,
    now: () => new Date(),
    memories: memoryFolder(env, process.platform),
    dataFolder: userDataFolder(env, process.platform),
    out: (text) => {
      clearProgress();
      output.write(text);
    },
    tell: (text) => {
      clearProgress();
      output.write(fitted(text, stdout));
    },
    err: (text) => {
      clearProgress();
      stderr.write(fitted(text, stderr));
    },
    outWritten: output.written,
    outStyle: colour(stdout),
    errStyle: colour(stderr),
    interactive: stdin.isTTY && stderr.isTTY,
    async ask(question) {
      clearProgress();
      const text = fitted(question, stderr);
      const lastLine = text.lastIndexOf('\n') + 1;
      stderr.write(text.slice(0, lastLine));
      const answer = await askLine(createInterface({ input: stdin, output: stderr }), text.slice(lastLine));
      // Ctrl-C and Ctrl-D leave the cursor behind the question.
      if (answer === null) stderr.write('\n');
      return answer;
    },
    async askSecret(question) {
      clearProgress();
      const silence = new Writable({
        write: (_chunk, _encoding, done) => {
          done();
        },
      });
      // It takes the echo off the terminal, so it comes before the question, which somebody may answer at once.
      const prompt = createInterface({ input: stdin, output: silence, terminal: true });
      stderr.write(withoutSteering(question));
      const answer = await askLine(prompt, '');
      stderr.write('\n');
      return answer;
    },
    showsProgress,
    progress: (...texts) => {
      if (!showsProgress) return;
      // A line that goes on in the next one could not be cleared.
      const room = stderr.columns > 0 ? stderr.columns - 1 : Number.POSITIVE_INFINITY;
      const text = texts.find(({ length }) => length <= room) ?? texts.at(-1)?.slice(0, room) ?? '';
      stderr.write(`${CLEAR_LINE}${withoutSteering(text)}`);
      inProgress = true;
    },
  };
}

/** For a person: nothing steers the terminal, and lines fit it. One that does not tell its width has none. */
function fitted(words: string, stream: NodeJS.WriteStream): string {
  const text = withoutSteering(words);
  return stream.isTTY && stream.columns > 0 ? wrapped(text, stream.columns) : text;
}

async function askLine(prompt: Interface, question: string): Promise<string | null> {
  const ended = new Promise<null>((resolve) =>
    prompt.once('close', () => {
      resolve(null);
    }),
  );
  const answer = await Promise.race([prompt.question(question), ended]);
  prompt.close();
  return answer;
}

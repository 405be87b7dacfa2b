import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { stateOf } from './home-of-test.js';

const NOMINATE = fileURLToPath(new URL('../../bin/nominate.js', import.meta.url));

/** What stood on the terminal, its answers included, and the exit code. */
export interface TerminalEnded {
  readonly code: number | null;
  readonly screen: string;
  /** The screen with its control sequences and carriage returns. */
  readonly raw: string;
}

/** What somebody types: the answer to the next question, without its newline, or a key once something stands on the screen. */
type Typed = string | { readonly after: string; readonly key: string };

/**
 * Runs nominate at a real terminal (a pseudo-terminal of the system's), where somebody answers each
 * question with the next of `answers`. A question is whatever stands on the screen ending in ": ".
 * @param columns how wide the terminal is; by default it does not tell
 */
export async function nominateAtTerminal(
  folder: string,
  args: readonly string[],
  answers: readonly Typed[],
  environment: Readonly<Record<string, string>> = {},
  columns = 0,
): Promise<TerminalEnded> {
  const nominate = [process.execPath, NOMINATE, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('/bin/sh', ['-c', `stty cols ${columns} && exec ${nominate}`], {
    cwd: folder,
    name: environment['TERM'] ?? 'xterm',
    env: {
      PATH: process.env['PATH'],
      TZ: 'Europe/London',
      NO_COLOR: '1',
      ...stateOf(folder, environment),
      ...environment,
    },
  });
  const left = [...answers];
  let screen = '';
  let answered = 0;
  child.onData((text) => {
    screen += text;
    const asked = screen.slice(answered).replaceAll(ESCAPES, '');
    const [next] = left;
    if (typeof next === 'object' ? !asked.includes(next.after) : !asked.endsWith(': ')) return;
    answered = screen.length;
    left.shift();
    if (next === undefined) child.kill('SIGKILL');
    else child.write(typeof next === 'object' ? next.key : `${next}\r`);
  });
  return await new Promise((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      const code = signal === undefined || signal === 0 ? exitCode : null;
      resolve({ code, screen: screen.replaceAll(ESCAPES, '').replaceAll('\r\n', '\n'), raw: screen });
    });
  });
}

/** Control sequences (ECMA-48 §5.4). */
const ESCAPES = /\u001B\[[0-9;?]*[A-Za-z]/gu;

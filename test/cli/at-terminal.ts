import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
 * Runs nominate at a real terminal (a pseudo-terminal of util-linux's `script`), where somebody answers each question
 * with the next of `answers`. A question is whatever stands on the screen ending in ": ".
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
  const command = columns === 0 ? nominate : `stty cols ${columns}; ${nominate}`;
  const child = spawn('/usr/bin/script', ['-qec', command, join(folder, 'typescript')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], TZ: 'Europe/London', TERM: 'xterm', NO_COLOR: '1', ...environment },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const left = [...answers];
  let screen = '';
  let answered = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    const asked = screen.slice(answered).replaceAll(ESCAPES, '');
    const [next] = left;
    if (typeof next === 'object' ? !asked.includes(next.after) : !asked.endsWith(': ')) return;
    answered = screen.length;
    left.shift();
    if (next === undefined) child.kill('SIGKILL');
    else child.stdin.write(typeof next === 'object' ? next.key : `${next}\r`);
  });
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, screen: screen.replaceAll(ESCAPES, '').replaceAll('\r\n', '\n'), raw: screen });
    });
  });
}

/** Control sequences (ECMA-48 §5.4). */
const ESCAPES = /\u001B\[[0-9;?]*[A-Za-z]/gu;

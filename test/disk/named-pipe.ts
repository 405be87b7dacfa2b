import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { need, type Tool } from '../tools/left-out.js';

const MKFIFO: Tool = {
  name: 'mkfifo',
  howToGet: 'apt-get install coreutils',
  isThere: existsSync('/usr/bin/mkfifo'),
};

/**
 * Puts a named pipe, into which nobody writes, in the place of whatever stands there; only its
 * owner may read it.
 */
export function putPipe(path: string): void {
  need(MKFIFO);
  rmSync(path, { force: true });
  execFileSync('/usr/bin/mkfifo', ['-m', '600', path]);
}

import { hash, randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFileError } from './file-error.js';

/** A folder for the time of a run, for its owner only. */
export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => void;
}

/**
 * `nominate-rehearsal-…`: what it is for, the computer that made it, the process, and what nobody
 * can foresee.
 */
const NAME = /^nominate-(?:rehearsal|test)-(?<computer>[0-9a-f]{8})-(?<process>\d{1,10})-[0-9a-f]{12}$/u;

/**
 * Makes a folder where programs keep such things, and removes those that a killed run has left
 * there.
 */
export function makeTemporaryFolder(purpose: 'rehearsal' | 'test', above: string = tmpdir()): TemporaryFolder {
  removeLeftovers(above);
  const unforeseen = randomBytes(6).toString('hex');
  const path = join(above, `nominate-${purpose}-${thisComputer()}-${process.pid}-${unforeseen}`);
  // Fails where anything stands, a link too.
  mkdirSync(path, { mode: 0o700 });
  return {
    path,
    remove: () => {
      rmSync(path, GONE);
    },
  };
}

/** Links in it are removed themselves, and not followed. */
const GONE = { recursive: true, force: true } as const;

/** What cannot be removed stays: another run may be at it, and this one needs none of it. */
function removeLeftovers(above: string): void {
  try {
    for (const name of readdirSync(above)) if (isLeftover(name, join(above, name))) rmSync(join(above, name), GONE);
  } catch {
    return;
  }
}

/**
 * Whether a folder is this user's, and was left there by a process of this computer that is dead.
 */
function isLeftover(name: string, path: string): boolean {
  const { computer, process: maker } = NAME.exec(name)?.groups ?? {};
  if (maker === undefined || computer !== thisComputer() || isAlive(Number(maker))) return false;
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid());
}

/** Containers may share a folder, and count their processes each for itself. */
function thisComputer(): string {
  return hash('sha256', hostname()).slice(0, 8);
}

function isAlive(maker: number): boolean {
  try {
    return process.kill(maker, 0);
  } catch (error) {
    // One that may not be signalled is there all the same.
    return !(isFileError(error) && error.code === 'ESRCH');
  }
}

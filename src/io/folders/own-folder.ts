import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { failAt } from '../files/file-error.js';
import { readIfThere } from '../files/read-if-there.js';

/** A file that nominate did not write stands where it wants to write. */
export class ForeignFile extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} was not written by nominate`);
    this.path = path;
  }
}

/** A folder in which nominate replaces what it wrote before and touches nothing else. Every method writes at once. */
export interface OwnFolder {
  /** @throws ForeignFile */
  readonly write: (name: string, content: Uint8Array | string) => void;
  /** Adds to one of the growing files. */
  readonly append: (name: string, text: string) => void;
  /** Puts the growing files in place and removes what an earlier writing left behind. */
  readonly finish: () => void;
}

/** The names written by somebody who did not finish, a line each: they are nominate's, though no manifest has them. */
const UNFINISHED = '.unfinished';
const OWNER_ONLY = { mode: 0o700, recursive: true } as const;

/**
 * Opens a folder for writing; it is made where it is not there, for its owner only.
 * @param before the names that an earlier, finished writing left in it
 * @param growing the names of files that grow while the others are written, and replace the earlier ones at the end
 * @throws ForeignFile, or the file system's error where the folder cannot be made.
 */
export function openOwnFolder(folder: string, before: readonly string[], growing: readonly string[]): OwnFolder {
  mkdirSync(folder, OWNER_ONLY);
  const unfinished = join(folder, UNFINISHED);
  const leftBehind = (readIfThere(unfinished)?.toString() ?? '').split('\n').filter((name) => name !== '');
  const own = new Set([...before, ...leftBehind].filter(staysInside));
  const stale = new Set(own);
  /** The name is recorded before the file is there, so that an interrupted writing leaves nothing that is nobody's. */
  const claim = (name: string): void => {
    if (!own.has(name) && existsSync(join(folder, name))) throw new ForeignFile(join(folder, name));
    if (!own.has(name))
      naming(unfinished, () => {
        appendFileSync(unfinished, `${name}\n`);
      });
    stale.delete(name);
  };
  for (const name of growing) claim(name);
  const open = new Map(growing.map((name) => [name, openSync(join(folder, `${name}.new`), 'w', 0o600)]));
  return {
    write(name, content) {
      claim(name);
      mkdirSync(dirname(join(folder, name)), OWNER_ONLY);
      const path = join(folder, name);
      naming(path, () => {
        writeFileSync(path, content, { mode: 0o600 });
      });
    },
    append(name, text) {
      const file = open.get(name);
      if (file === undefined) throw new TypeError(`${name} is not one of the growing files.`);
      naming(join(folder, name), () => {
        writeSync(file, text);
      });
    },
    finish() {
      for (const [name, file] of open) {
        closeSync(file);
        renameSync(join(folder, `${name}.new`), join(folder, name));
      }
      for (const name of stale) rmSync(join(folder, name), { force: true });
      rmSync(unfinished, { force: true });
    },
  };
}

/** A list of names that somebody has edited must not make nominate replace or remove a file elsewhere. */
function staysInside(name: string): boolean {
  return !isAbsolute(name) && !name.split(/[\\/]/u).includes('..');
}

function naming(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    failAt(path)(error);
  }
}

/** The value in a JSON file; null where there is no such file, or no JSON in it. */
export function readJsonIfThere(path: string): unknown {
  const content = readIfThere(path);
  if (content === null) return null;
  try {
    return JSON.parse(content.toString());
  } catch {
    return null;
  }
}

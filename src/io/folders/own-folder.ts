import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { atPath } from '../files/file-error.js';
import { WrongKind } from '../files/file-kind.js';
import { readIfThere } from '../files/read-if-there.js';
import { openRealFolder, type RealFolder } from './real-folder.js';

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
  /** @throws ForeignFile, WrongKind */
  readonly write: (name: string, content: Uint8Array | string) => void;
  /** Adds to one of the growing files. */
  readonly append: (name: string, text: string) => void;
  /** Puts the growing files in place and removes what an earlier writing left behind. */
  readonly finish: () => void;
}

/**
 * What is written into a folder. Names are paths in it, with forward slashes, one folder deep at
 * most.
 */
interface Writing {
  /** The folders in it. */
  readonly folders: readonly string[];
  /**
   * The names that an earlier, finished writing left in it. Whoever wrote that down, what lies
   * elsewhere is passed over.
   */
  readonly before: readonly string[];
  /** The files that grow while the others are written, and replace the earlier ones at the end. */
  readonly growing: readonly string[];
}

/** The names written by somebody who did not finish, a line each: they are nominate's, though no manifest has them. */
const UNFINISHED = '.unfinished';

/**
 * Opens a folder for writing; it is made where it is not there, for its owner only. It may have
 * come from anybody, so every file is written under a new name and then put in its place, in
 * folders that are no links (`real-folder.ts`).
 * @throws ForeignFile, WrongKind, or the file system's error where the folder cannot be made.
 */
export function openOwnFolder(path: string, { folders, before, growing }: Writing): OwnFolder {
  const folder = openRealFolder(path, folders);
  const log = openLog(folder);
  const names = knowNames(folder, [...before, ...log.before], log.add);
  const onFile = <Result>(name: string, act: () => Result): Result => atPath(join(path, name), act);
  for (const name of growing) names.claim(name);
  const open = new Map(
    growing.map((name) => {
      const unfinished = log.nameBeside(name);
      return [name, { unfinished, file: onFile(name, () => folder.create(unfinished)) }];
    }),
  );
  return {
    write(name, content) {
      names.claim(name);
      const unfinished = log.sharedNameBeside(name);
      onFile(name, () => {
        const file = folder.create(unfinished);
        file.append(content);
        file.close();
        folder.rename(unfinished, name);
      });
    },
    append(name, text) {
      const growth = open.get(name);
      if (growth === undefined) throw new TypeError(`${name} is not one of the growing files.`);
      onFile(name, () => {
        growth.file.append(text);
      });
    },
    finish() {
      for (const [name, { unfinished, file }] of open) {
        file.close();
        folder.rename(unfinished, name);
      }
      for (const name of names.stale()) folder.remove(name);
      log.remove();
      folder.close();
    },
  };
}

/** Which names are nominate's own in a folder. */
interface Names {
  /** Takes a name for a file. @throws ForeignFile, WrongKind */
  readonly claim: (name: string) => void;
  /** Those of an earlier writing that this one has not taken. */
  readonly stale: () => readonly string[];
}

/**
 * @param record told of a name before its file is there, so that an interrupted writing leaves
 * nothing that is nobody's
 */
function knowNames(folder: RealFolder, before: readonly string[], record: (name: string) => void): Names {
  const own = new Map(before.filter(folder.holds).map((name) => [name, foldCase(name)]));
  const spelt = new Map([...own].map(([name, folded]) => [folded, name]));
  const claimed = new Map<string, string>();
  const isSame = (name: string, other: string | undefined): boolean =>
    other !== undefined && folder.isSame(name, other);
  return {
    claim(name) {
      const standing = folder.kindOf(name);
      if (standing !== null && standing !== 'file') throw new WrongKind(join(folder.path, name), standing, 'file');
      const isOwn = own.has(name) || isSame(name, spelt.get(foldCase(name)));
      if (standing !== null && !isOwn) throw new ForeignFile(join(folder.path, name));
      if (!own.has(name)) record(name);
      claimed.set(foldCase(name), name);
    },
    stale: () => [...own].flatMap(([name, folded]) => (isSame(name, claimed.get(folded)) ? [] : [name])),
  };
}

/** On some disks names that differ only so are one file. */
function foldCase(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** The list of names in `.unfinished`, while it is written. */
interface Log {
  /** What somebody who did not finish wrote down. */
  readonly before: readonly string[];
  readonly add: (name: string) => void;
  /** A new name, in the folder of another one, that nobody can foresee. Recorded. */
  readonly nameBeside: (name: string) => string;
  /** The same, one for all files of a folder, which are written in turn. */
  readonly sharedNameBeside: (name: string) => string;
  readonly remove: () => void;
}

function openLog(folder: RealFolder): Log {
  const path = join(folder.path, UNFINISHED);
  const standing = folder.kindOf(UNFINISHED);
  if (standing !== null && standing !== 'file') throw new WrongKind(path, standing, 'file');
  const before = (readIfThere(path)?.toString() ?? '').split('\n').filter(folder.holds);
  const fresh = `${UNFINISHED}.new`;
  folder.remove(fresh);
  const file = atPath(path, () => folder.create(fresh));
  const add = (name: string): void => {
    atPath(path, () => {
      file.append(`${name}\n`);
    });
  };
  for (const name of before) add(name);
  folder.rename(fresh, UNFINISHED);
  const shared = new Map<string, string>();
  const nameBeside = (name: string): string => {
    const unfinished = `${folderOf(name)}.${randomBytes(6).toString('hex')}.new`;
    add(unfinished);
    return unfinished;
  };
  return {
    before,
    add,
    nameBeside,
    sharedNameBeside(name) {
      const unfinished = shared.get(folderOf(name)) ?? nameBeside(name);
      shared.set(folderOf(name), unfinished);
      return unfinished;
    },
    remove() {
      file.close();
      folder.remove(UNFINISHED);
    },
  };
}

/** "" or `letters/`. */
function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1);
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

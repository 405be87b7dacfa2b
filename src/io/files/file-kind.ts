import { lstatSync, type BigIntStats, type Stats } from 'node:fs';

/** What stands at a path; `other`: a pipe, a socket or a device. */
export type FileKind = 'file' | 'folder' | 'link' | 'other';

/**
 * Something stands at a path that is not what is needed there; `found` is null where it went away
 * meanwhile.
 */
export class WrongKind extends Error {
  readonly path: string;
  readonly found: FileKind | null;
  readonly needed: 'file' | 'folder';

  constructor(path: string, found: FileKind | null, needed: 'file' | 'folder') {
    super(`${path} is not a ${needed}`);
    this.path = path;
    this.found = found;
    this.needed = needed;
  }
}

/** What stands at a path, with no link followed at its end; null where nothing does. */
export function kindAt(path: string): FileKind | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : kindOf(found);
}

export function kindOf(found: Stats | BigIntStats): FileKind {
  if (found.isSymbolicLink()) return 'link';
  if (found.isDirectory()) return 'folder';
  return found.isFile() ? 'file' : 'other';
}

/**
 * The same text for two paths of one file, with no link followed at their ends; null where nothing
 * stands.
 */
export function identityAt(path: string): string | null {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

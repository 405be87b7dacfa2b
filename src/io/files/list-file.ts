import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { kindOf, WrongKind } from './file-kind.js';

/** A list on disk that is read more than once and must be the same each time. */
export interface ListFile {
  readonly path: string;
  /** Its bytes, from the beginning. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** Whether somebody has written to it, or put another file in its place, since it was opened. */
  readonly changed: () => Promise<boolean>;
}

/**
 * Opens a list. @throws WrongKind where it is no file; the file system's error where there is
 * nothing or it cannot be read
 */
export async function openListFile(path: string): Promise<ListFile> {
  const opened = await stat(path, { bigint: true });
  const kind = kindOf(opened);
  if (kind !== 'file') throw new WrongKind(path, kind, 'file');
  return {
    path,
    bytes: () => createReadStream(path),
    changed: async () => {
      const now = await stat(path, { bigint: true }).catch(() => null);
      return now?.ino !== opened.ino || now.size !== opened.size || now.mtimeNs !== opened.mtimeNs;
    },
  };
}

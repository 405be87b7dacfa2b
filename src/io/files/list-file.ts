import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** A list on disk that is read more than once and must be the same each time. */
export interface ListFile {
  readonly path: string;
  /** Its bytes, from the beginning. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** Whether somebody has written to it, or put another file in its place, since it was opened. */
  readonly changed: () => Promise<boolean>;
}

/** Opens a list; null where a folder stands. @throws the file system's error where there is nothing or it cannot be read. */
export async function openListFile(path: string): Promise<ListFile | null> {
  const opened = await stat(path, { bigint: true });
  if (opened.isDirectory()) return null;
  return {
    path,
    bytes: () => createReadStream(path),
    changed: async () => {
      const now = await stat(path, { bigint: true }).catch(() => null);
      return now?.ino !== opened.ino || now.size !== opened.size || now.mtimeNs !== opened.mtimeNs;
    },
  };
}

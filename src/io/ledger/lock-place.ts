import { join } from 'node:path';
import { whyNoOwnerFolder } from './owner-folder.js';
import { fitsLock } from './socket-lock.js';

/** Where a user's locks lie. */
export type LockPlace =
  /** Only the user can reach the folder. */
  | { readonly kind: 'folder'; readonly path: string }
  /** Windows: named pipes, which lie in no folder. */
  | { readonly kind: 'pipes' }
  /** There is none; `why`, in the words of the operating system. */
  | { readonly kind: 'none'; readonly path: string; readonly why: string };

/** How long the name of a lock is, in characters. */
export const LOCK_NAME = 16;

/**
 * Finds where the locks of this user lie, and makes the folder: beside what is remembered; for a
 * user without such a folder, or with one whose path is too long for a socket, among the temporary
 * files.
 * @param memories the folder of `memoryFolder`
 * @param temporary POSIX has this one everywhere, and all runs must look in the same, whatever
 * TMPDIR says to one of them
 */
export async function lockPlace(memories: string | null, temporary = '/tmp'): Promise<LockPlace> {
  const user = process.getuid?.();
  if (user === undefined) return { kind: 'pipes' };
  if (memories !== null) {
    const path = join(memories, 'locks');
    const isShort = fitsLock(path, '-'.repeat(LOCK_NAME));
    if (isShort && ((await whyNoOwnerFolder(memories)) ?? (await whyNoOwnerFolder(path))) === null)
      return { kind: 'folder', path };
  }
  const path = join(temporary, `nominate-${user}`);
  const why = await whyNoOwnerFolder(path);
  return why === null ? { kind: 'folder', path } : { kind: 'none', path, why };
}

import { renameSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { identityAt, kindAt } from './file-kind.js';
import { whileHeldOpen } from './held-open.js';

/**
 * A file that is written beside its place, for its owner only: whoever reads it meets the old text
 * or the new one.
 */
export interface UnfinishedFile {
  readonly append: (text: string) => Promise<void>;
  /**
   * Syncs it and puts it in place. A link that stands there is replaced itself, not what it leads
   * to.
   */
  readonly put: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

/**
 * Begins a file under a hidden name, so that nobody takes it for the list. What an interrupted
 * writing left under that name is removed, and the name must be free then: nothing is written
 * through a link.
 */
export async function beginWholeFile(path: string, mode = 0o600): Promise<UnfinishedFile> {
  const unfinished = hiddenBeside(path, 'new');
  await rm(unfinished, { force: true });
  const handle = await open(unfinished, 'wx', 0o600);
  const begun = identityAt(unfinished);
  return {
    append: (text) => handle.appendFile(text),
    async put() {
      await handle.chmod(mode);
      await handle.sync();
      await handle.close();
      // Who writes the same file at the same time has taken this one away, and theirs may be half
      // of it yet.
      if (identityAt(unfinished) !== begun) throw inUse(path);
      whileHeldOpen(() => {
        renameSync(unfinished, path);
      });
    },
    async discard() {
      await handle.close();
      await rm(unfinished, { force: true });
    },
  };
}

/**
 * Puts a file in place as a whole, synced. @param mode who may read it: its owner, unless said
 * otherwise
 */
export async function writeWholeFile(path: string, text: string, mode?: number): Promise<void> {
  const file = await beginWholeFile(path, mode);
  try {
    await file.append(text);
    await file.put();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** Removes a file; what is none, such as a folder or a link, stays. */
export async function removeFile(path: string): Promise<void> {
  if (kindAt(path) === 'file') await rm(path, { force: true });
}

/** `.held.csv.new` for `held.csv`. */
export function hiddenBeside(path: string, extension: string): string {
  const name = basename(path);
  return join(dirname(path), `${name.startsWith('.') ? '' : '.'}${name}.${extension}`);
}

/** What the file system says of a file that another program keeps to itself (POSIX, errno.h). */
function inUse(path: string): Error {
  return Object.assign(new Error('EBUSY: written by another process'), { code: 'EBUSY', syscall: 'rename', path });
}

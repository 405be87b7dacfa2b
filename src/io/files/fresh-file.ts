import { open, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { failAt } from './file-error.js';
import { readIfThere } from './read-if-there.js';

/**
 * Writes a file, readable by its owner only, where there is none yet: at `path`, or else at the same name with a number
 * (`failed-2.csv`). A file that holds this very text already is left as it is. Gives back its path.
 */
export async function writeFreshFile(path: string, text: string): Promise<string> {
  const extension = extname(path);
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? path : `${path.slice(0, -extension.length)}-${number}${extension}`;
    const there = readIfThere(candidate);
    if (there?.toString() === text) return candidate;
    if (there !== null) continue;
    await writeWhole(candidate, text).catch(failAt(candidate));
    return candidate;
  }
}

/** Leaves nothing where the disk fills up: a list cut short would be taken for all of it, and the next one would get another name. */
async function writeWhole(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

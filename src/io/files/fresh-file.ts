import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { failAt } from './file-error.js';
import { readIfThere } from './read-if-there.js';

/**
 * Writes a file, readable by its owner only, where there is none yet: at `path`, or else at the same name with a number
 * (`failed-2.csv`). A file that holds this very text already is left as it is. Gives back its path. The file is there whole or not at all: a list
 * cut short would be taken for all of it, and the next one would get another name.
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

async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = join(dirname(path), `.${basename(path)}.new`);
  await rm(unfinished, { force: true });
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await rename(unfinished, path);
}

import { extname } from 'node:path';
import { failAt } from './file-error.js';
import { kindAt } from './file-kind.js';
import { readWhole } from './read-if-there.js';
import { writeWholeFile } from './whole-file.js';

/**
 * Writes a file, readable by its owner only, where there is none yet: at `path`, or else at the same name with a number
 * (`failed-2.csv`). A file that holds this very text already is left as it is. Gives back its path. The file is there whole or not at all: a list
 * cut short would be taken for all of it, and the next one would get another name.
 */
export async function writeFreshFile(path: string, text: string): Promise<string> {
  const extension = extname(path);
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? path : `${path.slice(0, -extension.length)}-${number}${extension}`;
    const standing = kindAt(candidate);
    if (standing === 'file' && readWhole(candidate).toString() === text) return candidate;
    if (standing !== null) continue;
    await writeWholeFile(candidate, text).catch(failAt(candidate));
    return candidate;
  }
}

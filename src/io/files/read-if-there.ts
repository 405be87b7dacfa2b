import { readFileSync } from 'node:fs';
import { failAt, isMissing } from './file-error.js';

/** The bytes of a file; null where there is none. Throws the error of the operating system, with the path, where it cannot be read. */
export function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isMissing(error)) return null;
    return failAt(path)(error);
  }
}

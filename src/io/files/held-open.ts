import { isFileError } from './file-error.js';

/**
 * What Windows says where another program, or a virus scanner, holds a file open that is to be
 * replaced or removed.
 */
const HELD_OPEN = ['EBUSY', 'EPERM', 'EACCES'];
const REPLACING = ['rename', 'unlink', 'rm'];
/** Milliseconds between the tries: a scanner lets go soon, a spreadsheet does not. */
const PAUSES = [20, 60, 200, 500];

/**
 * Whether an error of the file system means, on that platform, that another program holds the file
 * open.
 */
export function isHeldOpen(error: unknown, platform: NodeJS.Platform): boolean {
  if (platform !== 'win32' || !isFileError(error)) return false;
  return error.code === 'EBUSY' || (HELD_OPEN.includes(error.code) && REPLACING.includes(error.syscall));
}

/**
 * Replaces or removes a file; on Windows, a few times where another program holds it open.
 * @throws the file system's error of the last try
 */
export function whileHeldOpen(act: () => void, platform: NodeJS.Platform = process.platform): void {
  for (const pause of PAUSES) {
    try {
      act();
      return;
    } catch (error) {
      if (!isHeldOpen(error, platform)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  act();
}

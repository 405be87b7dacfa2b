import { isFileError } from './file-error.js';

/** What Windows says of a file that another program, or a virus scanner, holds open. */
const HELD_OPEN = ['EBUSY', 'EPERM', 'EACCES'];
/** Milliseconds between the tries: a scanner lets go soon, a spreadsheet does not. */
const PAUSES = [20, 60, 200, 500];

/**
 * Does what fails on Windows while another program holds the file open, a few times where it does.
 * @throws the file system's error of the last try
 */
export function whileHeldOpen(act: () => void, platform: NodeJS.Platform = process.platform): void {
  for (const pause of PAUSES) {
    try {
      act();
      return;
    } catch (error) {
      if (platform !== 'win32' || !isFileError(error) || !HELD_OPEN.includes(error.code)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  act();
}

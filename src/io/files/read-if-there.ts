import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { atPath, isMissing } from './file-error.js';
import { kindOf, WrongKind } from './file-kind.js';

/**
 * A pipe that nobody writes into is opened at once, and not waited for. Windows has no such pipes
 * among its files.
 */
export const WITHOUT_WAITING = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** A file has more bytes than anything that is read whole can mean. */
export class TooLarge extends Error {
  readonly path: string;
  readonly bytes: number;

  constructor(path: string, bytes: number) {
    super(`${path} has ${bytes} bytes`);
    this.path = path;
    this.bytes = bytes;
  }
}

/** In bytes. Node.js makes no text of more than 512 MB, and no buffer of more than 2 GB. */
export const LARGEST_WHOLE = 250_000_000;

/**
 * The bytes of a file. @throws WrongKind for a folder, a pipe or a device, which may have no end;
 * TooLarge; the file system's error, with the path
 */
export function readWhole(path: string): Buffer {
  return atPath(path, () => {
    const file = openSync(path, WITHOUT_WAITING);
    try {
      const found = fstatSync(file);
      const kind = kindOf(found);
      if (kind !== 'file') throw new WrongKind(path, kind, 'file');
      if (found.size > LARGEST_WHOLE) throw new TooLarge(path, found.size);
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/** The bytes of a file; null where there is none. @throws as `readWhole` does */
export function readIfThere(path: string): Buffer | null {
  try {
    return readWhole(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

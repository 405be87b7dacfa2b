import { access, chmod, constants, lstat, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isFileError } from '../files/file-error.js';

/** A folder that somebody else made where one of this user's own is needed. */
class NotOwned extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`the folder ${path} belongs to another user`);
    this.path = path;
  }
}

/**
 * Makes a folder that only its owner can reach, whatever the umask, and the folders above it that
 * are missing. One that is there already is closed to others.
 * @throws the error of the operating system, or `NotOwned`
 */
export async function makeOwnerFolder(path: string): Promise<void> {
  await makeMissing(path);
  // Windows knows neither such owners nor such modes; what lies in a profile there is its user's.
  if (process.getuid === undefined) return;
  const { uid, mode } = await stat(path);
  // Somebody else's link may lead to a folder of this user's, and to another one tomorrow.
  const made = await lstat(path);
  if (uid !== process.getuid() || made.uid !== process.getuid()) throw new NotOwned(path);
  if ((mode & 0o777) !== 0o700) await chmod(path, 0o700);
}

/**
 * Why there can be no such folder, or none to write into, in the words of the operating system;
 * null where there is one now.
 */
export async function whyNoOwnerFolder(path: string): Promise<string | null> {
  try {
    await makeOwnerFolder(path);
    await access(path, constants.W_OK);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * One folder at a time: Node's recursive mkdir never ends where a folder can neither be found nor
 * made, as below /proc.
 */
async function makeMissing(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (isFileError(error) && error.code === 'EEXIST') return;
    const above = dirname(path);
    if (!isFileError(error) || error.code !== 'ENOENT' || above === path) throw error;
    await makeMissing(above);
    await mkdir(path, { mode: 0o700 });
  }
}

import { hash } from 'node:crypto';
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isFileError } from '../files/file-error.js';
import { LOCK_NAME, type LockPlace } from './lock-place.js';
import { close, fitsLock, listen, takeLock, type Lock } from './socket-lock.js';

/** Where locks can be taken. */
export type UsableLockPlace = Exclude<LockPlace, { readonly kind: 'none' }>;

type TakeLock = () => Promise<Lock | null>;

/**
 * Takes the lock of a ledger; null where another process holds it. A ledger is known by its real path, by its folder's identity, since
 * a folder that is renamed during a run, or mounted in a second place, has another path and is still the same, and by its own, since a
 * file may have several names (hard links).
 *
 * Those locks are the user's: nobody else can reach them, and nobody else can open a ledger, which
 * only its owner may read. One more lies beside the ledger, where that is possible, for those who
 * look elsewhere for theirs and can open it all the same: root, the same user with another home,
 * and containers that share the folder. Two computers that share one over the network do not see
 * each other's locks.
 */
export async function lockLedger(path: string, place: UsableLockPlace): Promise<Lock | null> {
  const real = await realPathOf(path);
  const names = await namesOf(real);
  return await takeAll([() => lockBeside(real), ...names.map((name) => () => lockName(name, place))]);
}

/**
 * Takes the locks of all these names, whatever they name; null where another process holds one of
 * them.
 */
export async function lockNames(names: readonly string[], place: UsableLockPlace): Promise<Lock | null> {
  return await takeAll(names.map((name) => () => lockName(name, place)));
}

async function takeAll(takes: readonly TakeLock[]): Promise<Lock | null> {
  const held: Lock[] = [];
  const release = async (): Promise<void> => {
    for (const lock of held.reverse()) await lock.release();
  };
  try {
    for (const take of takes) {
      const lock = await take();
      if (lock === null) {
        await release();
        return null;
      }
      held.push(lock);
    }
    return { release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function namesOf(real: string): Promise<readonly string[]> {
  const folder = await stat(dirname(real), { bigint: true });
  const names = [real, `${folder.dev}:${folder.ino}/${basename(real)}`];
  try {
    const { dev, ino } = await stat(real, { bigint: true });
    return [...names, `${dev}:${ino}`];
  } catch {
    // It is yet to be made.
    return names;
  }
}

const NO_LOCK: Lock = { release: () => Promise.resolve() };

/**
 * Goes without where the folder takes no lock: it is not this user's, its path is too long, or its
 * disk has no sockets.
 */
async function lockBeside(real: string): Promise<Lock | null> {
  const [folder, name] = [dirname(real), lockNameBeside(real)];
  if (process.platform === 'win32' || !fitsLock(folder, name)) return NO_LOCK;
  try {
    return await takeLock(folder, name);
  } catch {
    return NO_LOCK;
  }
}

/**
 * The lock beside a ledger, where it is another user's, such as root's: this user cannot find out
 * whether the run that took it is over. Null where it is this user's own, or there is none.
 */
export async function lockOfAnother(path: string): Promise<string | null> {
  try {
    const real = await realPathOf(path);
    const beside = join(dirname(real), lockNameBeside(real));
    const { uid } = await lstat(beside);
    const user = process.getuid?.() ?? 0;
    return user === 0 || uid === user ? null : beside;
  } catch {
    return null;
  }
}

function lockNameBeside(real: string): string {
  return `.${basename(real)}.lock`;
}

async function lockName(known: string, place: UsableLockPlace): Promise<Lock | null> {
  const name = hash('sha256', known).slice(0, LOCK_NAME);
  return place.kind === 'pipes' ? await lockPipe(`\\\\.\\pipe\\nominate-${name}`) : await takeLock(place.path, name);
}

async function lockPipe(address: string): Promise<Lock | null> {
  try {
    const server = await listen(address);
    return { release: () => close(server) };
  } catch (error) {
    if (isFileError(error) && error.code === 'EADDRINUSE') return null;
    throw error;
  }
}

/** Also of a file that is yet to be made. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return join(await realpath(dirname(path)), basename(path));
  }
}

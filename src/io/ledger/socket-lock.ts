import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { isFileError, isMissing } from '../files/file-error.js';

/** Held as long as this process lives, or until it is released. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * What stands in a lock's place and is none that this user need heed: anybody may have put it
 * there.
 */
class ForeignLock extends Error {
  constructor(path: string) {
    super(`${path} is no lock of this user's`);
  }
}

/**
 * In bytes, of the path of a socket: 104 with its NUL on macOS, 108 on Linux (sys/un.h). Linux cuts
 * a longer one off without a word.
 */
const LONGEST_PATH = 103;
const SOCKET_NAME = 8;

/** Whether the path of such a lock is short enough for a socket. */
export function fitsLock(folder: string, name: string): boolean {
  return Buffer.byteLength(join(folder, name)) + 2 * (1 + SOCKET_NAME) <= LONGEST_PATH;
}

/**
 * Takes the lock `name` of a folder; null where another process holds it. The lock is a folder with
 * a listening socket in it, since the kernel closes that when its process dies, however it dies.
 *
 * The socket listens before anybody can find it: its folder is made under another name, and
 * renamed. rename(2) replaces an empty folder and no other, so where two processes find a dead
 * socket, both remove it, and one of them gets the lock. Every socket has a name of its own:
 * whoever removes the dead one does not remove that of the other process.
 * @param name short enough for `fitsLock`
 * @throws the error of the operating system, or `ForeignLock`
 */
export async function takeLock(folder: string, name: string): Promise<Lock | null> {
  const place = join(folder, name);
  const socket = randomBytes(SOCKET_NAME / 2).toString('hex');
  const making = `${place}.${socket}`;
  await mkdir(making, { mode: 0o700 });
  try {
    const server = await listen(join(making, socket));
    let isTaken = false;
    try {
      isTaken = await putInPlace(making, place);
    } finally {
      if (!isTaken) await close(server);
    }
    return isTaken ? lockOf(server, place, socket) : null;
  } finally {
    // Under this name, nothing is there where it was put in its place.
    await rm(making, { recursive: true, force: true });
  }
}

function lockOf(server: Server, place: string, socket: string): Lock {
  return {
    async release() {
      // Where the folder above was renamed meanwhile, they lie elsewhere, and are dead from now on.
      await rm(join(place, socket)).catch(() => undefined);
      // Another process may have it by now.
      await rmdir(place).catch(() => undefined);
      await close(server);
    },
  };
}

/** False where another process holds the lock. */
async function putInPlace(making: string, place: string): Promise<boolean> {
  for (;;) {
    try {
      await rename(making, place);
      return true;
    } catch (error) {
      if (!isFileError(error) || (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST')) throw error;
    }
    if (await isHeld(place)) return false;
  }
}

/** Removes the sockets of processes that are dead. */
async function isHeld(place: string): Promise<boolean> {
  try {
    if (!(await canBeAsked(place))) return true;
    for (const name of await readdir(place)) {
      const path = join(place, name);
      if (!(await lstat(path)).isSocket()) throw new ForeignLock(path);
      if (await isAlive(path)) return true;
      await rm(path, { force: true });
    }
    return false;
  } catch (error) {
    // It was let go of meanwhile.
    if (isMissing(error)) return false;
    throw error;
  }
}

/**
 * Whether this user can find out if a lock is held. One of root's, or of the user's to whom the
 * folder belongs, counts as held where not; anybody else's counts for nothing.
 */
async function canBeAsked(place: string): Promise<boolean> {
  const user = process.getuid?.() ?? 0;
  const { uid } = await lstat(place);
  const above = await stat(dirname(place));
  if (uid !== user && uid !== 0 && uid !== above.uid) throw new ForeignLock(place);
  return uid === user || user === 0;
}

/** @throws the error of the operating system, EADDRINUSE where the address is taken */
export function listen(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((visitor) => visitor.destroy());
    server.on('error', reject);
    server.listen({ path: address }, () => {
      server.unref();
      resolve(server);
    });
  });
}

export function close(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => {
      closed();
    });
  });
}

/**
 * Where it cannot be told, as with a process that was halted and has too many visitors waiting, it
 * is.
 */
function isAlive(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const visitor = connect({ path: address });
    visitor.on('connect', () => {
      visitor.destroy();
      resolve(true);
    });
    visitor.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });
}

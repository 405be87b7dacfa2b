import { hash } from 'node:crypto';
import { realpath, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Held as long as this process lives, or until it is released. */
export interface LedgerLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a ledger; null where another process holds it. A ledger is known by its real path, by its folder's identity, since
 * a folder that is renamed during a run, or mounted in a second place, has another path and is still the same, and by its own, since a
 * file may have several names (hard links).
 *
 * Each lock is a listening socket, because the kernel lets go of that when its process dies, however it dies. On Linux the
 * socket is abstract, and so is seen only within one network namespace: two containers that share a folder do not see each other's lock.
 * Nor do two computers that share one over the network.
 */
export async function lockLedger(path: string): Promise<LedgerLock | null> {
  return await lockNames(await namesOf(await realPathOf(path)));
}

/** Takes the locks of all these names, whatever they name; null where another process holds one of them. */
export async function lockNames(names: readonly string[]): Promise<LedgerLock | null> {
  const held: LedgerLock[] = [];
  const release = async (): Promise<void> => {
    for (const lock of held.reverse()) await lock.release();
  };
  for (const name of names) {
    const lock = await lockName(name);
    if (lock === null) {
      await release();
      return null;
    }
    held.push(lock);
  }
  return { release };
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

async function lockName(name: string): Promise<LedgerLock | null> {
  const address = lockAddress(name);
  const first = await listen(address);
  if (first !== null) return first;
  if (process.platform === 'win32' || process.platform === 'linux' || (await isAlive(address))) return null;
  // A socket file outlives its process; nobody answers at this one.
  await rm(address, { force: true });
  return listen(address);
}

/** Also of a file that is yet to be made. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return join(await realpath(dirname(path)), basename(path));
  }
}

function lockAddress(known: string): string {
  const name = `nominate-${hash('sha256', known).slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** Null where the address is taken. */
function listen(address: string): Promise<LedgerLock | null> {
  return new Promise((resolve, reject) => {
    const server: Server = createServer((visitor) => visitor.destroy());
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen({ path: address }, () => {
      server.unref();
      resolve({
        release: () =>
          new Promise((released) => {
            server.close(() => {
              released();
            });
          }),
      });
    });
  });
}

function isAlive(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const visitor = connect({ path: address });
    visitor.on('connect', () => {
      visitor.destroy();
      resolve(true);
    });
    visitor.on('error', () => {
      resolve(false);
    });
  });
}

import fs, { readFileSync, readlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';

/** A file, or a folder, of which this process asked that it be on disk, and was told so. */
export interface Sync {
  /** Without its folders. */
  readonly name: string;
  /** How many lines stood in it when it was asked for; 0 for a folder. */
  readonly lines: number;
}

export interface WatchedSyncs {
  /** Those that succeeded, in their order. */
  readonly done: readonly Sync[];
  readonly stopWatching: () => void;
}

/**
 * Watches every sync of this process from now on; Linux only. From the `failingFrom`th sync of a file of that name on, a disk is played
 * that has gone bad, as the kernel reports one: the data may be there or not.
 */
export async function watchSyncs(
  failing: { readonly name: string; readonly from: number } | null = null,
): Promise<WatchedSyncs> {
  const handle = await open('/dev/null', 'r');
  const methods: unknown = Object.getPrototypeOf(handle);
  await handle.close();
  if (typeof methods !== 'object' || methods === null) throw new Error('a file handle has no methods');
  const done: Sync[] = [];
  let tried = 0;

  function asked(descriptor: number): Sync {
    const path = readlinkSync(`/proc/self/fd/${descriptor}`);
    const isFolder = fs.fstatSync(descriptor).isDirectory();
    const sync = { name: basename(path), lines: isFolder ? 0 : readFileSync(path, 'utf8').split('\n').length - 1 };
    if (sync.name === failing?.name) tried += 1;
    if (sync.name === failing?.name && tried >= failing.from)
      throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    return sync;
  }

  const restored = ['fdatasyncSync', 'fsyncSync'].map((name) => {
    const genuine: unknown = Reflect.get(fs, name);
    return replace(fs, name, (descriptor: number) => {
      const sync = asked(descriptor);
      if (typeof genuine === 'function') Reflect.apply(genuine, fs, [descriptor]);
      done.push(sync);
    });
  });
  for (const name of ['datasync', 'sync']) {
    const genuine: unknown = Reflect.get(methods, name);
    restored.push(
      replace(methods, name, async function (this: { readonly fd: number }) {
        const sync = asked(this.fd);
        if (typeof genuine === 'function') await Reflect.apply(genuine, this, []);
        done.push(sync);
      }),
    );
  }
  syncBuiltinESMExports();
  return {
    done,
    stopWatching: () => {
      for (const restore of restored) restore();
      syncBuiltinESMExports();
    },
  };
}

/** Puts another function in the place of one; gives what puts it back. */
function replace(owner: object, name: string, other: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  if (before === undefined) throw new Error(`there is no ${name}`);
  Object.defineProperty(owner, name, { ...before, value: other });
  return () => {
    Object.defineProperty(owner, name, before);
  };
}

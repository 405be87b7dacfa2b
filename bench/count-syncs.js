// Counts how often this process asks for what it wrote to be on disk, and how long it waits for that. To be imported before whatever writes.
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

let count = 0;
let milliseconds = 0;
const counting = (sync) =>
  function (...given) {
    count += 1;
    const start = performance.now();
    const done = () => (milliseconds += performance.now() - start);
    const synced = sync.apply(this, given);
    if (synced instanceof Promise) return synced.finally(done);
    done();
    return synced;
  };

fs.fdatasyncSync = counting(fs.fdatasyncSync);
syncBuiltinESMExports();
const handle = await open(new URL(import.meta.url), 'r');
const methods = Object.getPrototypeOf(handle);
methods.datasync = counting(methods.datasync);
await handle.close();

/** So far. */
export function syncs() {
  return { count, milliseconds };
}

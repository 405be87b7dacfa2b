// Counts how often this process asks for what it wrote to be on disk. To be imported before whatever writes.
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

let count = 0;
const counting = (sync) =>
  function (...given) {
    count += 1;
    return sync.apply(this, given);
  };

fs.fdatasyncSync = counting(fs.fdatasyncSync);
syncBuiltinESMExports();
const handle = await open(new URL(import.meta.url), 'r');
const methods = Object.getPrototypeOf(handle);
methods.datasync = counting(methods.datasync);
await handle.close();

/** So far. */
export function syncs() {
  return count;
}

import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Puts a file in place as a whole, synced, for its owner only: whoever reads it meets the old text or the new one. */
export async function writeWholeFile(path: string, text: string): Promise<void> {
  await putWhole(path, text, 0o600);
}

/** The same for a file that is there: who may read it stays as it is, and a link goes on pointing to it. */
export async function replaceWholeFile(path: string, text: string): Promise<void> {
  const target = await realpath(path);
  const { mode } = await stat(target);
  await putWhole(target, text, mode & 0o777);
}

async function putWhole(path: string, text: string, mode: number): Promise<void> {
  const name = basename(path);
  // Hidden, whether the file is or not, so that nobody takes it for the list.
  const unfinished = join(dirname(path), `${name.startsWith('.') ? '' : '.'}${name}.new`);
  await rm(unfinished, { force: true });
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.chmod(mode);
    await handle.sync();
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await rename(unfinished, path);
}

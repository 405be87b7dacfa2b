import { open, rename } from 'node:fs/promises';

/** Puts a file in place as a whole, synced, for its owner only: whoever reads it meets the old text or the new one. */
export async function writeWholeFile(path: string, text: string): Promise<void> {
  const handle = await open(`${path}.new`, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
}

import { open } from 'node:fs/promises';
import { shellWord } from '../../shell-word.js';

/** What stands in a file that nobody but its owner may read, or why it may not be used: a sentence without its full stop. */
export type SecretFile = { readonly secret: string } | { readonly refusal: string; readonly remedy: string };

/** Reads a password or a key. A file that others can read is refused: what it holds is no secret any more. */
export async function readSecretFile(path: string, shownAs: string): Promise<SecretFile> {
  try {
    const handle = await open(path, 'r');
    try {
      // Windows keeps its rights elsewhere, and shows every file as readable by all.
      const isOpenToOthers = process.platform !== 'win32' && ((await handle.stat()).mode & 0o077) !== 0;
      if (isOpenToOthers)
        return {
          refusal: `${shownAs} can be read by others on this computer`,
          remedy: `Keep it to yourself first: chmod 600 ${shellWord(shownAs)}`,
        };
      return { secret: await handle.readFile('utf8') };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      refusal: `${shownAs} cannot be read: ${why}`,
      remedy: 'Check its name in campaign.yaml; it is looked for beside that file.',
    };
  }
}

import { open } from 'node:fs/promises';
import { shellWord } from '../../shell-word.js';
import { failAt, isFileError, isMissing } from './file-error.js';
import { kindOf, WrongKind } from './file-kind.js';
import { LARGEST_WHOLE, TooLarge, WITHOUT_WAITING } from './read-if-there.js';

/** A file that holds secrets can be read or changed by others on this computer. */
export class OpenToOthers extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} is open to others`);
    this.path = path;
  }
}

/** What stands in a file that nobody but its owner may read, or why it may not be used: a sentence without its full stop. */
export type SecretFile = { readonly secret: string } | { readonly refusal: string; readonly remedy: string };

/**
 * The text of a file that nobody but its owner can read or change. @throws OpenToOthers, WrongKind,
 * TooLarge, and the file system's errors
 */
export async function readOwnersOnly(path: string): Promise<string> {
  const handle = await open(path, WITHOUT_WAITING);
  try {
    const found = await handle.stat();
    const kind = kindOf(found);
    if (kind !== 'file') throw new WrongKind(path, kind, 'file');
    if (found.size > LARGEST_WHOLE) throw new TooLarge(path, found.size);
    // Windows keeps its rights elsewhere, and shows every file as readable by all.
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) throw new OpenToOthers(path);
    return await handle.readFile('utf8').catch(failAt(path));
  } finally {
    await handle.close();
  }
}

/**
 * Reads a password or a key. A file that others can read is refused: what it holds is no secret any
 * more. One that is not there is not named: somebody may have put the password in its place.
 * @param namedBy the setting that names it
 */
export async function readSecretFile(path: string, shownAs: string, namedBy: string): Promise<SecretFile> {
  try {
    return { secret: await readOwnersOnly(path) };
  } catch (error) {
    if (error instanceof OpenToOthers)
      return {
        refusal: `${shownAs} can be read by others on this computer`,
        remedy: `Keep it to yourself first: chmod 600 ${shellWord(shownAs)}`,
      };
    const remedy = 'Check its name in campaign.yaml; it is looked for beside that file.';
    if (isMissing(error)) return { refusal: `The file that ${namedBy} names is not there`, remedy };
    const why = whyUnreadable(error);
    return { refusal: `${shownAs} cannot be read: ${why}`, remedy };
  }
}

function whyUnreadable(error: unknown): string {
  if (error instanceof WrongKind) return 'it is no file';
  if (isFileError(error) && error.code === 'ELOOP') return 'it is a link that leads back to itself';
  return error instanceof Error ? error.message : String(error);
}

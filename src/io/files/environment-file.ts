import { parseEnv } from 'node:util';
import { isMissing } from './file-error.js';
import { readOwnersOnly } from './secret-file.js';

/**
 * The variables of a `.env` file; none where there is no such file. They may be passwords, so
 * others must not be able to read it.
 * @throws OpenToOthers, WrongKind, and the file system's errors
 */
export async function readEnvironmentFile(path: string): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    return parseEnv(await readOwnersOnly(path));
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
}

import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { failAt, isMissing } from './file-error.js';

/** The variables of a `.env` file; none where there is no such file. */
export async function readEnvironmentFile(path: string): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    return parseEnv(await readFile(path, 'utf8'));
  } catch (error) {
    if (isMissing(error)) return {};
    return failAt(path)(error);
  }
}

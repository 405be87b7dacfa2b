import { hash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { makeOwnerFolder } from '../ledger/owner-folder.js';
import { readIfThere } from './read-if-there.js';
import { writeWholeFile } from './whole-file.js';

/** Where a secret comes from that does not lie in the campaign's folder. */
export type SecretOrigin =
  | { readonly kind: 'environment'; readonly name: string }
  /** `path`: the real one. */
  | { readonly kind: 'file'; readonly path: string }
  /** `folder`: where the command is run. */
  | { readonly kind: 'command'; readonly words: readonly string[]; readonly folder: string };

const toldSchema = z.object({ server: z.string(), user: z.string() });
const keptSchema = z.object({ version: z.literal(1), told: z.array(toldSchema) });

/** Who is told a secret: the name of a host, and as whom somebody logs in there. */
export type Told = Readonly<z.infer<typeof toldSchema>>;

/** To whom the user has let a secret be told. None where that was never asked, or cannot be read. */
export function toldBefore(dataFolder: string | null, origin: SecretOrigin): readonly Told[] {
  if (dataFolder === null) return [];
  try {
    const kept = readIfThere(pathOf(dataFolder, origin));
    return kept === null ? [] : keptSchema.parse(JSON.parse(kept.toString('utf8'))).told;
  } catch {
    return [];
  }
}

/**
 * Remembers it, without the secret. Where it cannot be written, the user is asked once more the
 * next time.
 */
export async function rememberTold(dataFolder: string | null, origin: SecretOrigin, told: Told): Promise<void> {
  if (dataFolder === null) return;
  const all = [...toldBefore(dataFolder, origin), told];
  try {
    await makeOwnerFolder(join(dataFolder, 'secrets'));
    await writeWholeFile(pathOf(dataFolder, origin), `${JSON.stringify({ version: 1, told: all }, null, 2)}\n`);
  } catch {
    return;
  }
}

function pathOf(dataFolder: string, origin: SecretOrigin): string {
  return join(dataFolder, 'secrets', `${hash('sha256', JSON.stringify(origin)).slice(0, 32)}.json`);
}

import { join } from 'node:path';
import {
  rehearsalManifestSchema,
  type RehearsalManifest,
  type RehearsedLetter,
} from '../../sending/output/rehearsal-manifest.js';
import { openOwnFolder, readJsonIfThere } from './own-folder.js';

/** The folder that a rehearsal leaves, while it is written. */
export interface RehearsalFolder {
  /** @throws ForeignFile */
  readonly write: (name: string, content: Uint8Array | string) => void;
  /** Puts manifest.json and index.html in place and removes what an earlier rehearsal left behind. */
  readonly finish: (letters: readonly RehearsedLetter[], page: string) => void;
}

const MANIFEST = 'manifest.json';
const PAGE = 'index.html';

/** Opens the folder; it keeps to the rules of `openOwnFolder`. */
export function openRehearsalFolder(
  folder: string,
  head: Pick<RehearsalManifest, 'campaign' | 'mailing'>,
): RehearsalFolder {
  const own = openOwnFolder(folder, { folders: ['emails'], before: namesIn(folder), growing: [MANIFEST, PAGE] });
  return {
    write: own.write,
    finish(letters, page) {
      own.append(MANIFEST, `${JSON.stringify({ version: 1, ...head, letters }, null, 1)}\n`);
      own.append(PAGE, page);
      own.finish();
    },
  };
}

function namesIn(folder: string): readonly string[] {
  const manifest = rehearsalManifestSchema.safeParse(readJsonIfThere(join(folder, MANIFEST)));
  if (!manifest.success) return [];
  const names = manifest.data.letters.flatMap(({ message, page }) => [message, page]);
  return [...names.filter((name) => name !== null), MANIFEST, PAGE];
}

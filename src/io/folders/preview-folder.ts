import { join } from 'node:path';
import { manifestSchema, type Manifest, type ManifestLetter } from '../../sending/output/manifest.js';
import { openOwnFolder, readJsonIfThere } from './own-folder.js';

/** A preview folder while it is written. Every method writes at once; nothing is kept but the names. */
export interface PreviewFolder {
  /** @throws ForeignFile */
  readonly write: (name: string, content: Uint8Array | string) => void;
  /** Adds a letter to manifest.json and its entry to index.html. */
  readonly list: (letter: ManifestLetter, pageEntry: string) => void;
  /** Puts manifest.json and index.html in place and removes what an earlier preview left behind. */
  readonly finish: (pageFoot: string) => void;
}

const MANIFEST = 'manifest.json';
const PAGE = 'index.html';

/**
 * Opens a preview folder for writing. It replaces what nominate wrote there before and touches nothing else.
 * @throws ForeignFile, or the file system's error where the folder cannot be made.
 */
export function openPreviewFolder(
  folder: string,
  head: Omit<Manifest, 'letters' | 'version'>,
  pageHead: string,
): PreviewFolder {
  const own = openOwnFolder(folder, {
    folders: ['letters', 'emails'],
    before: namesIn(readManifest(folder)),
    growing: [MANIFEST, PAGE],
  });
  const opening = JSON.stringify({ version: 1, ...head, letters: [] }, null, 1);
  own.append(MANIFEST, opening.slice(0, opening.lastIndexOf(']')));
  own.append(PAGE, pageHead);
  let separator = '\n';
  return {
    write: own.write,
    list(letter, pageEntry) {
      own.append(MANIFEST, `${separator}  ${JSON.stringify(letter)}`);
      own.append(PAGE, pageEntry);
      separator = ',\n';
    },
    finish(pageFoot) {
      own.append(MANIFEST, '\n ]\n}\n');
      own.append(PAGE, pageFoot);
      own.finish();
    },
  };
}

/** What was previewed in a folder; null where there is no finished preview. */
export function readManifest(folder: string): Manifest | null {
  const checked = manifestSchema.safeParse(readJsonIfThere(join(folder, MANIFEST)));
  return checked.success ? checked.data : null;
}

function namesIn(manifest: Manifest | null): readonly string[] {
  if (manifest === null) return [];
  const names = manifest.letters.flatMap(({ letter, message, page }) => [letter, message, page]);
  return [...names.filter((name) => name !== null), MANIFEST, PAGE];
}

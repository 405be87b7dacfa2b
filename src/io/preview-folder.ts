import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { manifestSchema, type Manifest, type ManifestLetter } from '../sending/manifest.js';
import { isMissing } from './file-error.js';

/** A file that nominate did not write stands where it wants to write. */
export class ForeignFile extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} was not written by nominate`);
    this.path = path;
  }
}

/** A preview folder while it is written. Every method writes at once; nothing is kept but the names. */
export interface PreviewFolder {
  /** @throws ForeignFile */
  readonly write: (name: string, content: Uint8Array | string) => void;
  /** Adds a letter to manifest.json and its row to index.html. */
  readonly list: (letter: ManifestLetter, pageRow: string) => void;
  /** Puts manifest.json and index.html in place and removes what an earlier preview left behind. */
  readonly finish: (pageFoot: string) => void;
}

const MANIFEST = 'manifest.json';
const PAGE = 'index.html';
/** The names written by a preview that did not finish, a line each: they are nominate's, though in no manifest. */
const UNFINISHED = '.unfinished';
const OWNER_ONLY = { mode: 0o700, recursive: true } as const;

/**
 * Opens a preview folder for writing. It replaces what nominate wrote there before and touches nothing else.
 * @throws the file system's error where the folder cannot be made.
 */
export function openPreviewFolder(
  folder: string,
  head: Omit<Manifest, 'letters' | 'version'>,
  pageHead: string,
): PreviewFolder {
  mkdirSync(join(folder, 'letters'), OWNER_ONLY);
  mkdirSync(join(folder, 'emails'), OWNER_ONLY);
  const before = namesWrittenBefore(folder);
  const written = new Set<string>();
  const unfinished = join(folder, UNFINISHED);
  /** The name is recorded before the file is there, so that an interrupted preview leaves nothing that is nobody's. */
  const claim = (name: string): void => {
    if (!before.has(name) && existsSync(join(folder, name))) throw new ForeignFile(join(folder, name));
    if (!before.has(name)) appendFileSync(unfinished, `${name}\n`);
    written.add(name);
  };
  for (const name of [MANIFEST, PAGE]) claim(name);
  const manifest = openSync(join(folder, `${MANIFEST}.new`), 'w', 0o600);
  const page = openSync(join(folder, `${PAGE}.new`), 'w', 0o600);
  const opening = JSON.stringify({ version: 1, ...head, letters: [] }, null, 1);
  writeSync(manifest, opening.slice(0, opening.lastIndexOf(']')));
  writeSync(page, pageHead);
  let separator = '\n';
  return {
    write(name, content) {
      claim(name);
      writeFileSync(join(folder, name), content, { mode: 0o600 });
    },
    list(letter, pageRow) {
      writeSync(manifest, `${separator}  ${JSON.stringify(letter)}`);
      writeSync(page, pageRow);
      separator = ',\n';
    },
    finish(pageFoot) {
      writeSync(manifest, '\n ]\n}\n');
      writeSync(page, pageFoot);
      closeSync(manifest);
      closeSync(page);
      renameSync(join(folder, `${MANIFEST}.new`), join(folder, MANIFEST));
      renameSync(join(folder, `${PAGE}.new`), join(folder, PAGE));
      for (const name of before) if (!written.has(name)) rmSync(join(folder, name), { force: true });
      rmSync(unfinished, { force: true });
    },
  };
}

/** What was previewed in a folder; null where there is no finished preview. */
export function readManifest(folder: string): Manifest | null {
  const text = readIfThere(join(folder, MANIFEST));
  if (text === null) return null;
  const checked = manifestSchema.safeParse(parsed(text));
  return checked.success ? checked.data : null;
}

function namesWrittenBefore(folder: string): ReadonlySet<string> {
  const names = new Set((readIfThere(join(folder, UNFINISHED)) ?? '').split('\n').filter((name) => name !== ''));
  const manifest = readManifest(folder);
  if (manifest === null) return names;
  for (const { letter, message, page } of manifest.letters) {
    for (const name of [letter, message, page]) if (name !== null) names.add(name);
  }
  return names.add(MANIFEST).add(PAGE);
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { basename, extname, resolve } from 'node:path';
import type { AttachedFile } from '../../render/mime.js';
import { readIfThere } from './read-if-there.js';

/** Finds a file that a template names, such as an image; null where there is none. */
export type NamedFiles = (source: string) => AttachedFile | null;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
};

/** Looks in some folders, the first one first, and reads each file once. */
export function openNamedFiles(folders: readonly string[]): NamedFiles {
  const known = new Map<string, AttachedFile | null>();
  return (source) => {
    const before = known.get(source);
    if (before !== undefined) return before;
    const found = folders.map((folder) => fileAt(resolve(folder, source))).find((file) => file !== null) ?? null;
    known.set(source, found);
    return found;
  };
}

function fileAt(path: string): AttachedFile | null {
  const content = readIfThere(path);
  const mediaType = MEDIA_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  return content === null ? null : { name: basename(path), content, mediaType };
}

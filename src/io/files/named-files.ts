import { basename, resolve } from 'node:path';
import { mediaTypeOf } from '../../render/mime/media-type.js';
import type { LookUp, NamedFile } from '../../sending/plan/paper/named-file.js';
import { KeptFromLetters, OutsideCampaign, realPathIn, type LetterSources } from './campaign-root.js';
import { isMissing } from './file-error.js';
import { WrongKind } from './file-kind.js';
import { readWhole } from './read-if-there.js';

/**
 * Looks in some folders, the first one first, and reads each file once.
 * @param sources what it may be, wherever a name or a link leads
 */
export function openNamedFiles(folders: readonly string[], sources: LetterSources): LookUp {
  const known = new Map<string, NamedFile>();
  return (source) => {
    const before = known.get(source);
    if (before !== undefined) return before;
    const looked = folders.map((folder) => lookAt(resolve(folder, source), sources));
    const found =
      looked.find(({ kind }) => kind === 'found') ??
      looked.find(({ kind }) => kind !== 'missing') ??
      ({ kind: 'missing' } as const);
    known.set(source, found);
    return found;
  };
}

function lookAt(path: string, sources: LetterSources): NamedFile {
  // No disk has such a name, and asking for one is a mistake of the program's.
  if (path.includes('\0')) return { kind: 'missing' };
  try {
    const content = readWhole(realPathIn(sources, path));
    const name = basename(path);
    return { kind: 'found', file: { name, content, mediaType: mediaTypeOf(name) } };
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    if (error instanceof OutsideCampaign) return { kind: 'outside' };
    if (error instanceof KeptFromLetters) return { kind: 'kept' };
    if (error instanceof WrongKind) return { kind: 'no-file' };
    throw error;
  }
}

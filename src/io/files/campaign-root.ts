import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { isMissing } from './file-error.js';

/**
 * A file that letters are made of lies outside of the folder that they come from, be it by a link.
 */
export class OutsideCampaign extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} leads out of its folder`);
    this.path = path;
  }
}

/**
 * Where a file really is that must lie in one of some folders.
 * @throws OutsideCampaign where it does not; the file system's error where there is nothing
 */
export function realPathIn(folders: readonly string[], path: string): string {
  const real = realpathSync(path);
  if (!folders.some((folder) => isInside(real, realFolder(folder)))) throw new OutsideCampaign(path);
  return real;
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    if (isMissing(error)) return folder;
    throw error;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

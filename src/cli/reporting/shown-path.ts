import { isAbsolute, relative } from 'node:path';

/** A path as somebody in the terminal's folder would write it. */
export function shownPath(path: string, folder: string): string {
  const near = relative(folder, path);
  return near === '' ? '.' : near.startsWith('..') || isAbsolute(near) ? path : near;
}

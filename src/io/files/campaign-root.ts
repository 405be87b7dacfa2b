import { realpathSync, statSync, type BigIntStats } from 'node:fs';
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

/** A file of the campaign is no part of any letter: it holds secrets, or what nominate keeps. */
export class KeptFromLetters extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} is kept from letters`);
    this.path = path;
  }
}

/** Where the files lie that letters are made of. */
export interface LetterSources {
  /** With all that lies below them, but what is hidden (`.env`). */
  readonly folders: readonly string[];
  /** Files that no letter may take, under whatever name they are reached. */
  readonly kept: readonly string[];
}

/**
 * Where a file really is that a letter is made of.
 * @throws OutsideCampaign, KeptFromLetters; the file system's error where there is nothing
 */
export function realPathIn({ folders, kept }: LetterSources, path: string): string {
  const real = realpathSync(path);
  const folder = folders.map(realFolder).find((one) => isInside(real, one));
  if (folder === undefined) throw new OutsideCampaign(path);
  const isHidden = relative(folder, real)
    .split(sep)
    .some((name) => name.startsWith('.'));
  if (isHidden || kept.some((file) => isSameFile(file, real))) throw new KeptFromLetters(path);
  return real;
}

/** Also where it has two names (hard links), or a disk ignores case. */
function isSameFile(one: string, other: string): boolean {
  const [first, second] = [statOf(one), statOf(other)];
  return first !== null && first.ino === second?.ino && first.dev === second.dev;
}

/** Null also for a link that leads nowhere: whoever needs that file tells what is wrong with it. */
function statOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null;
  }
}

/**
 * Where a file really lies that is not in a folder, be it by a link; null where it is, or where
 * there is nothing.
 */
export function realPathOutside(folder: string, path: string): string | null {
  try {
    const real = realpathSync(path);
    return isInside(real, realFolder(folder)) ? null : real;
  } catch {
    return null;
  }
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

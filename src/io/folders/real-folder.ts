import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { atPath, isMissing } from '../files/file-error.js';
import { identityAt, kindAt, WrongKind, type FileKind } from '../files/file-kind.js';
import { whileHeldOpen } from '../files/held-open.js';

/**
 * A folder that is kept hold of, with those in it that were named when it was opened: what is done
 * in them is done there, whatever is put in their place meanwhile, and nothing is done through a
 * link. Names are paths in it, with forward slashes, one folder deep at most. Every method throws
 * the file system's error, with the whole path.
 */
export interface RealFolder {
  readonly path: string;
  /** Whether a file can have this name here. */
  readonly holds: (name: string) => boolean;
  /** What stands under a name; null where nothing does. */
  readonly kindOf: (name: string) => FileKind | null;
  /** Whether two names are one file: a disk may ignore case, or the form of an accent. */
  readonly isSame: (name: string, other: string) => boolean;
  /** Makes a file that is not there yet, for its owner only. */
  readonly create: (name: string) => OpenFile;
  /** Puts a file in the place of another one; a link that stands there is replaced itself. */
  readonly rename: (name: string, to: string) => void;
  /** Removes a file; what is none, such as a folder or a link, stays. */
  readonly remove: (name: string) => void;
  readonly close: () => void;
}

/** A new file, open for writing. */
export interface OpenFile {
  readonly append: (content: Uint8Array | string) => void;
  readonly close: () => void;
}

/** Keeps hold of one folder. */
interface Hold {
  /**
   * The path of something in it, good at this moment. @throws WrongKind where the folder is not
   * there any more
   */
  readonly at: (name: string) => string;
  readonly close: () => void;
}

/** What some disk takes for a folder, another disk, a device or another name. */
const NO_FILE_NAME = /[<>:"/\\|?*\u0000-\u001f]|[. ]$|^$/u;
const OWNER_ONLY = 0o700;
/**
 * Where the kernel shows a process its open files: a path through there leads to the folder itself,
 * not to its name (Linux, proc(5)).
 */
const OPEN_FILES = '/proc/self/fd';

/**
 * Opens a folder and some in it; those that are not there are made, for their owner only.
 * @param isHeld whether the kernel can keep hold of a folder; elsewhere it is looked before each
 * step whether it is the same one
 * @throws WrongKind where something else stands in the place of one of them, such as a link
 */
export function openRealFolder(path: string, folders: readonly string[], isHeld = existsSync(OPEN_FILES)): RealFolder {
  const holdOn = isHeld ? heldByKernel : checkedEachTime;
  if (kindAt(path) === null) mkdirSync(path, { mode: OWNER_ONLY, recursive: true });
  const top = holdOn(path, path);
  const inner = new Map(
    folders.map((name) => {
      const place = top.at(name);
      if (kindAt(place) === null)
        atPath(join(path, name), () => {
          mkdirSync(place, { mode: OWNER_ONLY });
        });
      return [name, holdOn(join(path, name), place)];
    }),
  );
  const find = (name: string): string | null => {
    const [base = '', ...above] = name.split('/').reverse();
    const hold = above.length === 0 ? top : inner.get(above.join('/'));
    return hold === undefined || NO_FILE_NAME.test(base) ? null : hold.at(base);
  };
  const close = (): void => {
    for (const hold of [...inner.values(), top]) hold.close();
  };
  return { path, holds: (name) => find(name) !== null, ...stepsIn(path, find), close };
}

/** @param find the path of a name, good at this moment; null for one that no file here can have */
function stepsIn(
  path: string,
  find: (name: string) => string | null,
): Pick<RealFolder, 'kindOf' | 'isSame' | 'create' | 'rename' | 'remove'> {
  const on = <Result>(name: string, act: (place: string) => Result): Result => {
    const place = find(name);
    if (place === null) throw new TypeError(`No file in ${path} can be called ${name}.`);
    return atPath(join(path, name), () => act(place));
  };
  return {
    kindOf: (name) => on(name, kindAt),
    isSame: (name, other) => {
      const identity = on(name, identityAt);
      return identity !== null && identity === on(other, identityAt);
    },
    create: (name) => on(name, createAt),
    rename: (name, to) => {
      on(name, (from) => {
        on(to, (place) => {
          whileHeldOpen(() => {
            renameSync(from, place);
          });
        });
      });
    },
    remove: (name) => {
      on(name, (place) => {
        if (kindAt(place) !== 'file') return;
        whileHeldOpen(() => {
          unlinkSync(place);
        });
      });
    },
  };
}

function createAt(place: string): OpenFile {
  const file = openSync(place, 'wx', 0o600);
  return {
    append: (content) => {
      writeFileSync(file, content);
    },
    close: () => {
      closeSync(file);
    },
  };
}

/**
 * The folder that a link leads to, where one stands at the end of a path; the path itself
 * elsewhere.
 */
export function followLink(path: string): string {
  try {
    return kindAt(path) === 'link' ? realpathSync(path) : path;
  } catch (error) {
    if (isMissing(error)) return path;
    throw error;
  }
}

/** @param path as problems name it; @param place where it is reached now */
function heldByKernel(path: string, place: string): Hold {
  if (kindAt(place) !== 'folder') throw new WrongKind(path, kindAt(place), 'folder');
  // A link that has been put there since is refused by the flag.
  const folder = atPath(path, () => openSync(place, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW));
  return {
    at: (name) => `${OPEN_FILES}/${folder}/${name}`,
    close: () => {
      closeSync(folder);
    },
  };
}

function checkedEachTime(path: string): Hold {
  const opened = identityAt(path);
  const check = (): void => {
    if (kindAt(path) !== 'folder' || identityAt(path) !== opened) throw new WrongKind(path, kindAt(path), 'folder');
  };
  check();
  return {
    at: (name) => {
      check();
      return join(path, name);
    },
    close: () => undefined,
  };
}

import { isFileError } from '../io/files/file-error.js';
import { ForeignFile } from '../io/folders/own-folder.js';
import { errorAt, type Place, type Problem } from '../problem.js';
import { shownPath } from './shown-path.js';
import type { Terminal } from './terminal.js';

/** How a command ends that met such a file midway. */
export const NOT_FINISHED = 'It was not finished.';

/** What errors of the operating system (POSIX, errno.h) mean to an organiser. */
const MEANINGS = [
  {
    errors: ['ENOSPC', 'EDQUOT'],
    code: 'disk-full',
    message: 'There is no room left on this disk.',
    hint: 'Make room.',
  },
  {
    errors: ['EACCES', 'EPERM'],
    code: 'not-allowed',
    message: 'You are not allowed to read or write this.',
    hint: 'Change who may read and write it, or name another file or folder.',
  },
  {
    errors: ['EROFS'],
    code: 'read-only',
    message: 'This disk can only be read.',
    hint: 'Name a file or folder on another disk.',
  },
  {
    errors: ['ENAMETOOLONG'],
    code: 'name-too-long',
    message: 'This name is too long for the disk.',
    hint: 'Give it a shorter one.',
  },
  {
    errors: ['EMFILE', 'ENFILE'],
    code: 'too-many-files',
    message: 'Too many files are open on this computer.',
    hint: 'Close other programs, or allow for more files with "ulimit -n 4096".',
  },
  {
    errors: ['EISDIR'],
    code: 'is-folder',
    message: 'A folder stands here, where a file is needed.',
    hint: 'Rename it or move it away, or name a file.',
  },
  {
    errors: ['EEXIST', 'ENOTDIR'],
    code: 'is-file',
    message: 'A file stands here, where a folder is needed.',
    hint: 'Rename it or move it away, or name a folder.',
  },
  {
    errors: ['EBUSY', 'ETXTBSY'],
    code: 'in-use',
    message: 'Another program has this open.',
    hint: 'Close it there: it may be a spreadsheet or a PDF viewer.',
  },
  { errors: ['ENOENT'], code: 'no-file', message: 'There is no such file or folder.', hint: 'Check its name.' },
] as const satisfies readonly (Pick<Problem, 'code' | 'message' | 'hint'> & { readonly errors: readonly string[] })[];

/** What is said of a file or folder that cannot be used; null for an error that is about none. */
export function fileProblem(error: unknown, terminal: Terminal): Problem | null {
  const placeOf = (path: string): Place => ({ file: shownPath(path, terminal.folder), line: null, column: null });
  if (error instanceof ForeignFile) {
    const message = 'This file was not written by nominate, so it is not overwritten.';
    const hint = 'Move that file away, or name another folder with --out.';
    return errorAt(placeOf(error.path), 'foreign-file', message, hint);
  }
  if (!isFileError(error)) return null;
  const meaning = MEANINGS.find(({ errors }) => errors.some((code) => code === error.code));
  const { code, message, hint } = meaning ?? { code: 'file', message: `${error.message}.`, hint: 'Check that file.' };
  const place = error.path === undefined ? { file: 'nominate', line: null, column: null } : placeOf(error.path);
  return errorAt(place, code, message, `${hint} Then run the same command again.`);
}

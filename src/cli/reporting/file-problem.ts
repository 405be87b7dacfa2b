import { KeptFromLetters, OutsideCampaign } from '../../io/files/campaign-root.js';
import { isFileError } from '../../io/files/file-error.js';
import { isHeldOpen } from '../../io/files/held-open.js';
import { WrongKind } from '../../io/files/file-kind.js';
import { LARGEST_WHOLE, TooLarge } from '../../io/files/read-if-there.js';
import { OpenToOthers } from '../../io/files/secret-file.js';
import { ForeignFile } from '../../io/folders/own-folder.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { sizeText } from '../../report/lines/size.js';
import { shellWord } from '../../shell-word.js';
import { shownPath } from './shown-path.js';
import type { Terminal } from './terminal.js';

/** How a command ends that met such a file midway. */
export const NOT_FINISHED = 'It was not finished.';

type Meaning = Pick<Problem, 'code' | 'message' | 'hint'>;

const IS_FOLDER: Meaning = {
  code: 'is-folder',
  message: 'A folder stands here, where a file is needed.',
  hint: 'Rename it or move it away, or name a file.',
};
const IS_FILE: Meaning = {
  code: 'is-file',
  message: 'A file stands here, where a folder is needed.',
  hint: 'Rename it or move it away, or name a folder.',
};
const NO_FILE: Meaning = {
  code: 'no-file',
  message: 'There is no such file or folder.',
  hint: 'Check its name.',
};
const IN_USE: Meaning = {
  code: 'in-use',
  message: 'This is open in another program.',
  hint: 'Close it there: it may be a spreadsheet, a PDF viewer or another nominate.',
};

const OUTSIDE: Meaning = {
  code: 'file-outside',
  message: "This leads out of the campaign's folder, and letters are made of nothing from elsewhere.",
  hint: "Put the file itself into the campaign's folder.",
};
const KEPT: Meaning = {
  code: 'file-kept',
  message:
    "This leads to a file that is kept from letters: it holds passwords, people's addresses or nominate's own records.",
  hint: 'Remove the link, and put the file that you mean in its place.',
};
const OPEN_TO_OTHERS = 'This file is for secrets, and others on this computer can read or change it.';

/** What errors of the operating system (POSIX, errno.h) mean to an organiser. */
const MEANINGS: readonly (Meaning & { readonly errors: readonly string[] })[] = [
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
    errors: ['ELOOP'],
    code: 'link-loop',
    message: 'This is a link that leads back to itself.',
    hint: 'Remove the link, and put the file or folder itself in its place.',
  },
  {
    errors: ['ENXIO', 'ENODEV', 'ESPIPE'],
    code: 'not-a-file',
    message: 'This is a pipe or a device, where a file is needed.',
    hint: 'Name a file.',
  },
  { errors: ['EISDIR', 'ERR_FS_EISDIR'], ...IS_FOLDER },
  { errors: ['EEXIST', 'ENOTDIR'], ...IS_FILE },
  { errors: ['EBUSY', 'ETXTBSY'], ...IN_USE },
  {
    errors: ['EPIPE'],
    code: 'closed-pipe',
    message: 'Whoever was to read it has closed the pipe.',
    hint: 'Let it read to the end, or write into a file.',
  },
  { errors: ['ENOENT'], ...NO_FILE },
];

/** What is said of a file or folder that cannot be used; null for an error that is about none. */
export function fileProblem(
  error: unknown,
  terminal: Pick<Terminal, 'folder'>,
  platform: NodeJS.Platform = process.platform,
): Problem | null {
  const placeOf = (path: string): Place => ({ file: shownPath(path, terminal.folder), line: null, column: null });
  if (error instanceof ForeignFile) {
    const message = 'This file was not written by nominate, so it is not overwritten.';
    const hint = 'Move that file away, or name another folder with --out.';
    return errorAt(placeOf(error.path), 'foreign-file', message, hint);
  }
  const again = ({ code, message, hint }: Meaning, place: Place): Problem =>
    errorAt(place, code, message, `${hint} Then run the same command again.`);
  if (error instanceof WrongKind) return again(meaningOfKind(error), placeOf(error.path));
  if (error instanceof TooLarge) return again(tooLarge(error), placeOf(error.path));
  if (error instanceof KeptFromLetters) return again(KEPT, placeOf(error.path));
  if (error instanceof OutsideCampaign) return again(OUTSIDE, placeOf(error.path));
  if (error instanceof OpenToOthers) {
    const place = placeOf(error.path);
    const hint = `Keep it to yourself: chmod 600 ${shellWord(place.file)}.`;
    return again({ code: 'open-to-others', message: OPEN_TO_OTHERS, hint }, place);
  }
  if (!isFileError(error)) return null;
  const place = error.path === undefined ? { file: 'nominate', line: null, column: null } : placeOf(error.path);
  const isHeld = isHeldOpen(error, platform);
  const meaning = isHeld ? IN_USE : MEANINGS.find(({ errors }) => errors.includes(error.code));
  return again(meaning ?? { code: 'file', message: `${error.message}.`, hint: 'Check that file.' }, place);
}

function tooLarge({ bytes }: TooLarge): Meaning {
  return {
    code: 'too-large',
    message: `This file has ${sizeText(bytes)}, and nominate reads at most ${sizeText(LARGEST_WHOLE)} of one.`,
    hint: 'Check that it is the file you mean; if so, make it smaller.',
  };
}

/** What is said of something that is no file, or no folder. */
function meaningOfKind({ found, needed }: WrongKind): Meaning {
  switch (found) {
    case 'link':
      return {
        code: 'is-link',
        message: `This is a link, and nominate writes through none: a ${needed} is needed here.`,
        hint:
          needed === 'folder'
            ? 'Remove the link, or name the folder that it leads to with --out.'
            : 'Remove the link, or move it away.',
      };
    case 'folder':
      return IS_FOLDER;
    case 'file':
      return IS_FILE;
    case 'other':
      return {
        code: 'not-a-file',
        message: `This is a pipe or a device, where a ${needed} is needed.`,
        hint: `Remove it or move it away, or name a ${needed}.`,
      };
    case null:
      return NO_FILE;
  }
}

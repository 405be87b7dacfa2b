import { expect, it } from 'vitest';
import { fileProblem } from '../../src/cli/reporting/file-problem.js';
import { isHeldOpen, whileHeldOpen } from '../../src/io/files/held-open.js';

const FOLDER = '/home/jo/campaign';

/** As Node's file system throws it. */
function fileError(code: string, syscall = 'open'): Error {
  const path = `${FOLDER}/letters/Bath.pdf`;
  return Object.assign(new Error(`${code}: said by the system, ${syscall} '${path}'`), { code, syscall, path });
}

it.each([
  ['ENOSPC', 'linux', 'write', 'disk-full', 'There is no room left on this disk.'],
  ['EDQUOT', 'linux', 'write', 'disk-full', 'There is no room left on this disk.'],
  ['EACCES', 'linux', 'open', 'not-allowed', 'You are not allowed to read or write this.'],
  ['EPERM', 'linux', 'rename', 'not-allowed', 'You are not allowed to read or write this.'],
  ['EROFS', 'linux', 'open', 'read-only', 'This disk can only be read.'],
  ['ENAMETOOLONG', 'linux', 'open', 'name-too-long', 'This name is too long for the disk.'],
  ['EMFILE', 'linux', 'open', 'too-many-files', 'Too many files are open on this computer.'],
  ['ENFILE', 'linux', 'open', 'too-many-files', 'Too many files are open on this computer.'],
  ['ELOOP', 'linux', 'realpath', 'link-loop', 'This is a link that leads back to itself.'],
  ['ENXIO', 'linux', 'open', 'not-a-file', 'This is a pipe or a device, where a file is needed.'],
  ['ENODEV', 'linux', 'open', 'not-a-file', 'This is a pipe or a device, where a file is needed.'],
  ['EISDIR', 'linux', 'read', 'is-folder', 'A folder stands here, where a file is needed.'],
  ['ERR_FS_EISDIR', 'linux', 'rm', 'is-folder', 'A folder stands here, where a file is needed.'],
  ['ENOTDIR', 'linux', 'mkdir', 'is-file', 'A file stands here, where a folder is needed.'],
  ['EEXIST', 'linux', 'mkdir', 'is-file', 'A file stands here, where a folder is needed.'],
  ['EBUSY', 'linux', 'rename', 'in-use', 'This is open in another program.'],
  ['ETXTBSY', 'linux', 'open', 'in-use', 'This is open in another program.'],
  ['ENOENT', 'linux', 'open', 'no-file', 'There is no such file or folder.'],
  ['EBUSY', 'win32', 'open', 'in-use', 'This is open in another program.'],
  ['EBUSY', 'win32', 'rename', 'in-use', 'This is open in another program.'],
  ['EPERM', 'win32', 'rename', 'in-use', 'This is open in another program.'],
  ['EACCES', 'win32', 'rename', 'in-use', 'This is open in another program.'],
  ['EPERM', 'win32', 'unlink', 'in-use', 'This is open in another program.'],
  ['EACCES', 'win32', 'open', 'not-allowed', 'You are not allowed to read or write this.'],
] as const)('%s on %s at %s is %s, with its place and what to do', (error, platform, syscall, code, message) => {
  const problem = fileProblem(fileError(error, syscall), { folder: FOLDER }, platform);
  expect(problem).toMatchObject({ severity: 'error', file: 'letters/Bath.pdf', code, message });
  expect(problem?.hint).toMatch(/^[A-Z].+\. Then run the same command again\.$/u);
});

it('an error that is about no file is none of these', () => {
  expect(fileProblem(new TypeError('x is undefined'), { folder: FOLDER })).toBe(null);
});

it('on Windows, what another program holds open for a moment is tried again, and told when it stays so', () => {
  const outcomes = ['EBUSY', 'EPERM'];
  let tries = 0;
  const letGo = (): void => {
    tries += 1;
    const code = outcomes.shift();
    if (code !== undefined) throw fileError(code, 'rename');
  };
  whileHeldOpen(letGo, 'win32');
  expect(tries).toBe(3);
  const held = (): void => {
    throw fileError('EBUSY', 'rename');
  };
  expect(() => {
    whileHeldOpen(held, 'win32');
  }).toThrow('EBUSY');
});

it('elsewhere, an error is final at once', () => {
  let tries = 0;
  expect(() => {
    whileHeldOpen(() => {
      tries += 1;
      throw fileError('EACCES', 'rename');
    }, 'linux');
  }).toThrow('EACCES');
  expect(tries).toBe(1);
  expect(isHeldOpen(fileError('EBUSY', 'rename'), 'linux')).toBe(false);
});

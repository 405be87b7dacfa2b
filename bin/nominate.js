#!/usr/bin/env node
import { chmodSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import nodeModule from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// What V8 compiles is kept for the next start, where Node can do that (from 22.1 on): in the user's own cache, for whatever lies in the folder
// for temporary files, which is Node's own choice, may have been put there by anybody, and would be run. Where it cannot be written, Node does without.
const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
const caches = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && join(HOME, '.cache'));
const cache = caches && isAbsolute(caches) ? join(caches, 'nominate') : null;
if (cache !== null && nodeModule.enableCompileCache && isOwnFolder(cache)) nodeModule.enableCompileCache(cache);

// What a letter leaves behind is thrown away at once, by one thread, and not when there are sixteen megabytes of it; what outlives that is
// looked through before it is four times what is in use. It takes a third of the memory away, and adds a twentieth to the work.
for (const flag of ['--semi-space-growth-factor=1', '--no-parallel-scavenge', '--heap-growing-percent=30'])
  setFlagsFromString(flag);

// A checkout has its sources beside it and builds itself when they are newer; the published package has only dist.
if (existsSync(new URL('../src', import.meta.url))) {
  const { buildIfStale } = await import('./build.js');
  await buildIfStale();
}
// Traces then tell the lines of src/, not those of the bundle.
if (process.env['NOMINATE_DEBUG']) process.setSourceMapsEnabled(true);
try {
  const { main } = await import('../dist/bundle/main.js');
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // Before nominate has begun, it cannot tell this itself (POSIX, errno.h).
  if (error.code !== 'EMFILE' && error.code !== 'ENFILE') throw error;
  process.stderr.write('nominate error too-many-files: Too many files are open on this computer.\n');
  process.stderr.write(
    '    Close other programs, or allow for more files with "ulimit -n 4096". Then run the same command again.\n',
  );
  process.exitCode = 2;
}

/**
 * Makes a folder that only this user can reach. False where there can be none, and where others
 * could have put something into it.
 */
function isOwnFolder(path) {
  try {
    makeFolder(path);
    // Windows knows neither such owners nor such modes.
    if (process.getuid === undefined) return true;
    const found = lstatSync(path);
    if (!found.isDirectory() || found.uid !== process.getuid() || (found.mode & 0o022) !== 0) return false;
    chmodSync(path, 0o700);
    return true;
  } catch {
    return false;
  }
}

/**
 * One folder at a time: Node itself never ends where a folder can neither be found nor made, as
 * below /proc.
 */
function makeFolder(path) {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (error.code === 'EEXIST') return;
    if (error.code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}

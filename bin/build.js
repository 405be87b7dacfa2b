// Builds dist/ from src/. Not published: it serves a checkout, where no install script may run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');

/** Builds into an empty dist/: the modules, and of them the bundle that is published. Ends the process with the compiler's own words when that fails. */
export async function build() {
  const { bundle } = await import('./bundle.js');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await Promise.all([compile(), bundle(join(root, 'dist', 'bundle'))]);
  writeFileSync(stamp, '');
}

async function compile() {
  const typescript = createRequire(import.meta.url).resolve('typescript');
  const compiler = join(dirname(typescript), 'tsc.js');
  const compiling = spawn(process.execPath, [compiler, '--project', join(root, 'tsconfig.json')], {
    stdio: ['ignore', 2, 2],
  });
  const [status] = await once(compiling, 'exit');
  if (status !== 0) process.exit(2);
}

/** Builds when any source file, or what says how they are built, is newer than the last build. */
export async function buildIfStale() {
  const built = changed(stamp);
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true });
  const newest = Math.max(
    ...['tsconfig.json', 'bin/bundle.js'].map((name) => changed(join(root, name))),
    ...sources.map((entry) => changed(join(entry.parentPath, entry.name))),
  );
  if (newest <= built) return;
  if (built === 0) process.stderr.write('Building nominate (once) …\n');
  await build();
}

/** When a file was changed, in ms; 0 where it is not there. */
function changed(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();

// Builds dist/ from src/. Not published: it serves a checkout, where no install script may run.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');

/** Compiles src/ into an empty dist/; ends the process with the compiler's own words when that fails. */
export function build() {
  const typescript = createRequire(import.meta.url).resolve('typescript');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const compiler = join(dirname(typescript), 'tsc.js');
  const result = spawnSync(process.execPath, [compiler, '--project', join(root, 'tsconfig.json')], {
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) process.exit(2);
  writeFileSync(stamp, '');
}

/** Builds when any source file, or the compiler's configuration, is newer than the last build. */
export function buildIfStale() {
  const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true });
  const newest = Math.max(
    statSync(join(root, 'tsconfig.json')).mtimeMs,
    ...sources.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
  if (newest <= built) return;
  if (built === 0) process.stderr.write('Building nominate (once) …\n');
  build();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();

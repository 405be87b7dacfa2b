#!/usr/bin/env node
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// What V8 compiles is kept for the next start, where Node can do that (from 22.1 on): in the user's own cache, for whatever lies in the folder
// for temporary files, which is Node's own choice, may have been put there by anybody, and would be run. Where it cannot be written, Node does without.
const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
const caches = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && join(HOME, '.cache'));
if (caches) nodeModule.enableCompileCache?.(join(caches, 'nominate'));

// A long list needs no more memory than a short one: what the letters leave behind is collected before it is four times what is in use.
// From the beginning, it would hold up a short one by a tenth.
setTimeout(() => setFlagsFromString('--heap-growing-percent=30'), 500).unref();

// A checkout has its sources beside it and builds itself when they are newer; the published package has only dist.
if (existsSync(new URL('../src', import.meta.url))) {
  const { buildIfStale } = await import('./build.js');
  await buildIfStale();
}
// Traces then tell the lines of src/, not those of the bundle.
if (process.env['NOMINATE_DEBUG']) process.setSourceMapsEnabled(true);
const { main } = await import('../dist/bundle/main.js');
process.exitCode = await main(process.argv.slice(2));

#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A checkout has its sources beside it and builds itself when they are newer; the published package has only dist.
if (existsSync(new URL('../src', import.meta.url))) {
  const { buildIfStale } = await import('./build.js');
  buildIfStale();
}
const { main } = await import('../dist/cli/main.js');
process.exitCode = await main(process.argv.slice(2));

import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeFreshFile } from '../../src/io/files/fresh-file.js';
import { until } from '../until.js';

test('a list is whole in the moment in which it is there, so that no kill leaves a part of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nominate-fresh-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'failed.csv');
  const text = 'Bath,jo@example.org\r\n'.repeat(2_000_000);
  const written = writeFreshFile(path, text);
  await until(() => existsSync(path));
  expect(statSync(path).size).toBe(text.length);
  expect(await written).toBe(path);
  expect(await readdir(folder)).toEqual(['failed.csv']);
});

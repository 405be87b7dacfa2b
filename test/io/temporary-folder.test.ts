import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeTemporaryFolder } from '../../src/io/files/temporary-folder.js';
import { need, type Tool } from '../tools/left-out.js';

const ROOT: Tool = {
  name: 'the right to give a folder away',
  howToGet: 'run npm test as root',
  isThere: process.getuid?.() === 0,
};

async function temporaryFiles(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nominate-tmp-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** The name that a folder of a process would have that has ended. */
function nameOfTheDead(above: string): string {
  const own = makeTemporaryFolder('rehearsal', above);
  own.remove();
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  return basename(own.path).replace(`-${process.pid}-`, `-${dead}-`);
}

test('what a killed run left is removed by the next one, and no link in it is followed', async () => {
  const above = await temporaryFiles();
  const mine = join(above, 'mine');
  mkdirSync(mine);
  writeFileSync(join(mine, 'thesis.txt'), 'mine');
  const left = join(above, nameOfTheDead(above));
  mkdirSync(left);
  writeFileSync(join(left, '0.eml'), 'Dear Jo');
  symlinkSync(mine, join(left, 'link'));
  const folder = makeTemporaryFolder('test', above);
  expect(readdirSync(above).sort()).toEqual([basename(folder.path), 'mine'].sort());
  expect(readFileSync(join(mine, 'thesis.txt'), 'utf8')).toBe('mine');
  expect(statSync(folder.path).mode & 0o777).toBe(0o700);
});

test('a link that is called like one is not followed, and stays', async () => {
  const above = await temporaryFiles();
  const mine = join(above, 'mine');
  mkdirSync(mine);
  writeFileSync(join(mine, 'thesis.txt'), 'mine');
  const link = join(above, nameOfTheDead(above));
  symlinkSync(mine, link);
  makeTemporaryFolder('rehearsal', above);
  expect(readFileSync(join(link, 'thesis.txt'), 'utf8')).toBe('mine');
});

test('what belongs to a run that is alive, to another computer or to nobody known stays', async () => {
  const above = await temporaryFiles();
  const dead = nameOfTheDead(above);
  const alive = makeTemporaryFolder('rehearsal', above).path;
  const others = [
    dead.replace(/-[0-9a-f]{8}-/u, '-00000000-'),
    dead.replace('rehearsal', 'letters'),
    'nominate-rehearsal-AbCdEf',
    `${dead}.txt`,
  ];
  for (const name of others) mkdirSync(join(above, name));
  makeTemporaryFolder('rehearsal', above).remove();
  for (const path of [alive, ...others.map((name) => join(above, name))]) expect(existsSync(path)).toBe(true);
});

test('what another user has made stays', async () => {
  need(ROOT);
  const above = await temporaryFiles();
  const left = join(above, nameOfTheDead(above));
  mkdirSync(left);
  chownSync(left, 12345, 12345);
  makeTemporaryFolder('rehearsal', above);
  expect(existsSync(left)).toBe(true);
});

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { need, type Tool } from '../tools/left-out.js';

const [MOUNT, UNMOUNT] = ['/usr/bin/mount', '/usr/bin/umount'] as const;

const DISKS: Tool = {
  name: 'the right to mount a disk',
  howToGet: 'run npm test as root, on Linux',
  isThere: process.getuid?.() === 0 && existsSync(MOUNT),
};

/**
 * A disk of its own, in memory, with these options of mount, such as size=64k; gone after the test.
 */
export async function ownDisk(options: string): Promise<string> {
  need(DISKS);
  const folder = await mkdtemp(join(tmpdir(), 'nominate-disk-'));
  mount('-t', 'tmpfs', '-o', options, 'tmpfs', folder);
  onTestFinished(async () => {
    spawnSync(UNMOUNT, [folder]);
    await rm(folder, { recursive: true });
  });
  return folder;
}

/** Changes a disk in use, such as to size=1m, ro or rw. */
export function remount(folder: string, options: string): void {
  mount('-o', `remount,${options}`, folder);
}

function mount(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(MOUNT, args);
  expect(status, stderr.toString()).toBe(0);
}

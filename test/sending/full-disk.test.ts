import { spawnSync } from 'node:child_process';
import { writeFile, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startScriptedServer, type ScriptedServer } from '../servers/scripted-server.js';
import { expectPromiseKept } from './oracle.js';
import { invent, openSoundLedger, plainServer, sendLetters } from './send-letters.js';

/** A disk of so many kilobytes, or its new size. Only root may mount one. */
function mount(folder: string, kilobytes: number, options = ''): boolean {
  return (
    spawnSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', `${options}size=${kilobytes}k`, 'tmpfs', folder]).status === 0
  );
}

let disk: string;
let server: ScriptedServer;

beforeEach(async () => {
  disk = await mkdtemp(join(tmpdir(), 'nominate-disk-'));
  server = await startScriptedServer();
});

afterEach(async () => {
  await server.close();
  spawnSync('/usr/bin/umount', [disk]);
  await rm(disk, { recursive: true });
});

// Room for about so many bytes of the ledger: the disk then fills up at an attempt, a release or an outcome.
test.skipIf(process.getuid?.() !== 0).each([0, 500, 900, 1_300, 1_700, 2_100])(
  'a disk that fills up stops the run with nothing lost; with room again it goes on (%i bytes more)',
  async (offset) => {
    expect(mount(disk, 16)).toBe(true);
    const { bavail, bsize } = await statfs(disk);
    await writeFile(join(disk, 'ballast'), new Uint8Array((bavail - 1) * bsize));
    const path = join(disk, 'ledger.ndjson');
    const letters = invent(20).map((letter) => ({ ...letter, clp: 'x'.repeat(offset / 10) }));
    const first = await openSoundLedger(path);
    const full = await sendLetters(letters, first, { server: plainServer(server.port) });
    expect(full.stop?.reason).toBe('ledger-failed');
    expect(full.stop?.detail).toContain('ENOSPC');
    await first.close();

    expect(mount(disk, 1_000, 'remount,')).toBe(true);
    const second = await openSoundLedger(path);
    expectPromiseKept(
      letters.map(({ key }) => key),
      server.arrivals,
      second.state,
      false,
    );
    const rest = await sendLetters(letters, second, { server: plainServer(server.port) });
    expect(rest.stop).toBeNull();
    expectPromiseKept(
      letters.map(({ key }) => key),
      server.arrivals,
      second.state,
    );
    // What the first run called a doubt is one for the second run too, and there is no other.
    const doubtsThen = full.outcomes.flatMap((outcome, index) => (outcome === 'doubt' ? [letters[index]?.key] : []));
    const doubtsNow = [...second.state.letters.values()].flatMap(({ key, standing }) =>
      standing === 'released' ? [key] : [],
    );
    expect(doubtsNow).toEqual(doubtsThen);
    await second.close();
  },
);

import { readFileSync } from 'node:fs';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { readLedger } from '../../src/io/ledger/ledger-read.js';
import type { Ledger, OutgoingLetter } from '../../src/sending/delivery/ports.js';
import type { Stop } from '../../src/sending/delivery/stop.js';
import type { LedgerEntry } from '../../src/sending/ledger/ledger-event.js';
import { ownDisk, remount } from '../disk/own-disk.js';
import { watchSyncs } from '../disk/syncs.js';
import { startScriptedServer, type ScriptedServer } from '../servers/scripted-server.js';
import { expectPromiseKept } from './oracle.js';
import { invent, openSoundLedger, plainServer, sendLetters } from './send-letters.js';

const BLOCK = 4_096;

let server: ScriptedServer;

beforeEach(async () => {
  server = await startScriptedServer();
  onTestFinished(() => server.close());
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nominate-disk-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A disk of its own, of 32 KB. */
function newDisk(): Promise<string> {
  return ownDisk(`size=${8 * BLOCK}`);
}

/** One with room for the witness and one block of the ledger. */
async function nearlyFullDisk(): Promise<string> {
  const folder = await newDisk();
  const { bavail, bsize } = await statfs(folder);
  expect(bsize).toBe(BLOCK);
  await writeFile(join(folder, 'ballast'), new Uint8Array((bavail - 2) * BLOCK));
  return folder;
}

const keys = (letters: readonly OutgoingLetter[]): readonly string[] => letters.map(({ key }) => key);

/** Letters whose first block of the ledger ends in the middle of that line of the third letter. */
async function lettersToTear(type: LedgerEntry['type']): Promise<readonly OutgoingLetter[]> {
  const path = join(await newFolder(), 'ledger.ndjson');
  const ledger = await openSoundLedger(path);
  const trial = await startScriptedServer();
  await sendLetters(invent(3), ledger, { server: plainServer(trial.port) });
  await trial.close();
  await ledger.close();
  const lines = readFileSync(path, 'utf8').split(/(?<=\n)/u);
  const torn = lines.findIndex((line, index) => line.includes(`"type":"${type}"`) && index >= 6);
  const before = lines.slice(0, torn).join('').length + Math.floor((lines[torn]?.length ?? 0) / 2);
  return invent(20).map((letter, index) =>
    index === 0 ? { ...letter, clp: letter.clp.padEnd(BLOCK - before + letter.clp.length, 'x') } : letter,
  );
}

/** Which entry was the first that could not be written. */
function watched(ledger: Ledger): { readonly port: Ledger; readonly struck: () => string | undefined } {
  const failed: string[] = [];
  return {
    struck: () => failed[0],
    port: {
      state: ledger.state,
      append: async (entry) => {
        const failure = await ledger.append(entry);
        if (failure !== null) failed.push(`${entry.type} ${Number.parseInt(entry.key, 16) + 1}`);
        return failure;
      },
    },
  };
}

/** Where a disk gives up, and what then is the case. */
interface Strike {
  /** The first entry that could not be written: its type, and of which letter. */
  readonly entry: string;
  /** The outcomes that the run tells. */
  readonly told: readonly string[];
  /** Where the first three letters stand for the next run. */
  readonly standing: readonly (string | undefined)[];
}

const AT_ATTEMPT: Strike = {
  entry: 'attempt 3',
  told: ['accepted', 'accepted'],
  standing: ['accepted', 'accepted', undefined],
};
const AT_RELEASED: Strike = {
  entry: 'released 3',
  told: ['accepted', 'accepted'],
  standing: ['accepted', 'accepted', 'attempted'],
};
const AT_OUTCOME: Strike = {
  entry: 'outcome 3',
  told: ['accepted', 'accepted', 'doubt'],
  standing: ['accepted', 'accepted', 'released'],
};
/** A sync is of an outcome and the next attempt together. */
const AT_BOTH: Strike = {
  entry: 'outcome 2',
  told: ['accepted', 'doubt'],
  standing: ['accepted', 'released', undefined],
};

describe('a disk that gives up loses nothing, and what the run tells is what the next one finds', () => {
  async function expectNothingLost(
    letters: readonly OutgoingLetter[],
    path: string,
    { entry, told, standing }: Strike,
    mend: () => void,
  ): Promise<Stop | null> {
    const first = await openSoundLedger(path);
    const { port, struck } = watched(first);
    const { outcomes, stop } = await sendLetters(letters, port, { server: plainServer(server.port) });
    await first.close();
    expect(struck()).toBe(entry);
    expect(stop?.reason).toBe('ledger-failed');
    expect(outcomes).toEqual(told);
    expect(server.arrivals.messages.size).toBe(told.filter((outcome) => outcome !== 'deferred').length);

    mend();
    const { state, problems } = await readLedger(path, 'ledger.ndjson', null);
    expect(problems).toEqual([]);
    expect(keys(letters.slice(0, 3)).map((key) => state.letters.get(key)?.standing)).toEqual(standing);
    const second = await openSoundLedger(path);
    const rest = await sendLetters(letters, second, { server: plainServer(server.port) });
    await second.close();
    expect(rest.stop).toBeNull();
    expectPromiseKept(keys(letters), server.arrivals, second.state);
    expect(server.arrivals.messages.size).toBe(letters.length);
    return stop;
  }

  test.each([
    ['attempt', AT_ATTEMPT],
    ['released', AT_RELEASED],
    ['outcome', AT_OUTCOME],
  ] as const)('because it is full in the middle of an entry of the kind %s', async (type, strike) => {
    const letters = await lettersToTear(type);
    const disk = await nearlyFullDisk();
    const stop = await expectNothingLost(letters, join(disk, 'ledger.ndjson'), strike, () => {
      remount(disk, 'size=1m');
    });
    expect(stop?.detail).toContain('ENOSPC');
  });

  test.each([
    [5, AT_BOTH],
    [6, AT_RELEASED],
  ] as const)('because it has gone bad, at sync %i', async (from, strike) => {
    const syncs = await watchSyncs({ name: 'ledger.ndjson', from });
    onTestFinished(syncs.stopWatching);
    const path = join(await newFolder(), 'ledger.ndjson');
    const stop = await expectNothingLost(invent(6), path, strike, syncs.stopWatching);
    expect(stop?.detail).toContain('EIO');
  });

  test('because it has gone bad between an outcome and the next attempt at the same letter, which is told as it was recorded', async () => {
    server.play({ rcpt: [{ then: 'close' }] });
    const syncs = await watchSyncs({ name: 'ledger.ndjson', from: 3 });
    onTestFinished(syncs.stopWatching);
    const path = join(await newFolder(), 'ledger.ndjson');
    const strike = { entry: 'attempt 1', told: ['deferred'], standing: ['deferred', undefined, undefined] };
    await expectNothingLost(invent(3), path, strike, syncs.stopWatching);
  });

  test('because it can only be read since the last run', async () => {
    const disk = await newDisk();
    const path = join(disk, 'ledger.ndjson');
    const letters = invent(4);
    const earlier = await openSoundLedger(path);
    await sendLetters(letters.slice(0, 2), earlier, { server: plainServer(server.port) });
    await earlier.close();
    remount(disk, 'ro');
    const ledger = await openSoundLedger(path);
    const { stop, outcomes } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    await ledger.close();
    expect(stop?.reason).toBe('ledger-failed');
    expect(stop?.detail).toContain('EROFS');
    expect(outcomes).toEqual([]);
    expect(server.arrivals.messages.size).toBe(2);
    remount(disk, 'rw');
    const next = await openSoundLedger(path);
    await sendLetters(letters, next, { server: plainServer(server.port) });
    await next.close();
    expectPromiseKept(keys(letters), server.arrivals, next.state);
  });
});

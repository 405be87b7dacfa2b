import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openLedger, type LedgerFile } from '../../src/io/ledger/ledger-file.js';
import { sumOf, type LedgerEntry } from '../../src/sending/ledger/ledger-event.js';
import { watchSyncs, type WatchedSyncs } from '../disk/syncs.js';
import { startScriptedServer } from '../servers/scripted-server.js';
import { invent, openSoundLedger, plainServer, sendLetters } from '../sending/send-letters.js';
import { attempt } from './ledger-entries.js';

let folder: string;
let path: string;
let syncs: WatchedSyncs;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nominate-syncs-'));
  path = join(folder, 'ledger.ndjson');
  syncs = await watchSyncs();
  onTestFinished(async () => {
    syncs.stopWatching();
    await rm(folder, { recursive: true });
  });
});

/** How many lines of the ledger are surely on disk. */
const linesOnDisk = (): number =>
  Math.max(0, ...syncs.done.filter(({ name }) => name === 'ledger.ndjson').map(({ lines }) => lines));

/** Appends, and finds the entry on disk in the moment in which the append ends. */
async function appendSynced(ledger: LedgerFile, entry: LedgerEntry, seq: number): Promise<void> {
  expect(await ledger.append(entry)).toBeNull();
  expect(linesOnDisk()).toBeGreaterThanOrEqual(seq);
}

test('a new ledger’s name, its witness and its first line are on disk, in this order, when the first append ends', async () => {
  const ledger = await openSoundLedger(path);
  expect(syncs.done).toEqual([]);
  await appendSynced(ledger, attempt('a'), 1);
  expect(syncs.done.map(({ name }) => name)).toEqual([basename(folder), '.ledger.ndjson.seen.new', 'ledger.ndjson']);
  await ledger.close();
  expect(syncs.done.slice(3)).toEqual([{ name: '.ledger.ndjson.seen.new', lines: 1 }]);
});

test('what a user remembers of a ledger is on disk when its first append ends', async () => {
  const memories = join(folder, 'memories');
  const mailing = { campaign: 'nec-2028', mailing: 're-election' };
  const now = (): Date => new Date();
  const { ledger } = await openLedger({ path, file: 'ledger.ndjson', memories, mailing, now });
  expect(await ledger?.append(attempt('a'))).toBeNull();
  await ledger?.close();
  const id = sumOf((await readFile(path, 'utf8')).trimEnd());
  expect(syncs.done.slice(3, 4)).toEqual([{ name: `.${id}.json.new`, lines: 1 }]);
});

test('every entry is on disk when its append ends, whether one letter is under way or several', async () => {
  const ledger = await openSoundLedger(path);
  await appendSynced(ledger, attempt('a'), 1);
  await appendSynced(ledger, { type: 'released', key: 'a' }, 2);
  const several = ['b', 'c', 'd'];
  await Promise.all(several.map((key, index) => appendSynced(ledger, attempt(key), 3 + index)));
  await Promise.all(several.map((key, index) => appendSynced(ledger, { type: 'released', key }, 6 + index)));
  await ledger.close();
});

test('a letter costs two syncs: its outcome shares one with the next attempt', async () => {
  const server = await startScriptedServer();
  onTestFinished(() => server.close());
  const ledger = await openSoundLedger(path);
  await sendLetters(invent(4), ledger, { server: plainServer(server.port) });
  await ledger.close();
  const lines = syncs.done.filter(({ name }) => name === 'ledger.ndjson').map((sync) => sync.lines);
  expect(lines).toEqual([1, 2, 4, 5, 7, 8, 10, 11, 12]);
});

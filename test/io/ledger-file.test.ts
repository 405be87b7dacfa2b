import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../src/io/ledger/ledger-file.js';
import { readLedger } from '../../src/io/ledger/ledger-read.js';
import { stampEntry, writeLedgerLine, type LedgerEntry } from '../../src/sending/ledger/ledger-event.js';
import { memoryPath } from '../../src/io/ledger/ledger-memory.js';
import { witnessPath } from '../../src/io/ledger/ledger-witness.js';
import { putPipe } from '../disk/named-pipe.js';
import { openSoundLedger } from '../sending/send-letters.js';
import { attempt } from './ledger-entries.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nominate-ledger-'));
  path = join(folder, 'ledger.ndjson');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const released = (key: string): LedgerEntry => ({ type: 'released', key });
const accepted = (key: string): LedgerEntry => ({
  type: 'outcome',
  key,
  outcome: 'accepted',
  stage: 'final',
  cause: 'reply',
  notBefore: null,
  reply: { code: 250, enhanced: '2.0.0', text: 'queued' },
});

async function record(...entries: readonly LedgerEntry[]): Promise<void> {
  const ledger = await openSoundLedger(path);
  for (const entry of entries) expect(await ledger.append(entry)).toBeNull();
  await ledger.close();
}

/** As a run leaves it that was killed: the witness is older than the last lines. */
async function recordAndDie(...entries: readonly LedgerEntry[]): Promise<void> {
  await record(...entries);
  await rm(join(folder, '.ledger.ndjson.seen'));
}

const open = (at = path): ReturnType<typeof openLedger> =>
  openLedger({ path: at, file: 'ledger.ndjson', memories: null, mailing: null, now: () => new Date() });

test.skipIf(process.platform !== 'linux')('a ledger that cannot be written is not left open', async () => {
  const descriptors = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
  await mkdir(join(folder, '.ledger.ndjson.seen.new'));
  const ledger = await openSoundLedger(path);
  const before = await descriptors();
  expect(await ledger.append(attempt('a'))).not.toBeNull();
  const after = await descriptors();
  await ledger.close();
  expect(after).toBe(before);
});

test('a ledger is made by its first entry, for its owner only, and read back by the next run', async () => {
  const first = await openSoundLedger(path);
  expect(first.missing).toBe(true);
  await first.close();
  expect((await readLedger(path, 'ledger.ndjson', null)).missing).toBe(true);
  await record(attempt('a'), released('a'), accepted('a'), attempt('b'));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const next = await openSoundLedger(path);
  expect(next.missing).toBe(false);
  expect(next.state.letters.get('a')?.standing).toBe('accepted');
  expect(next.state.letters.get('a')?.reply).toEqual({ code: 250, enhanced: '2.0.0', text: 'queued' });
  expect(next.state.letters.get('b')?.standing).toBe('attempted');
  await next.close();
});

test('entries of letters in flight are all on disk when their appends end, numbered without gaps', async () => {
  const ledger = await openSoundLedger(path);
  const keys = Array.from({ length: 200 }, (_, index) => `k${index}`);
  await Promise.all(keys.map((key) => ledger.append(attempt(key))));
  expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(200);
  expect(ledger.state.seq).toBe(200);
  await ledger.close();
  expect((await readLedger(path, 'ledger.ndjson', null)).problems).toEqual([]);
});

describe('a last line that was torn', () => {
  test('at any byte is left out with a warning, and the next entry stands on a line of its own', async () => {
    await recordAndDie(attempt('a'), released('a'));
    const whole = await readFile(path);
    const secondLine = whole.indexOf(0x0a) + 1;
    for (let length = secondLine + 1; length < whole.length; length += 7) {
      await writeFile(path, whole.subarray(0, length));
      await rm(join(folder, '.ledger.ndjson.seen'), { force: true });
      const { ledger, problems } = await open();
      expect(problems.map(({ code, severity, line }) => [code, severity, line])).toEqual([
        ['ledger-torn', 'warning', 2],
      ]);
      expect(ledger?.state.letters.get('a')?.standing).toBe('attempted');
      await ledger?.append(released('a'));
      await ledger?.close();
      const again = await readLedger(path, 'ledger.ndjson', null);
      expect(again.problems).toEqual([]);
      expect(again.state.letters.get('a')?.standing).toBe('released');
    }
  });

  test('is told, and not mended, by somebody who only reads', async () => {
    await recordAndDie(attempt('a'), released('a'));
    await truncate(path, (await stat(path)).size - 5);
    const before = await readFile(path);
    expect((await readLedger(path, 'ledger.ndjson', null)).problems.map(({ code }) => code)).toEqual(['ledger-torn']);
    expect(await readFile(path)).toEqual(before);
  });

  test('and yet was on disk when the last run ended is no matter of a kill: the disk lost it, and somebody must look', async () => {
    await record(attempt('a'), released('a'));
    await truncate(path, (await stat(path)).size - 5);
    const { ledger, problems } = await open();
    expect(problems.map(({ code }) => code)).toEqual(['ledger-torn', 'ledger-older']);
    expect(ledger?.suspicion?.code).toBe('ledger-older');
    await ledger?.close();
  });
});

test.each([
  ['with CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['with a BOM', (text: string) => `\uFEFF${text}`],
])('a ledger that an editor saved %s is the same ledger, and goes on', async (_, save) => {
  const memories = join(folder, 'memories');
  await record(attempt('a'), released('a'), accepted('a'));
  await writeFile(path, save(await readFile(path, 'utf8')));
  const mailing = { campaign: 'nec-2028', mailing: 're-election' };
  const now = (): Date => new Date();
  const { ledger, problems } = await openLedger({ path, file: 'ledger.ndjson', memories, mailing, now });
  expect(problems).toEqual([]);
  expect(ledger?.state.letters.get('a')?.standing).toBe('accepted');
  expect(await ledger?.append(attempt('b'))).toBeNull();
  await ledger?.close();
  const again = await readLedger(path, 'ledger.ndjson', memories);
  expect([
    again.problems,
    again.state.seq,
    (await readdir(memories)).filter((name) => name.endsWith('.json')).length,
  ]).toEqual([[], 4, 1]);
});

describe('a ledger that is not what was written', () => {
  const refusals: readonly (readonly [string, (lines: string[]) => string[], string, number])[] = [
    [
      'a digit changed',
      ([one = '', two = '', ...rest]) => [one, two.replace('"seq":2', '"seq":3'), ...rest],
      'ledger-damaged',
      2,
    ],
    ['a line taken out', ([one = '', , ...rest]) => [one, ...rest], 'ledger-damaged', 2],
    ['a line twice', ([one = '', ...rest]) => [one, one, ...rest], 'ledger-damaged', 2],
    ['an empty line', ([one = '', ...rest]) => [one, '', ...rest], 'ledger-damaged', 2],
    [
      'its last whole line changed',
      (lines) => [...lines.slice(0, -1), (lines.at(-1) ?? '').replace('250', '251')],
      'ledger-damaged',
      3,
    ],
  ];
  test.each(refusals)('is refused with its line: %s', async (_, damage, code, line) => {
    await record(attempt('a'), released('a'), accepted('a'));
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    await writeFile(path, `${damage(lines).join('\n')}\n`);
    const { ledger, problems } = await open();
    expect(ledger).toBeNull();
    expect(problems.map((problem) => [problem.severity, problem.code, problem.line])).toEqual([['error', code, line]]);
  });

  test('is refused where a newer nominate wrote it', async () => {
    await record(attempt('a'));
    const body = writeLedgerLine(stampEntry(released('a'), 2, new Date()))
      .replace(/,"sum".*/u, '}')
      .replace('"v":1', '"v":2');
    const sum = createHash('sha256').update(body).digest('hex').slice(0, 16);
    await appendFile(path, `${body.slice(0, -1)},"sum":"${sum}"}\n`);
    const { ledger, problems } = await open();
    expect(ledger).toBeNull();
    expect(problems.map(({ code, line }) => [code, line])).toEqual([['ledger-newer', 2]]);
  });
});

describe('two runs at once', () => {
  test('the second is refused, by whatever path it comes, until the first has closed', async () => {
    const first = await openSoundLedger(path);
    await symlink(folder, `${folder}-also`);
    const second = await open(join(`${folder}-also`, 'ledger.ndjson'));
    await rm(`${folder}-also`);
    expect(second.ledger).toBeNull();
    expect(second.problems.map(({ code }) => code)).toEqual(['ledger-in-use']);
    await first.close();
    const third = await openSoundLedger(path);
    await third.close();
  });

  test('the second is refused where it comes by another name of the same file (a hard link), with or without an entry in it', async () => {
    await writeFile(path, '');
    await mkdir(join(folder, 'also'));
    const other = join(folder, 'also', 'same.ndjson');
    await link(path, other);
    for (const entries of [[], [attempt('a')]]) {
      await record(...entries);
      const first = await openSoundLedger(path);
      const second = await open(other);
      expect(second.problems.map(({ code }) => code)).toEqual(['ledger-in-use']);
      await first.close();
    }
  });

  test('the second is refused where the folder was renamed while the first goes on', async () => {
    await record(attempt('a'));
    const first = await openSoundLedger(path);
    expect(await first.append(released('a'))).toBeNull();
    await rename(folder, `${folder}-renamed`);
    const second = await open(join(`${folder}-renamed`, 'ledger.ndjson'));
    await rename(`${folder}-renamed`, folder);
    expect(second.problems.map(({ code }) => code)).toEqual(['ledger-in-use']);
    await first.close();
  });
});

test('a ledger that could not be made is not missed by the next run', async () => {
  const first = await openSoundLedger(path);
  await symlink(join(folder, 'nowhere', 'ledger.ndjson'), path);
  expect(await first.append(attempt('a'))).not.toBeNull();
  await first.close();
  await rm(path);
  const next = await openSoundLedger(path);
  expect(next.suspicion).toBeNull();
  await next.close();
});

test.skipIf(process.platform === 'win32')(
  'a pipe in the place of a ledger is refused, and not waited for',
  async () => {
    expect(spawnSync('/usr/bin/mkfifo', [path]).status).toBe(0);
    const { ledger, problems } = await open();
    expect(ledger).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(['ledger-unreadable']);
  },
);

test.skipIf(process.platform === 'win32')(
  'a link to a ledger that is not there is not taken for none at all',
  async () => {
    const elsewhere = join(folder, 'elsewhere.ndjson');
    await symlink(elsewhere, path);
    const { ledger, problems } = await open();
    expect(ledger).toBeNull();
    expect(problems).toMatchObject([
      {
        code: 'ledger-unreadable',
        message: `The ledger cannot be read: it is a link to ${elsewhere}, which is not there.`,
        hint: 'Put the ledger of the last run back, or name it with --ledger. Only if nothing was ever sent, take away what lies there.',
      },
    ]);
  },
);

test('an append that finds no folder to write to fails, and so does every other after it', async () => {
  const inner = join(folder, 'campaign');
  await mkdir(inner);
  const ledger = await openSoundLedger(join(inner, 'ledger.ndjson'));
  await rm(inner, { recursive: true });
  expect((await ledger.append(attempt('a')))?.detail).toContain('ENOENT');
  await mkdir(inner);
  expect(await ledger.append(attempt('b'))).not.toBeNull();
  expect(ledger.state.letters.size).toBe(0);
  await ledger.close();
});

test('a pipe in the place of what vouches for a ledger vouches for nothing, and is not waited for', async () => {
  const memories = join(folder, 'memories');
  await mkdir(memories, { mode: 0o700 });
  putPipe(witnessPath(path));
  putPipe(memoryPath(memories, '0123456789abcdef'));
  const mailing = { campaign: 'nec-2028', mailing: 're-election' };
  const { ledger } = await openLedger({ path, file: 'ledger.ndjson', memories, mailing, now: () => new Date() });
  expect(ledger?.suspicion).toBeNull();
  expect(ledger?.elsewhere.unreadable).toEqual([memoryPath(memories, '0123456789abcdef')]);
  await ledger?.close();
});

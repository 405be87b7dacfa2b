import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  lchown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLedger, type LedgerFile } from '../../src/io/ledger/ledger-file.js';
import { lockPlace } from '../../src/io/ledger/lock-place.js';
import { LONG_PROOFS } from '../long-proofs.js';
import { need, type Tool } from '../tools/left-out.js';

const CHILD = fileURLToPath(new URL('lock-child.js', import.meta.url));
const CONTENDER = fileURLToPath(new URL('lock-contender.js', import.meta.url));
const DIST = new URL('../../dist/', import.meta.url).href;
const ROUNDS = LONG_PROOFS ? 200 : 20;
/** So long that no socket fits into the folder (sun_path, 104 bytes on macOS). */
const DEEP = 'a-folder-with-a-long-name/'.repeat(4);

const SECOND_USER: Tool = {
  name: 'a second user',
  howToGet: 'run the tests as root',
  isThere: process.getuid?.() === 0,
};
const NOBODY = 65_534;

interface Place {
  /** Of the campaign. */
  readonly folder: string;
  readonly path: string;
  readonly memories: string;
}

async function newPlace(below = ''): Promise<Place> {
  const above = await mkdtemp(join(tmpdir(), 'lock-'));
  onTestFinished(() => rm(above, { recursive: true, force: true }));
  await chmod(above, 0o755);
  const folder = join(above, 'c', below);
  await mkdir(folder, { recursive: true });
  return { folder, path: join(folder, 'ledger.ndjson'), memories: join(above, 'm') };
}

/**
 * Opens the ledger, for as long as the test lasts, and gives the codes of the problems where it
 * cannot.
 */
async function take({ path, memories }: Pick<Place, 'path' | 'memories'>): Promise<LedgerFile | readonly string[]> {
  const mailing = { campaign: 'nec-2028', mailing: 're-election' };
  const now = (): Date => new Date();
  const { ledger, problems } = await openLedger({ path, file: 'ledger.ndjson', memories, mailing, now });
  return ledger ?? problems.map(({ code }) => code);
}

async function taken(place: Pick<Place, 'path' | 'memories'>): Promise<LedgerFile> {
  const ledger = await take(place);
  if (!('close' in ledger)) throw new Error(ledger.join(' '));
  return ledger;
}

/** What a process does that runs as another user and means ill: the error's code, or "done". */
function asNobody(script: string, ...args: readonly string[]): string {
  need(SECOND_USER);
  const attempt = `const fs = require('node:fs'), net = require('node:net'), [one, two] = process.argv.slice(1);
    const end = (word) => { process.stdout.write(word); process.exit(); };
    try { ${script} } catch (error) { end(error.code); }`;
  const options = { uid: NOBODY, gid: NOBODY, cwd: '/', encoding: 'utf8' } as const;
  return spawnSync(process.execPath, ['-e', attempt, ...args], options).stdout;
}

interface Start {
  readonly child: ChildProcess;
  /** The next line that it writes. */
  readonly line: () => Promise<string>;
}

async function newStart({ path, memories }: Place): Promise<Start> {
  const child = spawn(process.execPath, [CHILD, JSON.stringify({ dist: DIST, path, memories })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const line = async (): Promise<string> => String((await once(child.stdout, 'data'))[0]).trim();
  expect(await line()).toBe('ready');
  return { child, line };
}

describe('two starts at once, after the last run was killed', () => {
  test.each([
    ['beside the ledger', ''],
    ['of the user alone, where the folder’s path is too long for a socket', DEEP],
  ])('get the ledger once each time, by the lock %s', async (_, below) => {
    const place = await newPlace(below);
    let waiting = await newStart(place);
    let locksLeft = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const starts = [waiting, await newStart(place)];
      const lines = Promise.all(starts.map(({ line }) => line()));
      const moment = Date.now() + 10;
      for (const { child } of starts) child.stdin?.write(`${moment}`);
      const said = await lines;
      expect([...said].sort()).toEqual(['held', 'ledger-in-use']);
      const [winner, loser] = said[0] === 'held' ? starts : starts.toReversed();
      winner?.child.kill('SIGKILL');
      if (winner !== undefined) await once(winner.child, 'exit');
      locksLeft += (await readdir(join(place.memories, 'locks'))).length;
      if (loser !== undefined) waiting = loser;
    }
    // There was something to take over each time: of the path, of the folder and of the mailing.
    expect(locksLeft).toBeGreaterThanOrEqual(3 * ROUNDS);
    await (await taken(place)).close();
    expect(await readdir(join(place.memories, 'locks'))).toEqual([]);
    expect(await readdir(place.folder)).toEqual([]);
  });
});

test('a lock is one process’s at a time, however many take it, let go of it and are killed with it', async () => {
  const { folder } = await newPlace();
  const log = join(folder, 'log');
  const locks = join(folder, 'locks');
  await mkdir(locks);
  const lives = LONG_PROOFS ? 60 : 16;
  let next = 0;
  const contend = async (): Promise<void> => {
    for (let life = next++; life < lives; life = next++) {
      const how = JSON.stringify({ dist: DIST, folder: locks, log, dieAt: life % 4 === 0 ? null : 1 + (life % 16) });
      await once(spawn(process.execPath, [CONTENDER, how], { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit');
    }
  };
  await Promise.all([contend(), contend(), contend(), contend()]);
  const wrong: string[] = [];
  let owner: string | null = null;
  let deaths = 0;
  for (const line of (await readFile(log, 'utf8')).trimEnd().split('\n')) {
    const [what, who = ''] = line.split(' ');
    if (what === 'dying') deaths += 1;
    if (owner !== (what === 'taken' ? null : who)) wrong.push(line);
    owner = what === 'taken' ? who : null;
  }
  expect(deaths).toBeGreaterThan(lives / 4);
  expect(wrong).toEqual([]);
});

describe('the lock of a ledger', () => {
  test('holds against the same user with another home', async () => {
    const place = await newPlace();
    const first = await taken(place);
    expect(await take({ ...place, memories: `${place.memories}-of-another-home` })).toEqual(['ledger-in-use']);
    await first.close();
    await (await taken({ ...place, memories: `${place.memories}-of-another-home` })).close();
  });

  test('is not looked for through a link, and removes nothing that it did not make', async () => {
    const place = await newPlace();
    const files = join(place.folder, 'files');
    await mkdir(files);
    await writeFile(join(files, 'of-the-user'), 'x');
    await symlink(files, join(place.folder, '.ledger.ndjson.lock'));
    await (await taken(place)).close();
    await rm(join(place.folder, '.ledger.ndjson.lock'));
    await rename(files, join(place.folder, '.ledger.ndjson.lock'));
    await (await taken(place)).close();
    expect(await readdir(join(place.folder, '.ledger.ndjson.lock'))).toEqual(['of-the-user']);
  });

  test('cannot be reached by another user of the computer', async () => {
    const place = await newPlace();
    const ledger = await taken(place);
    const locks = join(place.memories, 'locks');
    const [name = ''] = await readdir(locks);
    const [socket = ''] = await readdir(join(locks, name));
    const beside = join(place.folder, '.ledger.ndjson.lock');
    const connect = `net.connect(one).on('connect', () => end('done')).on('error', ({ code }) => end(code));`;
    expect(asNobody('fs.readdirSync(one);', locks)).toBe('EACCES');
    expect(asNobody(connect, join(locks, name, socket))).toBe('EACCES');
    expect(asNobody(`fs.mkdirSync(one);`, join(locks, 'f'.repeat(16)))).toBe('EACCES');
    expect(asNobody('fs.readdirSync(one);', beside)).toBe('EACCES');
    expect(asNobody(connect, join(beside, socket))).toBe('EACCES');
    await ledger.close();
  });

  test('is neither held nor taken away by another user who may write into the campaign’s folder', async () => {
    const place = await newPlace();
    await chmod(place.folder, 0o777);
    const beside = join(place.folder, '.ledger.ndjson.lock');
    const squat = `fs.mkdirSync(one); net.createServer().listen(one + '/00000000', () => end('done'));`;
    expect(asNobody(squat, beside)).toBe('done');
    await (await taken(place)).close();
    expect(await readdir(beside)).toEqual(['00000000']);
    expect(asNobody('fs.rmSync(one, { recursive: true }); end("done");', beside)).toBe('done');
    const ledger = await taken(place);
    expect(asNobody('fs.renameSync(one, two); end("done");', beside, `${beside}.away`)).toBe('done');
    expect(await take(place)).toEqual(['ledger-in-use']);
    await ledger.close();
  });
});

describe('the folder of a user’s locks', () => {
  const user = process.getuid?.() ?? 0;

  test('of another user, who may have been killed, is said to be removable by hand', async () => {
    need(SECOND_USER);
    const { folder, path } = await newPlace();
    const lock = join(folder, '.ledger.ndjson.lock');
    await mkdir(lock, { mode: 0o700 });
    await writeFile(join(lock, '0a0b0c0d'), '');
    await chown(folder, NOBODY, NOBODY);
    const script = `
      import { openLedger } from ${JSON.stringify(`${DIST}io/ledger/ledger-file.js`)};
      const path = ${JSON.stringify(path)};
      const { problems } = await openLedger({ path, file: 'ledger.ndjson', memories: null, mailing: null, now: () => new Date() });
      process.stdout.write(problems.map(({ code, hint }) => code + ' ' + hint).join());`;
    const options = { uid: NOBODY, gid: NOBODY, cwd: '/', encoding: 'utf8' } as const;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], options);
    expect(stdout).toContain('ledger-in-use');
    expect(stdout).toContain(`sudo rm -r ${lock}`);
  });

  test('is the owner’s only, under any umask, and short enough for a socket', async () => {
    const { folder, memories } = await newPlace();
    const before = process.umask(0);
    onTestFinished(() => {
      process.umask(before);
    });
    const inHome = { kind: 'folder', path: join(memories, 'locks') };
    const amongTemporary = { kind: 'folder', path: join(folder, `nominate-${user}`) };
    expect(await lockPlace(memories, folder)).toEqual(inHome);
    expect(await lockPlace(null, folder)).toEqual(amongTemporary);
    expect(await lockPlace(join(memories, DEEP), folder)).toEqual(amongTemporary);
    expect(await lockPlace('/proc/nominate', folder)).toEqual(amongTemporary);
    for (const made of [memories, inHome.path, amongTemporary.path])
      expect((await stat(made)).mode & 0o777).toBe(0o700);
  });

  test('is none that another user made, or put a link to', async () => {
    need(SECOND_USER);
    const { folder, memories } = await newPlace();
    await mkdir(memories);
    const path = join(folder, `nominate-${user}`);
    const none = { kind: 'none', path, why: `the folder ${path} belongs to another user` };
    await symlink(memories, path);
    await lchown(path, NOBODY, NOBODY);
    expect(await lockPlace(null, folder)).toEqual(none);
    await rm(path);
    await mkdir(path);
    await lchown(path, NOBODY, NOBODY);
    expect(await lockPlace(null, folder)).toEqual(none);
  });
});

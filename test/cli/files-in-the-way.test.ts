import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ownDisk, remount } from '../disk/own-disk.js';
import { need, type Tool } from '../tools/left-out.js';
import { nominate, sampleCampaign, type Ended } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const NOMINATE = fileURLToPath(new URL('../../bin/nominate.js', import.meta.url));
const IS_ROOT = process.getuid?.() === 0;

const SETPRIV = '/usr/bin/setpriv';
/** Root may write everywhere, unless it gives that up. */
const LESS_THAN_ROOT: Tool = {
  name: 'setpriv',
  howToGet: 'apt-get install util-linux, or run npm test as an ordinary user',
  isThere: !IS_ROOT || existsSync(SETPRIV),
};

function expectProblem({ code, stdout, stderr }: Ended, start: string): void {
  expect(`\n${stderr}`).toContain(`\n${start}`);
  // The problem, what to do next, and no line of a stack trace.
  expect(stderr).toMatch(/\n {4}[^\n]+ Then run the same command again\.\n/u);
  expect(stderr + stdout).not.toMatch(/\b(?:E[A-Z]{4,}|node:internal|at .+:\d+:\d+)\b/u);
  expect(code).toBe(2);
}

describe('a folder where a file is needed is told with its place', () => {
  it.each([
    ['a template', 'templates/x.hbs', ['check', '--csv', 'clps.csv']],
    ['campaign.yaml', 'other.yaml', ['check', '--csv', 'clps.csv', '--campaign', 'other.yaml']],
    ['the environment', '.env', ['send', '--csv', 'clps.csv', '--yes']],
    ['the ledger', 'ledger.ndjson', ['status', '--csv', 'clps.csv']],
  ])('%s', async (_, path, args) => {
    const folder = await sampleCampaign();
    await mkdir(join(folder, path), { recursive: true });
    expectProblem(
      await nominate(folder, args),
      `${path} error is-folder: A folder stands here, where a file is needed.\n`,
    );
  });
});

describe('a file where a folder is needed is told with its place', () => {
  it.each(['preview', 'print', 'rehearse'])('%s', async (command) => {
    const folder = await sampleCampaign();
    const list = await readFile(join(folder, 'clps.csv'), 'utf8');
    const ended = await nominate(folder, [
      command,
      '--csv',
      'clps.csv',
      '--out',
      'clps.csv',
      '--json',
      '--today',
      '2028-05-02',
    ]);
    expect(ended.code).toBe(2);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      command,
      exitCode: 2,
      problems: [{ file: 'clps.csv', code: 'is-file' }],
    });
    expect(await readFile(join(folder, 'clps.csv'), 'utf8')).toBe(list);
  });
});

it.each(['campaign.yaml', 'templates/re-election.hbs', '.env'])('%s of three gigabytes is told', async (name) => {
  const folder = await sampleCampaign();
  await mkdir(join(folder, 'templates'));
  const file = await open(join(folder, name), 'w', 0o600);
  await file.truncate(3_000_000_000);
  await file.close();
  const ended = await nominate(folder, ['send', '--csv', 'clps.csv', '--yes']);
  expectProblem(
    ended,
    `${name} error too-large: This file has 3000.0 MB, and nominate reads at most 250.0 MB of one.\n`,
  );
});

it('a name that is too long is told', async () => {
  const name = 'x'.repeat(300);
  const ended = await nominate(await sampleCampaign(), ['preview', '--csv', 'clps.csv', '--out', name]);
  expectProblem(ended, `${name} error name-too-long: `);
});

it('a test or a rehearsal that cannot keep a ledger leaves nothing behind', async () => {
  const folder = await sampleCampaign();
  // Linux takes paths of 4,095 bytes: a folder of the test’s own is within that, and a file in it is not.
  const deep = join(folder, ...Array.from({ length: 16 }, () => 'x'.repeat(250)));
  const temporary = join(deep, 'x'.repeat(4045 - deep.length - 1));
  await mkdir(temporary, { recursive: true });
  const environment = { TMPDIR: temporary, NOMINATE_SMTP_URL: 'smtp+plain://127.0.0.1:9' };
  for (const args of [['send', '--test-to', 'me@example.org'], ['rehearse']]) {
    const { code, stderr } = await nominate(folder, [...args, '--csv', 'clps.csv'], environment);
    expect(stderr).toContain(' error ledger-unreadable: ');
    expect(code).toBe(2);
    expect(await readdir(temporary)).toEqual([]);
  }
});

it('too many open files are told, also where nominate has not begun, and never with a trace', async () => {
  const folder = await sampleCampaign();
  const withLimit = (limit: number, ...args: readonly string[]): Ended => {
    const command = ['-c', `ulimit -n ${limit}; exec "$0" "$@"`, process.execPath, ...args];
    const { status, stdout, stderr } = spawnSync('/bin/sh', command, { cwd: folder, encoding: 'utf8' });
    return { code: status, stdout, stderr };
  };
  // How many files Node itself has open differs by version.
  const least = Array.from({ length: 40 }, (_, index) => 16 + index).find(
    (limit) => withLimit(limit, '--input-type=module', '-e', 'await import("node:module")').code === 0,
  );
  const ended = [2, 3, 4, 5, 6].map((more) =>
    withLimit((least ?? 16) + more, NOMINATE, 'preview', '--csv', 'clps.csv'),
  );
  expect(ended.filter(({ stderr }) => /node:internal|^ {4}at /mu.test(stderr))).toEqual([]);
  expect(ended[0]?.stderr).toContain(' error too-many-files: Too many files are open on this computer.\n');
  expect(ended[0]?.code).toBe(2);
});

it('a folder that may not be written to is told', async () => {
  const folder = await sampleCampaign();
  await mkdir(join(folder, 'previews'));
  await chmod(join(folder, 'previews'), 0o500);
  const command = [process.execPath, NOMINATE, 'preview', '--csv', 'clps.csv'];
  need(LESS_THAN_ROOT);
  if (IS_ROOT) command.unshift(SETPRIV, '--bounding-set=-dac_override,-dac_read_search');
  const [program = '', ...args] = command;
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  expectProblem({ code: status, stdout, stderr }, 'previews/letters error not-allowed: ');
});

describe('a disk', () => {
  it.each([
    ['preview', ['--csv', 'clps.csv']],
    ['preview', ['--csv', 'clps.csv', '--letters-only']],
    ['print', ['--csv', 'clps.csv', '--all', '--labels', 'L7160']],
    ['rehearse', ['--csv', 'clps.csv']],
  ])('without room for all that %s %j writes is told; with room, it is written whole', async (command, args) => {
    const [folder, out] = [await sampleCampaign(), await ownDisk('size=64k')];
    expectProblem(await nominate(folder, [command, ...args, '--out', out]), `${out}/`);
    remount(out, 'size=16m');
    expect(await nominate(folder, [command, ...args, '--out', out])).toMatchObject({ code: 0 });
  });

  it('that can only be read is told', async () => {
    const [folder, out] = [await sampleCampaign(), await ownDisk('ro')];
    expectProblem(
      await nominate(folder, ['preview', '--csv', 'clps.csv', '--out', out]),
      `${out}/letters error read-only: `,
    );
  });

  it('that can only be read does not keep a list without mistakes from being previewed', async () => {
    const [folder, disc] = [await sampleCampaign(), await ownDisk('size=1m')];
    await writeFile(join(disc, 'clps.csv'), 'clp,name,email\nBath,Jo,jo@example.org\n');
    remount(disc, 'ro');
    const args = ['preview', '--csv', join(disc, 'clps.csv'), '--campaign', 'campaign.yaml', '--today', '2028-05-02'];
    expect(await nominate(folder, args)).toMatchObject({ code: 0, stderr: '' });
  });

  it('without room for held.csv stops a sending before anything goes out', async () => {
    const server = await startServer();
    const folder = await ownDisk('size=200k');
    const wrong = Array.from({ length: 2_000 }, (_, index) => `CLP ${index},Jo,no address ${'x'.repeat(60)}\n`);
    await writeFile(join(folder, 'clps.csv'), `clp,name,email\nBath,Jo,jo@example.org\n${wrong.join('')}`);
    await writeFile(join(folder, 'campaign.yaml'), await readFile(join(await sampleCampaign(), 'campaign.yaml')));
    const environment = serverAt(server.port);
    const { code, stderr } = await nominate(
      folder,
      ['send', '--csv', 'clps.csv', '--yes', '--skip-invalid'],
      environment,
    );
    expect(stderr.slice(-400)).toMatch(/^held\.csv error disk-full: /mu);
    expect(stderr.trimEnd()).toMatch(/Nothing was sent\.$/u);
    expect(code).toBe(2);
    expect(server.arrivals.messages.size).toBe(0);
  });

  it('that fills up while letters are recorded as posted has how many are, and the next run goes on', async () => {
    const disc = await ownDisk('size=64k');
    const rows = Array.from({ length: 300 }, (_, index) => `CLP ${index},Jo,${index} Row,Bath,BA1 1AA\n`);
    const folder = await sampleCampaign({ 'clps.csv': `clp,name,address_1,town,postcode\n${rows.join('')}` });
    const print = ['print', '--csv', 'clps.csv', '--ledger', join(disc, 'ledger.ndjson')];
    await nominate(folder, print);
    const mark = [...print, '--mark-posted', '--yes'];
    const full = await nominate(folder, mark);
    expect(full.code).toBe(2);
    expect(full.stderr).toContain(' error ledger-unwritten: ');
    const recorded = Number(/^(\d+) letters of 300 are recorded as posted\.$/mu.exec(full.stderr)?.[1]);
    expect(recorded).toBeGreaterThan(1);
    remount(disc, 'size=1m');
    const { stdout } = await nominate(folder, mark);
    expect(stdout).toBe(`Recorded ${300 - recorded} letters as posted. ${recorded} letters had gone out already.\n`);
  });

  it('without room for failed.csv leaves no part of it behind, and with room it is written under that name', async () => {
    const server = await startServer({ rcpt: [{ reply: '550 5.1.1 no such mailbox' }] });
    const folder = await ownDisk('size=1m');
    await writeFile(join(folder, 'clps.csv'), 'clp,name,email\nBath,Jo,jo@example.org\n');
    await writeFile(join(folder, 'campaign.yaml'), await readFile(join(await sampleCampaign(), 'campaign.yaml')));
    // Room for the ledger and its witness, a block each.
    const { bavail, bsize } = await statfs(folder);
    await writeFile(join(folder, 'ballast'), new Uint8Array((bavail - 2) * bsize));
    const send = ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'];
    const environment = serverAt(server.port);
    const full = await nominate(folder, send, environment);
    expect(full.stderr).toContain('failed.csv warning disk-full: ');
    expect(existsSync(join(folder, 'failed.csv'))).toBe(false);
    await rm(join(folder, 'ballast'));
    await nominate(folder, send, environment);
    expect(await readFile(join(folder, 'failed.csv'), 'utf8')).toContain('jo@example.org');
  });
});

import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../until.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign, startNominate, type Ended } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const ROWS = ['Bath,Jo Ely,jo@example.org', 'Corby,Ann Ash,ann@example.org', 'Derby,Al Oak,al@example.org'];
const LIST = `clp,name,email\n${ROWS.join('\n')}\n`;
const GO = ['send', '--csv', 'clps.csv', '--pace', 'off', '--yes', '--today', '2028-05-02'];
const ONE = [...GO, '--limit', '1'];

interface Desk {
  /** A folder that holds the campaign in `first`, and whatever else the test puts there. */
  readonly folder: string;
  readonly run: (name: string, args: readonly string[]) => Promise<Ended>;
  readonly environment: Readonly<Record<string, string>>;
  readonly arrived: () => number;
}

/** A computer of one user, with one campaign on it, of whose three letters one has gone out. */
async function afterFirstLetter(): Promise<Desk> {
  const server = await startServer();
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  mkdirSync(join(folder, 'first'));
  for (const name of ['campaign.yaml', 'clps.csv']) renameSync(join(folder, name), join(folder, 'first', name));
  const environment = { ...serverAt(server.port), HOME: join(folder, 'home') };
  const run = (name: string, args: readonly string[]): Promise<Ended> =>
    nominate(join(folder, name), args, environment);
  expect((await run('first', ONE)).code).toBe(0);
  return { folder, run, environment, arrived: () => server.arrivals.all().length };
}

function copy({ folder }: Desk, from: string, to: string): void {
  cpSync(join(folder, from), join(folder, to), { recursive: true, preserveTimestamps: true });
}

/** A copy as git or a zip makes it: without what is never handed on. */
function withoutLedger(desk: Desk, from: string, to: string): void {
  copy(desk, from, to);
  for (const name of ['ledger.ndjson', '.ledger.ndjson.seen']) rmSync(join(desk.folder, to, name), { force: true });
}

describe('a campaign folder that was copied', () => {
  it('sends nothing from the copy while the original is there, whatever --yes says', async () => {
    const desk = await afterFirstLetter();
    copy(desk, 'first', 'second');
    const refused = await desk.run('second', GO);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('ledger.ndjson error ledger-copied: ');
    expect(refused.stderr).toContain(join(desk.folder, 'first', 'ledger.ndjson'));
    expect(desk.arrived()).toBe(1);
    expect((await desk.run('second', ['status'])).stderr).toContain('warning ledger-copied');
    expect((await desk.run('first', GO)).stdout).toContain('2 accepted.');
    expect((await desk.run('second', GO)).code).toBe(2);
    expect(desk.arrived()).toBe(3);
  });

  it('goes on from the copy once somebody has said so, and then sends nothing from the original', async () => {
    const desk = await afterFirstLetter();
    copy(desk, 'first', 'second');
    const { screen } = await nominateAtTerminal(join(desk.folder, 'second'), ONE, ['go on'], desk.environment);
    expect(screen).toContain('1 accepted');
    const refused = await desk.run('first', GO);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('error ledger-copied');
    expect((await desk.run('second', GO)).stdout).toContain('1 accepted.');
    expect(desk.arrived()).toBe(3);
  });

  it('records nothing as posted in the copy either', async () => {
    const desk = await afterFirstLetter();
    const list = join(desk.folder, 'first', 'clps.csv');
    writeFileSync(list, 'clp,name,address_1,town,postcode\nBath,Jo Ely,1 Milsom Row,Bath,BA1 1AA\n');
    await desk.run('first', ['print', '--csv', 'clps.csv', '--one-per', 'row']);
    copy(desk, 'first', 'second');
    const before = readFileSync(join(desk.folder, 'second', 'ledger.ndjson'));
    const refused = await desk.run('second', ['print', '--csv', 'clps.csv', '--mark-posted', '--yes']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('error ledger-copied');
    expect(readFileSync(join(desk.folder, 'second', 'ledger.ndjson'))).toEqual(before);
  });

  it('goes on from the copy once the original is gone', async () => {
    const desk = await afterFirstLetter();
    copy(desk, 'first', 'second');
    rmSync(join(desk.folder, 'first', 'ledger.ndjson'));
    expect((await desk.run('second', GO)).stdout).toContain('2 accepted.');
    expect(desk.arrived()).toBe(3);
  });

  it('is refused as older where the original has gone on since and then disappeared', async () => {
    const desk = await afterFirstLetter();
    copy(desk, 'first', 'second');
    await desk.run('first', ONE);
    rmSync(join(desk.folder, 'first'), { recursive: true });
    const refused = await desk.run('second', GO);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('error ledger-older');
    expect(desk.arrived()).toBe(2);
  });

  it('does not send from both at once, though neither knew of the other when it began', async () => {
    const desk = await afterFirstLetter();
    copy(desk, 'first', 'second');
    rmSync(join(desk.folder, 'home'), { recursive: true });
    const paced = ['send', '--csv', 'clps.csv', '--yes', '--pace', '8/min'];
    const first = startNominate(join(desk.folder, 'first'), paced, desk.environment);
    await until(() => desk.arrived() === 2);
    const second = await desk.run('second', GO);
    first.child.kill('SIGINT');
    await first.ended;
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('error ledger-in-use');
    expect(desk.arrived()).toBe(2);
  });
});

describe('a campaign folder that was put back from a copy, its hidden files with it', () => {
  it('is told, and goes on once somebody has said so', async () => {
    const desk = await afterFirstLetter();
    copy(desk, 'first', 'backup');
    await desk.run('first', ONE);
    rmSync(join(desk.folder, 'first'), { recursive: true });
    copy(desk, 'backup', 'first');
    const refused = await desk.run('first', GO);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('error ledger-older');
    expect((await desk.run('first', [...GO, '--trust-ledger'])).stdout).toContain('2 accepted.');
    expect(desk.arrived()).toBe(4);
  });

  it('is told where the copy was made before anything was sent', async () => {
    const desk = await afterFirstLetter();
    rmSync(join(desk.folder, 'first', 'ledger.ndjson'));
    rmSync(join(desk.folder, 'first', '.ledger.ndjson.seen'));
    expect((await desk.run('first', ['status'])).stderr).toContain('warning ledger-lost');
    const refused = await desk.run('first', GO);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('error ledger-lost');
    writeFileSync(join(desk.folder, 'first', 'ledger.ndjson'), '');
    expect((await desk.run('first', GO)).code).toBe(2);
    expect(desk.arrived()).toBe(1);
    expect((await desk.run('first', [...GO, '--trust-ledger'])).stdout).toContain('3 accepted.');
    expect((await desk.run('first', GO)).stderr).not.toMatch(/warning|error/u);
  });
});

it('a campaign folder that is renamed while it is sent from is told what became of its letters', async () => {
  const desk = await afterFirstLetter();
  const paced = ['send', '--csv', 'clps.csv', '--yes', '--pace', '30/min'];
  const { ended } = startNominate(join(desk.folder, 'first'), paced, desk.environment);
  await until(() => desk.arrived() === 2);
  renameSync(join(desk.folder, 'first'), join(desk.folder, 'renamed'));
  // The last row may have been read by then, or not: with the folder its list has gone.
  const { stdout } = await ended;
  expect(stdout).toMatch(/^[12] accepted/mu);
  const rest = await desk.run('renamed', GO);
  expect(rest.stdout).toContain(stdout.startsWith('2') ? 'Nothing to send.' : '1 accepted.');
  expect(desk.arrived()).toBe(3);
});

describe('nothing is asked about a campaign folder', () => {
  it('that was moved, also to another disk, or renamed', async () => {
    const desk = await afterFirstLetter();
    renameSync(join(desk.folder, 'first'), join(desk.folder, 'renamed'));
    expect((await desk.run('renamed', ONE)).stdout).toContain('1 accepted');
    copy(desk, 'renamed', 'moved');
    rmSync(join(desk.folder, 'renamed'), { recursive: true });
    const last = await desk.run('moved', GO);
    expect(last.code).toBe(0);
    expect(last.stdout).toContain('1 accepted.');
    expect(last.stderr).not.toMatch(/warning|error/u);
    expect(desk.arrived()).toBe(3);
  });

  it('beside that of another campaign, or in which a copy is kept that nobody uses', async () => {
    const desk = await afterFirstLetter();
    copy(desk, 'first', 'backup');
    withoutLedger(desk, 'first', 'other');
    const yaml = join(desk.folder, 'other', 'campaign.yaml');
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace(/^campaign: .*$/mu, 'campaign: another'));
    expect((await desk.run('other', ONE)).stderr).not.toMatch(/warning|error/u);
    expect((await desk.run('first', GO)).stderr).not.toMatch(/warning|error/u);
    expect((await desk.run('other', GO)).stderr).not.toMatch(/warning|error/u);
    expect(desk.arrived()).toBe(6);
  });

  it('that went on at another computer meanwhile, or is used by somebody without a home', async () => {
    const desk = await afterFirstLetter();
    const elsewhere = { ...desk.environment, HOME: join(desk.folder, 'home-2') };
    expect((await nominate(join(desk.folder, 'first'), ONE, elsewhere)).code).toBe(0);
    expect((await desk.run('first', ONE)).stderr).not.toMatch(/warning|error/u);
    const homeless = await nominate(join(desk.folder, 'first'), GO, { ...desk.environment, HOME: '' });
    expect(homeless).toMatchObject({ code: 0, stdout: 'Nothing to send.\n' });
    expect(desk.arrived()).toBe(3);
  });
});

it('what is remembered of a ledger names nobody and is for its owner only', async () => {
  const desk = await afterFirstLetter();
  const folder = join(desk.folder, 'home/.local/state/nominate');
  const names = readdirSync(folder).filter((name) => name !== 'locks');
  expect(names).toHaveLength(1);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, names[0] ?? '')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, names[0] ?? ''), 'utf8')).not.toMatch(/@|Bath/u);
});

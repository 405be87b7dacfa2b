import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Script } from '../servers/scripted-server.js';
import { until } from '../until.js';
import { nominate, sampleCampaign, startNominate, type Ended } from './nominate.js';
import { recipients, serverAt, startServer } from './scripted-server.js';

const THREE = 'clp,name,email\nBath,Jo,jo@example.org\nCorby,Ann,ann@example.org\nDerby,Al,al@example.org\n';
const SEND = ['send', '--csv', 'clps.csv'];

const at = (port: number): Readonly<Record<string, string>> => ({ ...serverAt(port), TZ: 'UTC' });

async function campaignWith(pace: string): Promise<string> {
  const folder = await sampleCampaign({ 'clps.csv': THREE });
  const path = join(folder, 'campaign.yaml');
  writeFileSync(path, `${readFileSync(path, 'utf8').replace(/^pace:.*\n(?: .*\n)*/mu, '')}\npace: ${pace}\n`);
  return folder;
}

/** Sends until that is so, and then interrupts. */
async function sendUntil(
  folder: string,
  options: readonly string[],
  port: number,
  isSo: (stderr: string) => boolean,
): Promise<Ended> {
  const sending = startNominate(folder, [...SEND, '--yes', ...options], at(port));
  await until(() => isSo(sending.stderr()) || sending.child.exitCode !== null);
  sending.child.kill('SIGINT');
  return await sending.ended;
}

/** Sends, and ends the first pause once that was done in it. */
async function sendThroughPause(
  folder: string,
  options: readonly string[],
  port: number,
  inPause: () => void,
): Promise<Ended> {
  const clock = { NODE_OPTIONS: `--import=${new URL('paused-clock.js', import.meta.url).href}` };
  const sending = startNominate(folder, [...SEND, '--yes', '--pace', 'off', ...options], { ...at(port), ...clock });
  await until(() => sending.stderr().includes('waiting') || sending.child.exitCode !== null);
  inPause();
  sending.child.kill('SIGUSR2');
  return await sending.ended;
}

describe('the pace', () => {
  it.each([
    [
      'of the campaign',
      '{ perMinute: 30, perDay: 100 }',
      [],
      '3 letters at 30 a minute, 100 a day: less than a minute',
      false,
    ],
    [
      'of --pace, within the day of the campaign',
      '{ perMinute: 30, perDay: 100 }',
      ['--pace', '40/min'],
      '3 letters at 40 a minute, 100 a day: less than a minute',
      false,
    ],
    [
      'that is off',
      '{ perMinute: 30, perDay: 100 }',
      ['--pace', 'off'],
      '3 letters as fast as the server takes them',
      false,
    ],
    [
      'that takes more than a day',
      '{ perMinute: 30, perDay: 1 }',
      [],
      '3 letters at 30 a minute, 1 a day: 2 days',
      true,
    ],
  ])('%s is told before it is asked for', async (_, campaign, options, told, isLong) => {
    const { port } = await startServer();
    const { stderr } = await nominate(await campaignWith(campaign), [...SEND, ...options], at(port));
    expect(stderr).toContain(`Pace      ${told}`);
    expect(stderr.includes('More than a day: leave this running, or interrupt it')).toBe(isLong);
  });

  it.each([
    ['of the campaign', '{ perMinute: 6000, perDay: 2 }', []],
    ['of the campaign for a day, with another one for a minute', '{ perMinute: 1, perDay: 2 }', ['--pace', '6000/min']],
  ])('%s is kept', async (_, campaign, options) => {
    const { port, arrivals } = await startServer();
    const { code, stdout } = await sendUntil(
      await campaignWith(campaign),
      options,
      port,
      () => arrivals.messages.size === 2,
    );
    expect(code).toBe(130);
    expect(stdout).toContain('2 accepted, 1 not sent yet.');
  });
});

describe('nothing goes out', () => {
  const hour = (ahead: number): string => `${String((new Date().getUTCHours() + ahead) % 24).padStart(2, '0')}:00`;

  const dayName = (ahead: number): string =>
    new Date(Date.now() + ahead * 24 * 60 * 60 * 1000).toLocaleDateString('en-GB', {
      weekday: 'long',
      timeZone: 'UTC',
    });
  const dayAhead = (ahead: number): string => dayName(ahead).slice(0, 3);

  it.each([
    ['before the time of --at', ['--at', '2199-05-02 09:00'], 'Begins    2199-05-02 09:00'],
    ['outside the hours of --between', ['--between', `${hour(3)}-${hour(4)}`], `Hours     ${hour(3)}-${hour(4)} only`],
    ['on days that --between leaves out', ['--between', `${dayAhead(2)} 08:00-09:00`], `Days      3 on ${dayName(2)} `],
  ])('%s', async (_, options, told) => {
    const { port, connections } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    const { code, stdout, stderr } = await sendUntil(folder, options, port, (said) => said.includes('waiting'));
    expect(stderr).toContain(told);
    expect(stderr).toMatch(/^waiting until .*\d\d:\d\d, when letters may go out$/mu);
    expect(code).toBe(130);
    expect(stdout).toContain('0 accepted, 3 not sent yet.');
    expect(connections()).toBe(0);
  });

  it('before the time of --at, and everything does from then on', async () => {
    const { port, connections, arrivals } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    const minute = new Date(Date.now() + 3 * 60 * 60 * 1000).toISOString().slice(0, 16);
    const before: number[] = [];
    const { code, stdout } = await sendThroughPause(folder, ['--at', minute.replace('T', ' ')], port, () => {
      before.push(connections());
    });
    expect(before).toEqual([0]);
    expect(stdout).toContain('3 accepted.');
    expect(code).toBe(0);
    expect(arrivals.messages.size).toBe(3);
    const ledger = readFileSync(join(folder, 'ledger.ndjson'), 'utf8');
    const times = [...ledger.matchAll(/"(?:at|date)":"(.*?)"/gu)].map(([, time]) => time ?? '');
    expect(times.length).toBeGreaterThanOrEqual(6);
    expect(times.filter((time) => !time.startsWith(minute))).toEqual([]);
  });

  it('at a time of --at that is over, which is told', async () => {
    const { port, connections } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    const { code, stderr } = await nominate(folder, [...SEND, '--yes', '--at', '2020-05-02 09:00'], at(port));
    expect(code).toBe(2);
    expect(stderr).toContain('2020-05-02 09:00 is over already.');
    expect(connections()).toBe(0);
  });
});

describe('a letter that is greylisted', () => {
  const grey: Script = { rcpt: [{ reply: '450 4.2.0 greylisted' }] };

  it('is left to the next run', async () => {
    const { port } = await startServer(grey);
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    const { code, stdout, stderr } = await nominate(folder, [...SEND, '--yes', '--pace', 'off'], at(port));
    expect(code).toBe(3);
    expect(stdout).toContain('2 accepted, 1 deferred.');
    expect(stderr).not.toContain('waiting until');
  });

  it('is waited for with --wait, once the others have gone out', async () => {
    const { port } = await startServer(grey);
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    const { code, stdout, stderr } = await sendUntil(folder, ['--pace', 'off', '--wait'], port, (said) =>
      said.includes('waiting until'),
    );
    expect(stderr).toMatch(/^waiting until \S+ \d\d:\d\d for 1 deferred letter$/mu);
    expect(stdout).toContain('2 accepted, 1 deferred.');
    expect(code).toBe(130);
  });

  it('goes out with --wait after the pause', async () => {
    const { port, arrivals } = await startServer(grey);
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    const { code, stdout } = await sendThroughPause(folder, ['--wait'], port, () => undefined);
    expect(stdout).toContain('3 accepted.');
    expect(code).toBe(0);
    expect(recipients(arrivals)).toEqual(['al@example.org', 'ann@example.org', 'jo@example.org']);
  });

  it('does not where its row was struck out in the pause', async () => {
    const { port, arrivals } = await startServer(grey);
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    const { code, stdout } = await sendThroughPause(folder, ['--wait'], port, () => {
      writeFileSync(join(folder, 'clps.csv'), THREE.replace(/^Bath.*\n/mu, ''));
    });
    expect(stdout).toContain('2 accepted, 1 deferred.');
    expect(stdout).toContain('The list was changed');
    expect(code).toBe(3);
    expect(recipients(arrivals)).toEqual(['al@example.org', 'ann@example.org']);
  });
});

it.each([
  [[], 3],
  [['--limit', '1'], 1],
  [['--limit', '5'], 4],
])('a test with %j sends %i letters', async (options, count) => {
  const { port, arrivals } = await startServer();
  const folder = await sampleCampaign({ 'clps.csv': `${THREE}Exeter,Di,di@example.org\n` });
  await nominate(folder, [...SEND, '--pace', 'off', '--test-to', 'me@example.org', ...options], at(port));
  expect(arrivals.messages.size).toBe(count);
});

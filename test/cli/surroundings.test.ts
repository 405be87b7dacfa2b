import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manifestSchema } from '../../src/sending/output/manifest.js';
import { nominateAtTerminal } from './at-terminal.js';
import { startNameServer } from '../servers/name-server.js';
import { nominate, sampleCampaign } from './nominate.js';
import { recipients, startServer } from './scripted-server.js';

/** The calendar day there, an ISO date. */
function dayIn(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const [month = '', day = '', year = ''] = parts.format(new Date()).split('/');
  return `${year}-${month}-${day}`;
}

// 14 hours before UTC and 12 behind it: at any time, it is another day in one of them.
it.each(['Pacific/Kiritimati', 'Etc/GMT+12'])(
  'letters are written on the day that it is where they are, %s',
  async (zone) => {
    const folder = await sampleCampaign({ 'clps.csv': 'clp,email\nBath,bath@example.org\n' });
    const before = dayIn(zone);
    await nominate(folder, ['preview', '--csv', 'clps.csv', '--letters-only'], { TZ: zone });
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'previews/manifest.json'), 'utf8')));
    expect([before, dayIn(zone)]).toContain(manifest.today);
  },
);

it('a server that has an IPv6 address at which nobody listens is sent to at its IPv4 address', async () => {
  const { port, arrivals } = await startServer();
  const zone = { localhost: { a: ['127.0.0.1'], aaaa: ['0:0:0:0:0:0:0:1'] } };
  const nameServer = await startNameServer(zone);
  onTestFinished(() => nameServer.close());
  const resolver = `class extends dns.Resolver{constructor(){super();this.setServers(['${nameServer.address}'])}}`;
  const preload = encodeURIComponent(`import dns from 'node:dns';dns.Resolver=${resolver}`);
  const folder = await sampleCampaign({ 'clps.csv': 'clp,email\nBath,bath@example.org\n' });
  const { code } = await nominate(folder, ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'], {
    NOMINATE_SMTP_URL: `smtp+plain://localhost:${port}`,
    NODE_OPTIONS: `--import=data:text/javascript,${preload}`,
  });
  expect(code).toBe(0);
  expect(recipients(arrivals)).toEqual(['bath@example.org']);
});

describe('a terminal', () => {
  const coloured = /\u001B\[\d+m/u;
  it.each([
    ['has colours', { NO_COLOR: '' }, true],
    ['has none where NO_COLOR is set', { NO_COLOR: '1' }, false],
    ['has none that is dumb', { NO_COLOR: '', TERM: 'dumb' }, false],
  ])('%s', async (_, environment, isColoured) => {
    const folder = await sampleCampaign({ 'clps.csv': 'clp,email\nBath,bath@example.org\nCorby,corby@@example.org\n' });
    const { screen, raw } = await nominateAtTerminal(folder, ['check', '--csv', 'clps.csv'], [], environment);
    expect(screen).toContain('clps.csv:3:2 error');
    expect(coloured.test(raw)).toBe(isColoured);
  });

  it('shows how far a longer job has got, in a line that it can clear', async () => {
    const folder = await sampleCampaign();
    const { raw } = await nominateAtTerminal(folder, ['preview', '--csv', 'clps.csv', '--letters-only'], [], {}, 20);
    const shown = [...raw.matchAll(/\r\u001B\[K(Writing[^\r\n]*)/gu)].map(([, line = '']) => line);
    expect([...new Set(shown.map((line) => line.length))]).toEqual([19]);
  });

  it('is what colours are for: there are none in a pipe', async () => {
    const folder = await sampleCampaign({ 'clps.csv': 'clp,email\nCorby,corby@@example.org\n' });
    const { stdout, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv'], { TERM: 'xterm' });
    expect(stderr).toContain('clps.csv:2:2 error');
    expect(stdout + stderr).not.toMatch(coloured);
  });
});

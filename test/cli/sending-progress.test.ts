import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const NAMES = ['Bath', 'Corby', 'Derby', 'Ely', 'Fylde', 'Goole'];
const LIST = ['clp,name,email', ...NAMES.map((clp) => `${clp},Jo Ely,${clp.toLowerCase()}@example.org`), ''].join('\n');
/** The second letter fails, the third is put off. */
const REFUSALS = { rcpt: [null, { reply: '550 5.1.1 no such mailbox' }, { reply: '450 4.2.2 mailbox full' }] };
const QUICK_MINUTES = { NODE_OPTIONS: `--import=${new URL('quick-minutes.js', import.meta.url).href}` };

/** What the line of a terminal showed, one text after another. */
async function linesAtTerminal(
  args: readonly string[],
  columns: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { port } = await startServer(REFUSALS);
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  const command = ['send', '--csv', 'clps.csv', '--yes', ...args];
  const { code, raw } = await nominateAtTerminal(folder, command, [], { ...serverAt(port), ...environment }, columns);
  expect(code).toBe(3);
  return raw
    .split('\r\u001B[K')
    .slice(1)
    .map((text) => stripVTControlCharacters(text.split('\r\n')[0] ?? ''))
    .filter((text) => /^\d+(?: of |\/)\d/u.test(text));
}

describe('at a terminal, the line of a sending', () => {
  it('tells how many letters are done, what became of them, and how long the rest takes', async () => {
    const lines = await linesAtTerminal(['--pace', '60/min'], 100);
    expect(lines).toContain('1 of 6; less than a minute left. Ctrl-C stops; nothing is lost.');
    expect(lines).toContain('3 of 6, 1 failed, 1 deferred; less than a minute left. Ctrl-C stops; nothing is lost.');
    expect(lines.at(-1)).toBe('6 of 6, 1 failed, 1 deferred. Ctrl-C stops; nothing is lost.');
  });

  it.each([
    [80, '3 of 6, 1 failed, 1 deferred; less than a minute left (Ctrl-C stops)'],
    [40, '3/6, 1 failed, 1 deferred; <1 min left'],
    [34, '3/6, 2 not accepted; <1 min left'],
    [20, '3/6; <1 min left'],
    [12, '3/6; <1 min'],
  ])('fits one of %i columns, with the time for as long as there is room', async (columns, shown) => {
    const lines = await linesAtTerminal(['--pace', '60/min'], columns);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(columns);
    expect(lines).toContain(shown);
  });

  it('counts what the day holds back, and says when the next letter goes out', async () => {
    const { port, arrivals } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const campaign = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    writeFileSync(join(folder, 'campaign.yaml'), campaign.replace('perDay: 500', 'perDay: 2'));
    const { screen } = await nominateAtTerminal(
      folder,
      ['send', '--csv', 'clps.csv', '--yes', '--pace', '600/min'],
      [{ after: '2 of 6; next in 1 day; about 2 days', key: '\u0003' }],
      serverAt(port),
    );
    expect(screen).toMatch(/2 of 6; next in 1 day; about 2 days(?: 1 hour)? left\. Ctrl-C stops; nothing is lost\./u);
    expect(arrivals.messages.size).toBe(2);
  });
});

describe('without a terminal, a sending', () => {
  it('says each minute how far it has got, while something happens', async () => {
    const { port } = await startServer({ ...REFUSALS, final: [{ reply: '250 2.0.0 queued', after: 1_500 }] });
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const args = ['send', '--csv', 'clps.csv', '--yes', '--pace', '60/min'];
    const { stderr } = await nominate(folder, args, { ...serverAt(port), ...QUICK_MINUTES });
    const lines = stderr.split('\n').filter((line) => line.includes(' of 6'));
    expect(lines).toContain('4 of 6, 1 failed, 1 deferred; less than a minute left');
    expect(new Set(lines).size).toBe(lines.length);
    expect(stderr).not.toContain('\u001B');
  });

  it('of a few seconds says nothing of how far it has got', async () => {
    const { port } = await startServer(REFUSALS);
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const { stderr } = await nominate(
      folder,
      ['send', '--csv', 'clps.csv', '--yes', '--pace', '120/min'],
      serverAt(port),
    );
    expect(stderr).not.toMatch(/ of 6/u);
  });
});

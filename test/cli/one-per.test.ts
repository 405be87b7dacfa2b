import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ScriptedServer } from '../servers/scripted-server.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const SHARED = [
  'clp,name,email',
  'Bath,Jo Ely,jo@example.org',
  'Corby,Jo Ely,JO@example.org',
  'Derby,Ann Oak,ann@example.org',
  'Derby,Al Ash,al@example.org',
  '',
].join('\n');
const LETTER = '---\nsubject: "{{list clps}}"\n---\nDear {{greeting}},\n\n{{#each clps}}\n- {{this}}\n{{/each}}\n';
const BASE = ['--csv', 'clps.csv', '--template', 'both'];
const GO = ['send', ...BASE, '--yes', '--pace', 'off'];

async function campaign(list = SHARED): Promise<string> {
  const folder = await sampleCampaign({ 'clps.csv': list });
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'templates/both.hbs'), LETTER);
  return folder;
}

function arrived({ arrivals }: ScriptedServer): string[] {
  const messages = arrivals.all().map((message) => message.toString('latin1'));
  const header = (message: string, name: string): string =>
    new RegExp(`^${name}: (.*)\\r$`, 'mu').exec(message)?.[1] ?? '';
  return messages
    .map((message) => `${/[^\s<]+@[^\s>]+/u.exec(header(message, 'To'))?.[0] ?? ''}: ${header(message, 'Subject')}`)
    .sort();
}

const letters = z.object({
  letters: z.array(z.object({ line: z.number(), action: z.string(), reason: z.string().nullable(), key: z.string() })),
});

async function planned(folder: string, ...args: readonly string[]): Promise<z.infer<typeof letters>['letters']> {
  const { stdout } = await nominate(folder, ['preview', ...BASE, '--json', ...args]);
  return letters.parse(JSON.parse(stdout)).letters;
}

describe('--one-per', () => {
  it('is asked for where rows share an address or a CLP, and nothing goes out without it', async () => {
    const { code, stderr } = await nominate(await campaign(), ['check', ...BASE]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /clps\.csv:2:3 error address-for-two-clps: .*line 3\.\n.*--one-per address .*--one-per row/u,
    );
    expect(stderr).toMatch(/clps\.csv:5:1 error clp-with-two-addresses: .*line 4\.\n.*--one-per clp .*--one-per row/u);
  });

  it.each([
    ['address', ['al@example.org: Derby', 'ann@example.org: Derby', 'jo@example.org: Bath and Corby']],
    ['clp', ['JO@example.org: Corby', 'ann@example.org: Derby', 'jo@example.org: Bath']],
    ['row', ['JO@example.org: Corby', 'al@example.org: Derby', 'ann@example.org: Derby', 'jo@example.org: Bath']],
  ])('sends one letter for each %s, and tells what becomes of every row', async (what, expected) => {
    const folder = await campaign();
    const rows = await planned(folder, '--one-per', what);
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(rows.filter(({ action }) => action === 'send')).toHaveLength(expected.length);
    expect(rows.filter(({ action }) => action === 'skip').every(({ reason }) => reason !== null)).toBe(true);
    const server = await startServer();
    const at = serverAt(server.port);
    const { code, stderr } = await nominate(folder, [...GO, '--one-per', what], at);
    expect(code).toBe(0);
    expect(stderr.includes('1 row: sharing the letter of another row')).toBe(what !== 'row');
    expect(arrived(server)).toEqual(expected);
  });

  it.each([
    [
      'address',
      'Corby',
      ['Bath,jo@example.org', 'Corby,jo@example.org', 'Corby,jo@example.org', 'Bath,jo@example.org'],
    ],
    ['address', 'Bath', ['Bath,jo@example.org', 'Corby,jo@example.org', 'Corby,jo@example.org', 'Bath,jo@example.org']],
    ['clp', 'Bath', ['Bath,jo@example.org', 'Bath,al@example.org', 'Corby,al@example.org', 'Bath,al@example.org']],
  ])(
    'sends one letter for each %s, where rows are repeated and --only %s chooses among them',
    async (what, only, rows) => {
      const server = await startServer();
      const folder = await campaign(['clp,email', ...rows, ''].join('\n'));
      await nominate(folder, [...GO, '--one-per', what, '--only', only], serverAt(server.port));
      expect(arrived(server)).toEqual([what === 'clp' ? 'jo@example.org: Bath' : 'jo@example.org: Bath and Corby']);
    },
  );

  it('sends the letter of all rows of an address where --only chooses a repeat of the first', async () => {
    const server = await startServer();
    const rows = ['Bath,jo@example.org,a', 'Corby,jo@example.org,a', 'Bath,jo@example.org,b'];
    const folder = await campaign(['clp,email,wave', ...rows, ''].join('\n'));
    await nominate(folder, [...GO, '--one-per', 'address', '--only', 'wave=b'], serverAt(server.port));
    expect(arrived(server)).toEqual(['jo@example.org: Bath and Corby']);
  });

  it('writes nobody a second letter when the choice, the order or the rows change between two runs', async () => {
    const server = await startServer();
    const at = serverAt(server.port);
    const folder = await campaign();
    await nominate(folder, [...GO, '--one-per', 'address', '--only', 'Bath'], at);
    expect(arrived(server)).toEqual(['jo@example.org: Bath and Corby']);
    const [head = '', ...rows] = SHARED.trimEnd().split('\n');
    writeFileSync(
      join(folder, 'clps.csv'),
      [head, ...rows.reverse(), 'Aldershot,Jo Ely,jo@example.org', ''].join('\n'),
    );
    await nominate(folder, [...GO, '--one-per', 'address', '--only', 'Aldershot', 'Bath', 'Corby'], at);
    expect(arrived(server)).toHaveLength(1);
    await nominate(folder, [...GO, '--one-per', 'row', '--only', 'Bath', 'Corby'], at);
    expect(arrived(server)).toHaveLength(1);
    writeFileSync(join(folder, 'clps.csv'), 'clp,email\nBath CLP,jo@EXAMPLE.org\n');
    expect((await nominate(folder, GO, at)).stderr).toContain('1 row: accepted in an earlier run');
    expect(arrived(server)).toHaveLength(1);
  });

  it('sends no shared letter where one of its rows has had a letter of its own', async () => {
    const server = await startServer();
    const at = serverAt(server.port);
    const folder = await campaign();
    await nominate(folder, [...GO, '--one-per', 'row', '--only', 'Corby'], at);
    const again = await nominate(folder, [...GO, '--one-per', 'address', '--only', 'Bath'], at);
    expect(again.stderr).toContain('accepted in an earlier run');
    expect(arrived(server)).toEqual(['JO@example.org: Corby']);
  });

  it('writes to no second secretary of a CLP when the list is sorted, but for one whom the server refused', async () => {
    const server = await startServer({ rcpt: [null, { reply: '550 5.1.1 no such mailbox' }] });
    const at = serverAt(server.port);
    const list = 'clp,email\nBath,jo@example.org\nBath,al@example.org\nDerby,ann@example.org\nDerby,ed@example.org\n';
    const folder = await campaign(list);
    const oneEach = [...GO, '--one-per', 'clp'];
    await nominate(folder, oneEach, at);
    const [head = '', ...rows] = list.trimEnd().split('\n');
    writeFileSync(join(folder, 'clps.csv'), [head, ...rows.reverse(), ''].join('\n'));
    await nominate(folder, oneEach, at);
    expect(arrived(server)).toEqual(['ed@example.org: Derby', 'jo@example.org: Bath']);
  });

  it('goes on with a deferred shared letter under its own key, though a CLP was added to it', async () => {
    const server = await startServer({ rcpt: [{ reply: '451 4.7.1 later' }, { reply: '451 4.7.1 later' }] });
    const at = serverAt(server.port);
    const folder = await campaign();
    const before = await planned(folder, '--one-per', 'address', '--only', 'Bath');
    await nominate(folder, [...GO, '--one-per', 'address', '--only', 'Bath'], at);
    expect(arrived(server)).toEqual([]);
    writeFileSync(
      join(folder, 'clps.csv'),
      SHARED.replace('clp,name,email\n', 'clp,name,email\nAldershot,Jo Ely,jo@example.org\n'),
    );
    const after = await planned(folder, '--one-per', 'address', '--only', 'Bath');
    expect(after[0]?.key).toBe(before[0]?.key);
    expect(after[0]).toMatchObject({ action: 'skip', reason: 'deferred by the server, not due yet' });
    expect(readFileSync(join(folder, 'ledger.ndjson'), 'utf8')).toContain('"clps":["Bath","Corby"]');
  });

  it('warns where the one letter greets another person, or does not name a CLP that it stands for', async () => {
    const list = 'clp,name,email\nBath,Jo Ely,office@example.org\nCorby,Ann Oak,office@example.org\n';
    const folder = await campaign(list);
    const named = await nominate(folder, ['check', ...BASE, '--one-per', 'address']);
    expect(named.code).toBe(0);
    expect(named.stderr).toMatch(/clps\.csv:3:2 warning names-differ: .*"Jo Ely" on line 2.*"Ann Oak"/u);
    expect(named.stderr).not.toContain('clp-not-named');
    writeFileSync(join(folder, 'templates/both.hbs'), '---\nsubject: Hello\n---\nWill {{clp}} nominate?\n');
    const unnamed = await nominate(folder, ['check', ...BASE, '--one-per', 'address']);
    expect(unnamed.stderr).toMatch(/clps\.csv:2:1 warning clp-not-named: .*"Corby".*\n.*\{\{list clps\}\}/u);
  });

  it('holds the rows of a letter together when the first of them has an error', async () => {
    const list = 'clp,name,email,town\nBath,Jo Ely,jo@example.org,\nCorby,Jo Ely,jo@example.org,Corby\n';
    const folder = await campaign(list);
    writeFileSync(join(folder, 'templates/both.hbs'), '---\nsubject: "{{list clps}}"\n---\n{{town}}\n');
    const rows = await planned(folder, '--one-per', 'address', '--skip-invalid');
    expect(rows.map(({ line, action, reason }) => [line, action, reason])).toEqual([
      [2, 'hold', 'with an error'],
      [3, 'hold', 'sharing a letter with a row that has an error'],
    ]);
  });

  it('counts letters, not rows, for --limit', async () => {
    const rows = await planned(await campaign(), '--one-per', 'address', '--limit', '2');
    expect(rows.map(({ action, reason }) => reason ?? action)).toEqual([
      'send',
      'sharing the letter of another row of the same address or CLP',
      'send',
      'beyond --limit',
    ]);
  });
});

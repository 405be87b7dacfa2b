import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const NOMINATE = fileURLToPath(new URL('../../bin/nominate.js', import.meta.url));

const LIST = [
  'clp,name,email,address_1,town,postcode',
  'Bath,Jo Ely,jo@example.org,,,',
  'Corby,Ann Ash,ann@example.org,,,',
  'Derby,Al Oak,,1 High Street,Derby,DE1 1AA',
  'Exeter,Una Roe,una@@example.org,,,',
  '',
].join('\n');

it('whatever a command writes about people can be read by its owner only', async () => {
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  const before = readdirSync(folder);
  const server = await startServer({ rcpt: [{ reply: '550 5.1.1 no such mailbox' }] });
  const at = serverAt(server.port);
  for (const command of [['preview'], ['print', '--labels', 'L7160'], ['rehearse'], ['send', '--yes', '--pace', 'off']])
    await nominate(folder, [...command, '--csv', 'clps.csv', '--skip-invalid'], at);
  const written = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((name) => !before.includes(name));
  for (const name of [
    'previews/index.html',
    'previews/manifest.json',
    'previews/letters/Bath.pdf',
    'previews/emails/Bath.eml',
    'print/print-run.pdf',
    'print/labels.pdf',
    'print/manifest.json',
    'rehearsal/index.html',
    'rehearsal/emails/Bath.eml',
    'held.csv',
    'failed.csv',
    'ledger.ndjson',
  ])
    expect(written).toContain(name);
  const others = written.filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0);
  expect(others).toEqual([]);
});

it('what init makes, and what is written beside it, is its owner’s only, under any umask', async () => {
  const folder = await sampleCampaign();
  const args = [
    '-c',
    'umask 000; "$0" "$1" init spring && "$0" "$1" preview --csv spring/clps.csv',
    process.execPath,
    NOMINATE,
  ];
  expect(spawnSync('/bin/sh', args, { cwd: folder }).status).toBe(0);
  const made = ['.', ...readdirSync(join(folder, 'spring'), { encoding: 'utf8', recursive: true })];
  expect(made).toContain('templates/reminder.cy.hbs');
  expect(made).toContain('previews/letters');
  expect(made.filter((name) => (statSync(join(folder, 'spring', name)).mode & 0o077) !== 0)).toEqual([]);
});

import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { putPipe } from '../disk/named-pipe.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const LIST = 'clp,name,email\nBath,Jo Ely,jo@example.org\nCorby,Ann Ash,ann@example.org\n';
const CHECK = ['check', '--csv', 'clps.csv', '--template', 'mine'];

/** A campaign in a folder of its own, beside which lies a secret. */
async function campaign(frontMatter: string, body = 'Dear {{greeting}}'): Promise<{ folder: string; secret: string }> {
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  const elsewhere = await mkdtemp(join(tmpdir(), 'nominate-secret-'));
  onTestFinished(() => rm(elsewhere, { recursive: true }));
  writeFileSync(join(elsewhere, 'id_rsa'), 'my secret');
  mkdirSync(join(folder, 'templates'));
  const text = `---\nsubject: "{{clp}}"\n${frontMatter}\n---\n${body}\n`;
  writeFileSync(join(folder, 'templates/mine.hbs'), text.replaceAll('ELSEWHERE', elsewhere));
  return { folder, secret: join(elsewhere, 'id_rsa') };
}

describe('a letter takes no file from outside its campaign', () => {
  it('named by its path, as an attachment or a picture, and is told at its line', async () => {
    const { folder } = await campaign(
      'attach: [letter.pdf, ELSEWHERE/id_rsa, ../../../etc/hostname, /etc/passwd]',
      '![x](ELSEWHERE/id_rsa)',
    );
    const { code, stderr } = await nominate(folder, CHECK);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^templates\/mine\.hbs:3:22 error file-outside: The file "[^"]+\/id_rsa" lies outside/mu);
    expect(stderr).toMatch(/^templates\/mine\.hbs:3:\d+ error file-outside: The file "\/etc\/passwd" lies outside/mu);
    expect(stderr).toMatch(/^ {4}Copy it beside campaign\.yaml, and write its name alone here\.$/mu);
  });

  it('by a link in its folder', async () => {
    const { folder, secret } = await campaign('attach: [leaflet.pdf]');
    symlinkSync(secret, join(folder, 'leaflet.pdf'));
    expect((await nominate(folder, CHECK)).stderr).toContain('error file-outside: The file "leaflet.pdf" lies outside');
    rmSync(join(folder, 'leaflet.pdf'));
    writeFileSync(join(folder, 'kept.pdf'), 'a leaflet');
    symlinkSync('kept.pdf', join(folder, 'leaflet.pdf'));
    expect((await nominate(folder, CHECK)).stderr).not.toContain('leaflet.pdf');
  });

  it.each(['logo', 'signatureImage', 'fallbackFont'])('as %s of campaign.yaml', async (setting) => {
    const { folder, secret } = await campaign('letterhead: [sender]\nclosing: Yours');
    const path = join(folder, 'campaign.yaml');
    const text = readFileSync(path, 'utf8').replace(/^letter:\n(?: .*\n)*/mu, '');
    writeFileSync(path, `${text}letter:\n  ${setting}: ${secret}\n`);
    const { code, stderr } = await nominate(folder, CHECK);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^campaign\.yaml.* error .* outside the campaign.s folder/mu);
  });

  it.each(['templates/mine.hbs', 'templates'])('as %s', async (name) => {
    const { folder, secret } = await campaign('');
    const place = join(folder, name);
    renameSync(place, `${secret}-moved`);
    symlinkSync(`${secret}-moved`, place);
    const { code, stderr } = await nominate(folder, CHECK);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^templates\/mine\.hbs error file-outside: /mu);
  });
});

it('what is attached is shown with its size before the question', async () => {
  const { folder } = await campaign('attach: [letter.pdf, leaflet.pdf]');
  writeFileSync(join(folder, 'leaflet.pdf'), new Uint8Array(1_234_000));
  const { port } = await startServer();
  const { stderr } = await nominate(folder, ['send', '--csv', 'clps.csv', '--template', 'mine'], serverAt(port));
  expect(stderr).toMatch(/^Attached {2}letter\.pdf \(\d+ KB\), leaflet\.pdf \(1\.2 MB\)$/mu);
});

describe('a letter takes no file that holds a secret, or what nominate keeps', () => {
  const KEPT = ['.env', 'my-password', 'ledger.ndjson', 'clps.csv', 'campaign.yaml', '.git/config'];

  async function campaignWithSecrets(frontMatter: string): Promise<string> {
    const { folder } = await campaign(frontMatter);
    mkdirSync(join(folder, '.git'));
    for (const name of ['.env', 'my-password', '.git/config'])
      writeFileSync(join(folder, name), 'S=1\n', { mode: 0o600 });
    writeFileSync(join(folder, 'ledger.ndjson'), '');
    const settings = 'smtp: { host: 127.0.0.1, user: mair, passwordFile: my-password }\n';
    writeFileSync(join(folder, 'campaign.yaml'), settings, { flag: 'a' });
    return folder;
  }

  it.each(KEPT)('%s, as an attachment', async (name) => {
    const folder = await campaignWithSecrets(`attach: [letter.pdf, ${name}]`);
    const { code, stderr } = await nominate(folder, CHECK);
    expect(stderr).toContain(`templates/mine.hbs:3:22 error file-kept: The file "${name}" is kept from letters: `);
    expect(code).toBe(1);
  });

  it.each(['.env', 'my-password'])('%s, under another name', async (name) => {
    const folder = await campaignWithSecrets('attach: [leaflet.pdf, other.pdf]');
    symlinkSync(name, join(folder, 'leaflet.pdf'));
    linkSync(join(folder, 'my-password'), join(folder, 'other.pdf'));
    const { stderr } = await nominate(folder, CHECK);
    expect(stderr).toContain('error file-kept: The file "leaflet.pdf" is kept from letters: ');
    expect(stderr).toContain('error file-kept: The file "other.pdf" is kept from letters: ');
  });

  it.each(['.env', 'my-password'])('%s, as its own text, by a link among the partials', async (name) => {
    const folder = await campaignWithSecrets('');
    mkdirSync(join(folder, 'templates/partials'));
    symlinkSync(`../../${name}`, join(folder, 'templates/partials/greeting.hbs'));
    const { code, stderr } = await nominate(folder, CHECK);
    expect(stderr).toMatch(/^templates\/partials\/greeting\.hbs error file-kept: /mu);
    expect(code).toBe(2);
  });
});

it('an e-mail of 5 MB and more is told once, with the largest of its files', async () => {
  const { folder } = await campaign('attach: [letter.pdf, leaflet.pdf, Hustings.ics]');
  writeFileSync(join(folder, 'Hustings.ics'), Buffer.alloc(100_000));
  const check = async (octets: number): Promise<readonly string[]> => {
    writeFileSync(join(folder, 'leaflet.pdf'), Buffer.alloc(octets));
    const { code, stderr } = await nominate(folder, CHECK);
    expect(code).toBe(0);
    return stderr.match(/^.*large-message.*$/gmu) ?? [];
  };
  expect(await check(3_500_000)).toEqual([]);
  expect(await check(3_600_000)).toEqual([
    'templates/mine.hbs:3:22 warning large-message: Each e-mail takes about 5.1 MB with its files; the largest is "leaflet.pdf" (3.6 MB).',
  ]);
});

it('what only some letters have is counted', async () => {
  const { folder } = await campaign('attach: [letter.pdf]');
  writeFileSync(
    join(folder, 'templates/mine.cy.hbs'),
    '---\nsubject: "{{clp}}"\nattach: [taflen.pdf]\n---\nAnnwyl {{greeting}}\n',
  );
  writeFileSync(join(folder, 'taflen.pdf'), new Uint8Array(2000));
  writeFileSync(
    join(folder, 'clps.csv'),
    'clp,name,email,language\nBath,Jo,jo@example.org,en\nMôn,Siân,sian@example.org,cy\n',
  );
  const { port } = await startServer();
  const { stderr } = await nominate(folder, ['send', '--csv', 'clps.csv', '--template', 'mine'], serverAt(port));
  expect(stderr).toMatch(/^Attached {2}letter\.pdf \(\d+ KB, with 1 of 2\), taflen\.pdf \(2 KB, with 1 of 2\)$/mu);
});

describe('a pipe or a device in the place of', () => {
  it.each(['fifo.csv', '/dev/zero', '/dev/stdin'])('the list is told (%s)', async (list) => {
    const { folder } = await campaign('');
    putPipe(join(folder, 'fifo.csv'));
    const { code, stderr } = await nominate(folder, ['check', '--csv', list, '--campaign', 'campaign.yaml']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `${list} error no-list: This is a pipe or a device, not a file, and a list is read more than once.`,
    );
  });

  it.each([
    ['campaign.yaml', 'campaign.yaml error not-a-file: This is a pipe or a device, where a file is needed.'],
    ['templates/mine.hbs', 'templates/mine.hbs error not-a-file: '],
    ['leaflet.pdf', 'error not-a-file: "leaflet.pdf" is a folder, a pipe or a device, where the letter needs a file.'],
    ['.env', '.env error not-a-file: '],
  ])('%s is told', async (name, told) => {
    const { folder } = await campaign('attach: [leaflet.pdf]');
    writeFileSync(join(folder, 'leaflet.pdf'), 'a leaflet');
    putPipe(join(folder, name));
    const { code, stderr } = await nominate(folder, ['send', '--csv', 'clps.csv', '--template', 'mine', '--yes']);
    expect(code).not.toBe(0);
    expect(stderr).toContain(told);
  });
});

describe('.env', () => {
  it.each([0o640, 0o604, 0o620, 0o602])('that others can read or change is refused (%o)', async (mode) => {
    const { folder } = await campaign('');
    const { port, arrivals } = await startServer();
    const path = join(folder, '.env');
    writeFileSync(path, `NOMINATE_SMTP_URL=smtp+plain://127.0.0.1:${port}\n`);
    chmodSync(path, mode);
    const send = ['send', '--csv', 'clps.csv', '--template', 'mine', '--yes', '--pace', 'off'];
    const { code, stderr } = await nominate(folder, send);
    expect(code).toBe(2);
    expect(stderr).toContain('.env error open-to-others: ');
    expect(stderr).toContain('chmod 600 .env.');
    expect(arrivals.messages.size).toBe(0);
    chmodSync(path, 0o600);
    expect((await nominate(folder, send)).code).toBe(0);
  });
});

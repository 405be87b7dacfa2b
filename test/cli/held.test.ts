import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';
import { recipients, serverAt, startServer } from './scripted-server.js';

const LIST = [
  'Secretary;CLP;E-mail;Notes',
  'Jo Ely;Bath;jo@example.org;',
  'Ann Ash;Corby;ann@@example.org;"=1+1 ; ""x"""',
  "Al Oak;Derby;al@example.org;'-2",
  'Di Elm;;di@example.org; spaces ',
  '',
].join('\n');
const PREVIEW = ['preview', '--csv', 'clps.csv', '--skip-invalid', '--letters-only'];
const send = (list: string): string[] => ['send', '--csv', list, '--yes', '--pace', 'off', '--skip-invalid'];

function mend(folder: string, name: string, replacements: Readonly<Record<string, string>>): void {
  let text = readFileSync(join(folder, name), 'utf8');
  for (const [wrong, right] of Object.entries(replacements)) text = text.replaceAll(wrong, right);
  writeFileSync(join(folder, name), text);
}

describe('held.csv', () => {
  it('has the rows that were left out, with their own columns and cells, what is wrong, and no formula', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const { code, stdout } = await nominate(folder, PREVIEW);
    expect(code).toBe(0);
    expect(stdout).toContain('2 rows left out for an error are in held.csv.');
    expect(stdout).toContain('npx nominate send --csv held.csv\n');
    const [header, corby, nameless, ...rest] = readFileSync(join(folder, 'held.csv'), 'utf8').split('\r\n');
    expect(header).toBe('\uFEFFproblem;Secretary;CLP;E-mail;Notes');
    expect(corby).toMatch(/^"clps\.csv, line 3: .*Did you mean .*";Ann Ash;Corby;ann@@example\.org;"'=1\+1 ; ""x"""$/u);
    expect(nameless).toMatch(/^clps\.csv, line 5: The row names no CLP\..*;Di Elm;;di@example\.org; spaces $/u);
    expect(rest).toEqual(['']);
    expect(statSync(join(folder, 'held.csv')).mode & 0o777).toBe(0o600);
  });

  it('is sent once mended, those letters and no others, whatever list they come from', async () => {
    const server = await startServer();
    const at = serverAt(server.port);
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, send('clps.csv'), at);
    expect(recipients(server.arrivals)).toEqual(['al@example.org', 'jo@example.org']);
    mend(folder, 'held.csv', { 'ann@@example.org': 'ann@example.org' });
    const mended = await nominate(folder, send('held.csv'), at);
    expect(mended.code).toBe(0);
    expect(mended.stdout).toContain('1 row left out for an error is in held-2.csv.');
    expect(recipients(server.arrivals)).toEqual(['al@example.org', 'ann@example.org', 'jo@example.org']);
    expect(readFileSync(join(folder, 'held-2.csv'), 'utf8')).toMatch(
      /^\uFEFFproblem;Secretary;CLP;E-mail;Notes\r\nheld\.csv, line 3: .*;Di Elm;;di@example\.org; spaces \r\n$/u,
    );
    mend(folder, 'clps.csv', { 'ann@@example.org': 'ann@example.org', 'Di Elm;;': 'Di Elm;Ely;' });
    await nominate(folder, send('clps.csv'), at);
    await nominate(folder, send('held.csv'), at);
    expect(recipients(server.arrivals)).toEqual([
      'al@example.org',
      'ann@example.org',
      'di@example.org',
      'jo@example.org',
    ]);
  });

  it('gives every cell back as the list had it', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST.replace(";'-2", ";'-2 ") });
    mend(folder, 'clps.csv', { 'al@example.org': 'al@@example.org' });
    await nominate(folder, PREVIEW);
    expect(readFileSync(join(folder, 'held.csv'), 'utf8')).toContain(";''-2 \r\n");
    mend(folder, 'held.csv', { 'al@@example.org': 'al@example.org', 'ann@@example.org': 'ann@example.org' });
    const { stdout } = await nominate(folder, [
      'preview',
      '--csv',
      'held.csv',
      '--skip-invalid',
      '--json',
      '--only',
      "notes='-2",
    ]);
    expect(stdout).toMatch(/"clp": "Derby",[^}]*"action": "send"/u);
  });

  it('is not written over a file of that name that is somebody else’s', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST, 'held.csv': 'mine\n' });
    const foreign = await nominate(folder, PREVIEW);
    expect(foreign.code).toBe(0);
    expect(foreign.stderr).toMatch(/^held\.csv warning held-list-kept: .*2 rows/mu);
    expect(readFileSync(join(folder, 'held.csv'), 'utf8')).toBe('mine\n');
  });

  it('is written anew while nobody has touched it, and goes when nothing is held any more', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, PREVIEW);
    mend(folder, 'clps.csv', { 'ann@@example.org': 'ann@example.org' });
    expect((await nominate(folder, PREVIEW)).stdout).toContain('1 row left out for an error is in held.csv.');
    mend(folder, 'clps.csv', { 'Di Elm;;': 'Di Elm;Ely;' });
    expect((await nominate(folder, PREVIEW)).stdout).not.toContain('held.csv');
    expect(readdirSync(folder).sort()).toEqual(['campaign.yaml', 'clps.csv', 'previews']);
  });

  it('keeps what was mended in it when the first list is gone on with', async () => {
    const { port } = await startServer();
    const at = serverAt(port);
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, send('clps.csv'), at);
    mend(folder, 'held.csv', { 'ann@@example.org': 'ann@example.org' });
    const before = readFileSync(join(folder, 'held.csv'), 'utf8');
    expect((await nominate(folder, send('clps.csv'), at)).stderr).toContain('warning held-list-kept');
    expect(readFileSync(join(folder, 'held.csv'), 'utf8')).toBe(before);
    mend(folder, 'clps.csv', { 'ann@@example.org': 'ann@example.org', 'Di Elm;;': 'Di Elm;Ely;' });
    await nominate(folder, send('clps.csv'), at);
    expect(readFileSync(join(folder, 'held.csv'), 'utf8')).toBe(before);
  });

  it('holds all rows of a shared letter, so that the mended list has the whole of it', async () => {
    const server = await startServer();
    const at = serverAt(server.port);
    const folder = await sampleCampaign({
      'clps.csv': 'clp,email,town\nBath,jo@example.org,\nCorby,jo@example.org,x\nDerby,al@example.org,Derby\n',
    });
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'templates/town.hbs'), '---\nsubject: "{{list clps}}"\n---\nTo {{town}}\n');
    const options = ['--one-per', 'address', '--template', 'town'];
    await nominate(folder, [...send('clps.csv'), ...options], at);
    expect(recipients(server.arrivals)).toEqual(['al@example.org']);
    mend(folder, 'held.csv', { 'jo@example.org,\r': 'jo@example.org,Bath\r' });
    await nominate(folder, [...send('held.csv'), ...options], at);
    expect(server.arrivals.all().join('')).toContain('Subject: Bath and Corby');
  });

  it('is not written by a check, a test, or a command that is refused', async () => {
    const { port } = await startServer();
    const at = serverAt(port);
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, ['check', '--csv', 'clps.csv', '--skip-invalid']);
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    await nominate(folder, [...send('clps.csv'), '--test-to', 'me@example.org'], at);
    expect(existsSync(join(folder, 'held.csv'))).toBe(false);
  });
});

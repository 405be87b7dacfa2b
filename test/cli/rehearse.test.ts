import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manifestSchema } from '../../src/sending/output/manifest.js';
import { rehearsalManifestSchema, type RehearsalManifest } from '../../src/sending/output/rehearsal-manifest.js';
import { until } from '../until.js';
import { nominate, sampleCampaign, startNominate } from './nominate.js';

const GO = ['rehearse', '--csv', 'clps.csv'];

function manifestOf(folder: string): RehearsalManifest {
  return rehearsalManifestSchema.parse(JSON.parse(readFileSync(join(folder, 'rehearsal/manifest.json'), 'utf8')));
}

/** A list of so many secretaries. */
function listOf(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => `CLP ${index},s${index}@clp${index}.example.org`);
  return ['clp,email', ...rows, ''].join('\n');
}

function withoutDate(message: Buffer): string {
  return message.toString('latin1').replace(/^Date: .*\r\n/mu, '');
}

describe('rehearse', () => {
  it('lets every letter arrive as it was previewed, and keeps what arrived', async () => {
    const folder = await sampleCampaign();
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    const { code, stdout } = await nominate(folder, GO);
    expect(code).toBe(0);
    expect(stdout).toContain('23 of 23 letters arrived: none twice, no accepted one missing, each byte for byte');
    expect(stdout).toMatch(
      /^Ynys Môn +sian\.prys@example\.org +\d+ KB +Siân Prydderch for the NEC: will Ynys Môn nominate me\?$/mu,
    );
    expect(stdout).toContain('\nParts of each: text, HTML, letter.pdf\n');
    const previewed = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'previews/manifest.json'), 'utf8')));
    const expected = previewed.letters.flatMap(({ key, message }) =>
      message === null ? [] : [[key, message] as const],
    );
    const { letters } = manifestOf(folder);
    expect(letters.map(({ key, message }) => [key, message])).toEqual(expected);
    for (const { message } of letters) {
      const [arrived, planned] = ['rehearsal', 'previews'].map((name) =>
        readFileSync(join(folder, name, message ?? '')),
      );
      expect(withoutDate(arrived ?? Buffer.of())).toBe(withoutDate(planned ?? Buffer.of()));
    }
    const page = readFileSync(join(folder, 'rehearsal/index.html'), 'utf8');
    const targets = [...page.matchAll(/<a [^>]*href="([^"#]+)/gu)].map(([, target = '']) => decodeURIComponent(target));
    expect(targets).toHaveLength(23 * 3);
    for (const target of targets) expect(statSync(join(folder, 'rehearsal', target)).size).toBeGreaterThan(0);
  });

  it('needs no mail server, records nothing, and leaves nothing behind but its folder', async () => {
    const folder = await sampleCampaign({ 'clps.csv': listOf(2) });
    mkdirSync(join(folder, 'tmp'));
    const { code } = await nominate(folder, GO, {
      NOMINATE_SMTP_URL: 'smtp://mail.nowhere.invalid',
      TMPDIR: join(folder, 'tmp'),
    });
    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['campaign.yaml', 'clps.csv', 'rehearsal', 'tmp']);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
    expect(statSync(join(folder, 'rehearsal')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'rehearsal/emails/CLP 0.eml')).mode & 0o777).toBe(0o600);
  });

  it('brings every letter to one of the four outcomes on a bad day, the same each time', async () => {
    const folder = await sampleCampaign({ 'clps.csv': listOf(22) });
    const { code, stdout, stderr } = await nominate(folder, [...GO, '--with-faults']);
    expect(code).toBe(3);
    expect(stderr).toContain('11 of 22 letters meet a fault');
    const { letters } = manifestOf(folder);
    const count = (outcome: string): number => letters.filter((letter) => letter.outcome === outcome).length;
    expect(count('accepted') + count('failed') + count('deferred') + count('doubt')).toBe(22);
    for (const outcome of ['failed', 'deferred', 'doubt']) expect(count(outcome)).toBeGreaterThanOrEqual(2);
    for (const { outcome, message } of letters) {
      if (outcome !== 'doubt') expect(message !== null).toBe(outcome === 'accepted');
    }
    const doubts = letters.filter(({ outcome }) => outcome === 'doubt').map(({ message }) => message !== null);
    expect(new Set(doubts)).toEqual(new Set([true, false]));
    // A line for each kind of fault, not for each letter; what became of whom is in the folder.
    expect(stderr).not.toMatch(/^(?:waiting|deferred|failed|doubt) /mu);
    expect(stdout).toMatch(/^550 5\.1\.1 No such mailbox, at the address +\d failed$/mu);
    expect(stdout).toMatch(/^450 4\.2\.0 Greylisted.*, at the address +\d deferred$/mu);
    expect(stdout).toContain(`${count('doubt')} in doubt.`);
    expect(stdout).toMatch(/letters in doubt: [1-9]\d* arrived, [1-9]\d* did not\./u);
    expect(stdout).toContain('none twice, no accepted one missing');
    expect(stdout).toContain('--resolve-doubts');
    await nominate(folder, [...GO, '--with-faults']);
    expect(manifestOf(folder).letters.map(({ outcome }) => outcome)).toEqual(letters.map(({ outcome }) => outcome));
  });

  it('keeps its promise with several connections on a bad day', async () => {
    const folder = await sampleCampaign({ 'clps.csv': listOf(30) });
    const { code, stdout } = await nominate(folder, [...GO, '--with-faults', '--connections', '4']);
    expect(code).toBe(3);
    expect(stdout).toContain('none twice, no accepted one missing');
  });

  it('rehearses what send would do now: nothing while an error stands, and only what is still due', async () => {
    const folder = await sampleCampaign({ 'clps.csv': `${listOf(1)}Derby,al@@example.org\n` });
    const refused = await nominate(folder, GO);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^clps\.csv:3:2 error /mu);
    expect(readdirSync(folder)).not.toContain('rehearsal');
    expect((await nominate(folder, [...GO, '--skip-invalid'])).code).toBe(0);
    expect(manifestOf(folder).letters.map(({ clp }) => clp)).toEqual(['CLP 0']);
  });

  it('takes addresses that are not ASCII', async () => {
    const folder = await sampleCampaign({ 'clps.csv': 'clp,email\nBath,siân@example.org\nCorby,ann@tŷ.example.org\n' });
    const { code, stdout } = await nominate(folder, GO);
    expect({ code, arrived: stdout.includes('2 of 2 letters arrived') }).toEqual({ code: 0, arrived: true });
  });

  it('replaces what it wrote before and touches nothing else', async () => {
    const folder = await sampleCampaign({ 'clps.csv': listOf(2) });
    await nominate(folder, GO);
    writeFileSync(join(folder, 'rehearsal/emails/my notes.txt'), 'mine');
    await nominate(folder, [...GO, '--only', 'CLP 1']);
    expect(readdirSync(join(folder, 'rehearsal/emails')).sort()).toEqual(['CLP 1.eml', 'CLP 1.html', 'my notes.txt']);
    mkdirSync(join(folder, 'other/emails'), { recursive: true });
    writeFileSync(join(folder, 'other/emails/CLP 0.eml'), 'mine');
    const refused = await nominate(folder, [...GO, '--out', 'other']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('other/emails/CLP 0.eml error foreign-file');
    expect(readFileSync(join(folder, 'other/emails/CLP 0.eml'), 'utf8')).toBe('mine');
  });

  it('prints one JSON document and nothing else on stdout', async () => {
    const folder = await sampleCampaign({ 'clps.csv': listOf(2) });
    const { stdout } = await nominate(folder, [...GO, '--json', '--today', '2028-05-02']);
    const size = z.object({ letters: z.array(z.object({ size: z.int() })) }).parse(JSON.parse(stdout)).letters[0]?.size;
    expect(size).toBe(statSync(join(folder, 'rehearsal/emails/CLP 0.eml')).size);
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'rehearse',
      exitCode: 0,
      problems: [],
      letters: [
        {
          clp: 'CLP 0',
          email: 's0@clp0.example.org',
          action: 'send',
          outcome: 'accepted',
          parts: ['text', 'HTML', 'letter.pdf'],
          file: join(folder, 'rehearsal/emails/CLP 0.eml'),
        },
        { clp: 'CLP 1', outcome: 'accepted' },
      ],
      counts: { send: 2, accepted: 2, failed: 0, deferred: 0, doubt: 0, remaining: 0, arrived: 2 },
    });
  });
});

it('finds no fault in a rehearsal whose list is edited on the way', async () => {
  const folder = await sampleCampaign();
  const list = readFileSync(join(folder, 'clps.csv'), 'utf8');
  const spool = join(folder, 'tmp');
  mkdirSync(spool);
  const running = startNominate(folder, ['rehearse', '--csv', 'clps.csv', '--pace', '240/min'], { TMPDIR: spool });
  // Its ledger, which is thrown away at the end, knows when the first letter has arrived.
  await until(() =>
    readdirSync(spool)
      .map((name) => join(spool, name, 'ledger.ndjson'))
      .some((path) => existsSync(path) && readFileSync(path, 'utf8').includes('"accepted"')),
  );
  writeFileSync(join(folder, 'clps.csv'), list.replace('\n', `\n\n\n`));
  const { stdout, stderr } = await running.ended;
  expect(stdout).toContain('The list was changed while it was being sent.');
  expect(stdout).toMatch(/^[1-9]\d* accepted/mu);
  expect(stderr).not.toContain('fault of nominate');
});

it('says that its list was deleted on the way, and not merely that a file is missing', async () => {
  const folder = await sampleCampaign({ 'clps.csv': listOf(20) });
  const { child, ended } = startNominate(folder, [...GO, '--pace', '300/min']);
  let heard = '';
  child.stderr?.on('data', (text: string) => {
    heard += text;
    if (heard.includes('delivers to no one')) rmSync(join(folder, 'clps.csv'), { force: true });
  });
  const { code, stderr } = await ended;
  expect(code).toBe(2);
  expect(stderr).toContain('clps.csv error list-gone: The list was deleted, moved or renamed while it was rehearsed');
  expect(stderr).toContain('It was not finished.');
});

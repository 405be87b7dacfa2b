import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manifestSchema } from '../../src/sending/output/manifest.js';
import { wordsOf } from '../render/pdf/read-pdf.js';
import { nominate, sampleCampaign } from './nominate.js';

describe('preview', () => {
  it('writes a PDF, an e-mail and a line of the manifest for everybody who gets one', async () => {
    const folder = await sampleCampaign();
    const { code, stdout, stderr } = await nominate(folder, ['preview', '--csv', 'clps.csv', '--today', '2028-05-02']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('24 letters and 23 e-mails into previews/');
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'previews/manifest.json'), 'utf8')));
    expect(manifest.letters).toHaveLength(24);
    expect(new Set(manifest.letters.map(({ digest }) => digest)).size).toBe(24);
    for (const { clp, letter, message } of manifest.letters) {
      expect(wordsOf(readFileSync(join(folder, 'previews', letter ?? ''))).join(' ')).toContain(clp);
      if (message !== null) expect(readFileSync(join(folder, 'previews', message), 'latin1')).toMatch(/\r\n$/u);
    }
    const paper = manifest.letters.filter(({ message }) => message === null);
    expect(paper.map(({ clp, email }) => [clp, email])).toEqual([['Kingston upon Hull East', null]]);
  });

  it('takes a torn last line of the ledger for what it is, a warning, and so does print', async () => {
    const folder = await sampleCampaign();
    writeFileSync(join(folder, 'ledger.ndjson'), '{"v":1,"seq":1,"at":"2028-');
    for (const command of ['preview', 'print', 'rehearse']) {
      const { code, stderr } = await nominate(folder, [command, '--csv', 'clps.csv']);
      expect(code).toBe(0);
      expect(stderr).toContain('ledger.ndjson:1 warning ledger-torn: ');
    }
  });

  it('shows every letter on a page whose links lead to files that are there', async () => {
    const folder = await sampleCampaign();
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    const page = readFileSync(join(folder, 'previews/index.html'), 'utf8');
    const targets = [...page.matchAll(/<a [^>]*href="([^"#]+)/gu)].map(([, target = '']) => decodeURIComponent(target));
    expect(targets).toHaveLength(24 * 2 + 23 * 2);
    for (const target of targets) expect(statSync(join(folder, 'previews', target)).size).toBeGreaterThan(0);
  });

  it('gives the same bytes again, whatever the order of the list', async () => {
    const folder = await sampleCampaign();
    const [head = '', ...rows] = readFileSync(join(folder, 'clps.csv'), 'utf8').trimEnd().split('\n');
    writeFileSync(join(folder, 'sorted.csv'), [head, ...rows.reverse(), ''].join('\n'));
    await nominate(folder, ['preview', '--csv', 'clps.csv', '--out', 'one', '--letters-only']);
    await nominate(folder, ['preview', '--csv', 'sorted.csv', '--out', 'two', '--letters-only']);
    const names = readdirSync(join(folder, 'one/letters'));
    expect(names).toHaveLength(24);
    expect(readdirSync(join(folder, 'two/letters'))).toEqual(names);
    for (const name of names) {
      expect(
        readFileSync(join(folder, 'one/letters', name)).equals(readFileSync(join(folder, 'two/letters', name))),
      ).toBe(true);
    }
    expect(readdirSync(join(folder, 'one/emails'))).toEqual([]);
  });

  it('replaces what it wrote before and touches nothing else', async () => {
    const folder = await sampleCampaign();
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    writeFileSync(join(folder, 'previews/letters/my notes.txt'), 'mine');
    await nominate(folder, ['preview', '--csv', 'clps.csv', '--only', 'Ynys Môn']);
    expect(readdirSync(join(folder, 'previews/letters')).sort()).toEqual(['Ynys Môn.pdf', 'my notes.txt']);
    expect(readdirSync(join(folder, 'previews/emails')).sort()).toEqual(['Ynys Môn.eml', 'Ynys Môn.html']);
  });

  it('removes nothing outside its folder, whatever somebody wrote into its manifest', async () => {
    const folder = await sampleCampaign();
    await nominate(folder, ['preview', '--csv', 'clps.csv', '--letters-only']);
    const path = join(folder, 'previews/manifest.json');
    const names = ['../clps.csv', join(folder, 'campaign.yaml'), 'letters/../../campaign.yaml'];
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const letters = manifest.letters.map((letter, index) => ({ ...letter, letter: names[index] ?? letter.letter }));
    writeFileSync(path, JSON.stringify({ ...manifest, letters }));
    writeFileSync(join(folder, 'list.csv'), 'clp,email\nDover and Deal,dover@example.org\n');
    await nominate(folder, ['preview', '--csv', 'list.csv', '--campaign', 'campaign.yaml', '--letters-only']);
    expect(readdirSync(folder).sort()).toEqual(['campaign.yaml', 'clps.csv', 'list.csv', 'previews']);
    expect(readdirSync(join(folder, 'previews/letters'))).toContain('Dover and Deal.pdf');
  });

  it('does not overwrite a file that it did not write', async () => {
    const folder = await sampleCampaign();
    mkdirSync(join(folder, 'previews/letters'), { recursive: true });
    writeFileSync(join(folder, 'previews/letters/Ynys Môn.pdf'), 'mine');
    const { code, stderr } = await nominate(folder, ['preview', '--csv', 'clps.csv']);
    expect(code).toBe(2);
    expect(stderr).toContain('previews/letters/Ynys Môn.pdf error foreign-file');
    expect(readFileSync(join(folder, 'previews/letters/Ynys Môn.pdf'), 'utf8')).toBe('mine');
  });

  it('keeps files inside its folder and apart, whatever a CLP is called', async () => {
    const long = 'Inverness Skye and West Ross-shire with all of its islands and glens';
    const clps = ['../../etc/passwd', 'Bath', 'CON', `${long} north`, `${long} south`, 'St. Helens.'];
    const rows = clps.map((clp, index) => `${clp},secretary${index}@example.org`);
    const folder = await sampleCampaign({ 'clps.csv': ['clp,email', ...rows, ''].join('\n') });
    const { code } = await nominate(folder, ['preview', '--csv', 'clps.csv', '--letters-only']);
    expect(code).toBe(0);
    const names = readdirSync(join(folder, 'previews/letters')).map((name) =>
      name.replace(/\([0-9a-f]{8}\)/u, '(key)'),
    );
    const shortened = 'Inverness Skye and West Ross-shire with all of its islands a (key).pdf';
    expect(names.sort()).toEqual(
      ['-..-etc-passwd (key).pdf', 'Bath.pdf', 'CON- (key).pdf', shortened, shortened, 'St. Helens (key).pdf'].sort(),
    );
    expect(readdirSync(folder).sort()).toEqual(['campaign.yaml', 'clps.csv', 'previews']);
  });

  it('writes nothing while an error stands, and leaves the row out with --skip-invalid', async () => {
    const list = 'clp,email\nBath,bath@example.org\nCorby,corby@@example.org\n';
    const folder = await sampleCampaign({ 'clps.csv': list });
    const refused = await nominate(folder, ['preview', '--csv', 'clps.csv']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^clps\.csv:3:2 error /mu);
    const next = 'Mend the errors and run the same command again, or add --skip-invalid to leave those rows out.';
    expect(refused.stderr).toMatch(new RegExp(`\nNothing was written\\. ${next}\n$`, 'u'));
    const checked = await nominate(folder, ['check', '--csv', 'clps.csv']);
    expect(checked.stdout).toMatch(
      /^Not ready: mend the errors and run the same command again\. Nothing was written/mu,
    );
    expect(readdirSync(folder)).not.toContain('previews');
    const skipped = await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']);
    expect(skipped.code).toBe(0);
    expect(skipped.stderr).toMatch(/^clps\.csv:3:2 error /mu);
    expect(skipped.stdout).toContain('1 row: with an error');
    expect(readdirSync(join(folder, 'previews/letters'))).toEqual(['Bath.pdf']);
  });

  it('prints one JSON document and nothing else on stdout', async () => {
    const folder = await sampleCampaign();
    const { stdout } = await nominate(folder, ['preview', '--csv', 'clps.csv', '--json', '--today', '2028-05-02']);
    const document: unknown = JSON.parse(stdout);
    expect(document).toMatchObject({
      command: 'preview',
      exitCode: 0,
      problems: [],
      counts: { send: 23, print: 1, skip: 0, hold: 0 },
    });
    const ynysMon = { clp: 'Ynys Môn', email: 'sian.prys@example.org', action: 'send', outcome: null, reply: null };
    expect(jsonLetters(stdout)[0]).toMatchObject({ ...ynysMon, file: join(folder, 'previews/letters/Ynys Môn.pdf') });
    expect(jsonLetters(stdout)).toHaveLength(24);
  });
});

function jsonLetters(text: string): readonly unknown[] {
  return z.object({ letters: z.array(z.unknown()) }).parse(JSON.parse(text)).letters;
}

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

const sample = await readFile(fileURLToPath(new URL('../../data/campaign.yaml', import.meta.url)), 'utf8');

function campaignWith(letter: string): Promise<string> {
  return sampleCampaign({ 'campaign.yaml': `${sample}\nletter: { ${letter} }\n` });
}

describe('letter: in campaign.yaml', () => {
  it('may ask for one page, and is told by how much a letter is too long, before anything is written', async () => {
    const folder = await campaignWith('fit: 1');
    const fits = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 're-election']);
    expect(fits).toMatchObject({ code: 0 });
    const long = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'first-candidacy']);
    expect(long.code).toBe(1);
    expect(long.stderr).toMatch(
      /first-candidacy\.hbs error letter-too-long: The letter is about \d+ lines too long for one page/u,
    );
  });

  it('names pictures that are looked for before anything is written, each told once', async () => {
    const folder = await campaignWith('logo: logo.png, signatureImage: signed.png');
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 're-election']);
    expect(code).toBe(1);
    expect(stderr.match(/^campaign\.yaml error missing-file: The letter needs the file "[^"]+"/gmu)).toEqual([
      'campaign.yaml error missing-file: The letter needs the file "logo.png"',
      'campaign.yaml error missing-file: The letter needs the file "signed.png"',
    ]);
  });
});

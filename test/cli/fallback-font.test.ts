import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fallback } from '../layout/letters.js';
import { nominate, sampleCampaign } from './nominate.js';

const sample = await readFile(fileURLToPath(new URL('../../data/campaign.yaml', import.meta.url)), 'utf8');
const settingLine = sample.split('\n').length + 2;
const LETTER = '---\nsubject: To {{clp}}\nattach: [letter.pdf]\n---\nDear {{name}},\n';

/** A campaign whose fallback font is this file. */
async function campaignWith(font: Uint8Array | null, names: readonly string[]): Promise<string> {
  const rows = names.map((name, index) => `Bath ${index},${name},jo${index}@example.org`);
  const folder = await sampleCampaign({
    'campaign.yaml': `${sample}\nletter:\n  fallbackFont: other.ttf\n`,
    'clps.csv': ['clp,name,email', ...rows, ''].join('\n'),
  });
  await mkdir(join(folder, 'templates'));
  await writeFile(join(folder, 'templates/names.hbs'), LETTER);
  if (font !== null) await writeFile(join(folder, 'other.ttf'), font);
  return folder;
}

const check = (folder: string): ReturnType<typeof nominate> =>
  nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'names']);

/** A copy of the font with other rights: fsType of its OS/2 table. */
function withRights(rights: number): Uint8Array {
  const bytes = Uint8Array.from(fallback);
  const view = new DataView(bytes.buffer);
  const entry = Buffer.from(bytes).indexOf('OS/2');
  view.setUint16(view.getUint32(entry + 8) + 8, rights);
  return bytes;
}

describe('letter.fallbackFont', () => {
  it('lets letters go out to names of other scripts, but for those that no font is enough for', async () => {
    const folder = await campaignWith(fallback, ['Ҋван Ѫ', 'Jo Ely']);
    expect(await check(folder)).toMatchObject({ code: 0 });
    await writeFile(join(folder, 'clps.csv'), 'clp,name,email\nBath,שרה,jo@example.org\nBude,東 Ҋ,ann@example.org\n');
    const { code, stderr } = await check(folder);
    expect(code).toBe(1);
    expect(stderr.match(/^clps\.csv:\S* error .*$/gmu)).toEqual([
      'clps.csv:2:2 error missing-character: "ש" (U+05E9), "ר" (U+05E8) and "ה" (U+05D4), which stand in the column "name", are written from right to left: nominate cannot set them.',
      'clps.csv:3:2 error missing-character: The letter\'s font has no "東" (U+6771), which stands in the column "name".',
    ]);
  });

  it.each([
    ['is not there', null],
    ['cannot be read as a TrueType font', Buffer.from('no font at all')],
    ['cannot be read as a TrueType font', fallback.subarray(0, 400)],
    ['cannot be read as a TrueType font', fallback.subarray(0, 300_000)],
    ['holds several fonts', Buffer.from('ttcf')],
    ['has PostScript outlines', Buffer.from('OTTO')],
    ['may not be put into other files: its maker says so in it', withRights(0x0002)],
    ['may not be put into other files: its maker says so in it', withRights(0x0108)],
  ])('is told of where it stands when it %s', async (why, font) => {
    const { code, stderr } = await check(await campaignWith(font, ['Jo Ely']));
    expect(code).toBe(2);
    expect(stderr).toContain(`campaign.yaml:${settingLine}:3 error fallback-font: The font "other.ttf" ${why}.`);
  });

  it('and a key that cannot be read are told together with the mistakes in the list', async () => {
    const folder = await campaignWith(null, ['Jo Ely']);
    const lines = ['dkim: { domain: example.org, selector: post, keyFile: none.pem }', ''].join('\n');
    await appendFile(join(folder, 'campaign.yaml'), lines);
    await writeFile(join(folder, 'clps.csv'), 'clp,name,email\nBath,Jo,jo@@example.org\n');
    const { code, stderr } = await check(folder);
    expect(code).toBe(2);
    expect(stderr.match(/^\S+ error [a-z-]+/gmu)).toEqual([
      expect.stringMatching(/^campaign\.yaml:\d+:3 error fallback-font$/u),
      expect.stringMatching(/^campaign\.yaml:\d+:\d+ error dkim-key$/u),
      expect.stringMatching(/^clps\.csv:2:3 error not-an-address$/u),
    ]);
  });

  it('may be one that is for printing only', async () => {
    expect(await check(await campaignWith(withRights(0x0004), ['Ҋван']))).toMatchObject({ code: 0 });
  });
});

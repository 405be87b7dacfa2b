import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { metadataOf } from '../render/pdf/pdf-objects.js';
import { textOf } from '../render/pdf/read-pdf.js';
import { nominate, sampleCampaign } from './nominate.js';

const sample = await readFile(fileURLToPath(new URL('../../data/campaign.yaml', import.meta.url)), 'utf8');

/** Eight by eight pixels without colour (SOF0), and where their bits would begin (SOS); the end. */
const jpeg = Buffer.from('ffd8ffc0000b08000800080101110000ffda0008010100003f00ffd9', 'hex');

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

  it('is told once that large print takes more than the page it asks for, and sends it as it is', async () => {
    const folder = await campaignWith('fit: 1');
    const rows = ['Bath,Jo,jo@example.org,yes', 'Ely,Ann,ann@example.org,yes', 'Hove,Cai,cai@example.org,'];
    await writeFile(join(folder, 'clps.csv'), ['clp,name,email,large print', ...rows, ''].join('\n'));
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 're-election']);
    expect(stderr.match(/^.* (?:error|warning) .*$/gmu)).toEqual([
      expect.stringMatching(
        /re-election\.hbs warning large-print-too-long: In large print, the letter takes more than one page/u,
      ),
    ]);
    expect(code).toBe(0);
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

  it('names pictures of which only a part is there, before anything is written', async () => {
    const folder = await campaignWith('logo: logo.png, signatureImage: signed.jpg');
    const whole = await readFile(fileURLToPath(new URL('../fixtures/every-kind-of-block/logo.png', import.meta.url)));
    await writeFile(join(folder, 'logo.png'), whole.subarray(0, whole.length / 2));
    await writeFile(join(folder, 'signed.jpg'), jpeg.subarray(0, -1));
    const { code, stderr } = await nominate(folder, ['preview', '--csv', 'clps.csv', '--template', 're-election']);
    expect(code).toBe(1);
    expect(stderr.match(/^campaign\.yaml error .*$/gmu)).toEqual([
      'campaign.yaml error damaged-image: The image "logo.png" is damaged or cut short.',
      'campaign.yaml error damaged-image: The image "signed.jpg" is damaged or cut short.',
    ]);
    await writeFile(join(folder, 'logo.png'), whole);
    await writeFile(join(folder, 'signed.jpg'), jpeg);
    expect(await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 're-election'])).toMatchObject({
      code: 0,
    });
  });

  it('may ask for even lines on both sides, at whose ends words are parted', async () => {
    const preview = ['preview', '--csv', 'clps.csv', '--letters-only', '--limit', '1', '--template', 'first-candidacy'];
    const partedIn = async (letter: string): Promise<number> => {
      const folder = await campaignWith(letter);
      expect(await nominate(folder, preview)).toMatchObject({ code: 0 });
      const pdf = await readFile(join(folder, 'previews/letters/Ynys Môn.pdf'));
      return textOf(pdf).match(/\p{Ll}\u00AD$/gmu)?.length ?? 0;
    };
    expect(await partedIn('align: justified')).toBeGreaterThan(0);
    expect(await partedIn('align: left')).toBe(0);
  });

  it('may ask for PDFs that an archive takes, for which a picture must not be in CMYK', async () => {
    // A JPEG's start of frame (SOF0): eight bits, 8 by 8 pixels, four channels. Start of scan (SOS), end.
    const cmyk = Buffer.from(
      'ffd8ffc0001408000800080401110002110003110004110000ffda000c0401000200030004003f00ffd9',
      'hex',
    );
    const folder = await campaignWith('archive: true, logo: logo.jpg');
    await writeFile(join(folder, 'logo.jpg'), cmyk);
    const check = ['check', '--csv', 'clps.csv', '--template', 're-election'];
    const refused = await nominate(folder, check);
    expect(refused.code).toBe(1);
    expect(refused.stderr.match(/^campaign\.yaml error .*$/gmu)).toEqual([
      'campaign.yaml error image-in-cmyk: The image "logo.jpg" is in CMYK, for a printing press, which a PDF for an archive cannot hold.',
    ]);
    await writeFile(join(folder, 'campaign.yaml'), `${sample}\nletter: { archive: true }\n`);
    const out = ['preview', '--csv', 'clps.csv', '--letters-only', '--limit', '1'];
    expect(await nominate(folder, out)).toMatchObject({ code: 0 });
    const [letter = ''] = await readdir(join(folder, 'previews/letters'));
    const pdf = await readFile(join(folder, 'previews/letters', letter));
    expect(metadataOf(pdf)).toContain('<pdfaid:part>3</pdfaid:part>');
  });
});

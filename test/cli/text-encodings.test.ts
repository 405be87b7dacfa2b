import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

const LETTER = '---\nsubject: "For {{clp}}"\n---\nDear {{greeting}},\n\nSiân asks {{clp}} – “now”.\n';
const GARBLED = LETTER.replace('Siân', 'SiÃ¢n').replace('–', 'â€“');

const SAVED = [
  ['Windows-1252', iconv.encode(LETTER, 'win1252'), '6:3', 'not-utf-8'],
  ['UTF-16 with a byte order mark', iconv.encode(LETTER, 'utf-16le', { addBOM: true }), '1:1', 'not-utf-8'],
  ['UTF-16 without one', iconv.encode(LETTER, 'utf-16be'), '1:1', 'not-utf-8'],
  ['UTF-8 that was read as Windows-1252 and saved again', Buffer.from(GARBLED), '6:1', 'mojibake'],
] as const;

describe('a letter that is not saved as UTF-8 is told so, and nothing else', () => {
  it.each(SAVED)('%s', async (_, bytes, place, problem) => {
    const folder = await sampleCampaign();
    mkdirSync(join(folder, 'templates/partials'), { recursive: true });
    writeFileSync(join(folder, 'templates/mine.hbs'), bytes);
    const { code, stderr } = await nominate(folder, ['check', '--template', 'mine']);
    expect(stderr.match(/^\S+ (?:error|warning) \S+:/gmu)).toEqual([`templates/mine.hbs:${place} error ${problem}:`]);
    expect(code).toBe(1);
  });

  it('in a partial, too', async () => {
    const folder = await sampleCampaign();
    mkdirSync(join(folder, 'templates/partials'), { recursive: true });
    writeFileSync(join(folder, 'templates/mine.hbs'), '---\nsubject: "For {{clp}}"\n---\n{{> part}}\n');
    writeFileSync(join(folder, 'templates/partials/part.hbs'), iconv.encode('Siân', 'win1252'));
    const { stderr } = await nominate(folder, ['check', '--template', 'mine']);
    expect(stderr.match(/^\S+ error \S+:/gmu)).toEqual(['templates/partials/part.hbs:1:3 error not-utf-8:']);
  });
});

it('campaign.yaml is told in the same way', async () => {
  const folder = await sampleCampaign();
  const file = join(folder, 'campaign.yaml');
  const text = readFileSync(file, 'utf8');
  for (const [bytes, problem] of [
    [iconv.encode(text, 'win1252'), 'not-utf-8'],
    [iconv.encode(text, 'utf-16le', { addBOM: true }), 'not-utf-8'],
    [Buffer.from(text.replaceAll('Siân', 'SiÃ¢n')), 'mojibake'],
  ] as const) {
    writeFileSync(file, bytes);
    const { code, stderr } = await nominate(folder, ['check']);
    expect(new Set(stderr.match(/^campaign\.yaml\S* error \S+:/gmu)?.map((line) => line.split(' ').at(-1)))).toEqual(
      new Set([`${problem}:`]),
    );
    expect(code).toBe(2);
  }
});

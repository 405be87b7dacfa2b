import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

const sample = await readFile(fileURLToPath(new URL('../../data/campaign.yaml', import.meta.url)), 'utf8');
const LETTER = `---
subject: To {{clp}}
letterhead: [sender, date]
date: "東 {{date today}}"
closing: Hwyl 👋
---
Dear {{greeting}},

{{> hello}}
{{#if (eq clp "Bude")}}**Only 京 in** {{clp}}.{{/if}}

I say {{facts.sign}} and {{upper facts.sign}}: 東. {{default name "you"}}
`;

describe('characters that no font has', () => {
  it('are told of once where the template or the campaign holds them, and for each row where the list does', async () => {
    const folder = await sampleCampaign({
      'campaign.yaml': sample
        .replace('facts:\n', 'facts:\n  sign: 語\n  unused: 東\n')
        .replace('name: Siân Prydderch', 'name: Siân 😀')
        .replace('en: Comrade', 'en: Comrade ✊🏽'),
      'clps.csv': [
        'clp,name,email,notes',
        'Bath,Jo Ely,jo@example.org,東',
        'Bude,漢 Ely,ann@example.org,',
        'Bury,,sam@example.org,',
        'Ely,漢 東,kim@example.org,\n',
      ].join('\n'),
    });
    await mkdir(join(folder, 'templates/partials'), { recursive: true });
    await writeFile(join(folder, 'templates/signs.hbs'), LETTER);
    await writeFile(join(folder, 'templates/partials/hello.hbs'), 'Hello,\nand 本 to you.\n');
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'signs']);
    expect(code).toBe(1);
    const told = stderr.match(/^.*missing-character.*$/gmu) ?? [];
    expect(told.map((line) => line.replace(/ error missing-character: .*?"(.+?)" \(.*which/u, ' $1'))).toEqual(
      expect.arrayContaining([
        "campaign.yaml 😀 stands among the candidate's facts.",
        'campaign.yaml ✊ stands in fallbackGreeting.',
        'campaign.yaml 🏽 stands in fallbackGreeting.',
        'clps.csv:3:2 漢 stands in the column "name".',
        'clps.csv:5:2 漢 stands in the column "name".',
        'clps.csv:5:2 東 stands in the column "name".',
        'templates/partials/hello.hbs:2:5 本 stands here.',
        'templates/signs.hbs:4:8 東 stands here.',
        'templates/signs.hbs:5:15 👋 stands here.',
        'templates/signs.hbs:10:31 京 stands here.',
        'templates/signs.hbs:12:7 語 stands in "facts.sign".',
        'templates/signs.hbs:12:26 語 stands in this value.',
        'templates/signs.hbs:12:48 東 stands here.',
      ]),
    );
    expect(told).toHaveLength(13);
  });
});

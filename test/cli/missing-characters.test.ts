import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
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
attach: [letter.pdf]
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
    expect(
      told.map((line) => line.replace(/ error missing-character: .*?"(.+?)" \([^)]*\)(?:, which)?/u, ' $1')),
    ).toEqual(
      expect.arrayContaining([
        "campaign.yaml 😀 stands among the candidate's facts.",
        'campaign.yaml ✊ or "🏽" (U+1F3FD), which stand in fallbackGreeting.',
        'clps.csv:3:2 漢 stands in the column "name".',
        'clps.csv:5:2 東 or "漢" (U+6F22), which stand in the column "name".',
        'templates/partials/hello.hbs:2:5 本 stands here.',
        'templates/signs.hbs:4:8 東 stands here.',
        'templates/signs.hbs:5:15 👋 stands here.',
        'templates/signs.hbs:11:31 京 stands here.',
        'templates/signs.hbs:13:7 語 stands in "facts.sign".',
        'templates/signs.hbs:13:26 語 stands in this value.',
        'templates/signs.hbs:13:48 東 stands here.',
      ]),
    );
    expect(told).toHaveLength(11);
  });

  const names = ['Jo आनन्द कृष्णमूर्ति', 'Ann שרה לוי', 'Kim தமிழ்ச்செல்வி'];
  const list = ['clp,name,email', ...names.map((name, index) => `Seat ${index},${name},s${index}@example.org`), ''];
  const letterFor = (attach: string): string =>
    `---\nsubject: To {{clp}}\nletterhead: []\nattach: [${attach}]\n---\nDear {{name}}, will {{clp}} nominate me?\n`;

  it('are one problem a cell', async () => {
    const folder = await sampleCampaign({ 'clps.csv': list.join('\n') });
    await mkdir(join(folder, 'templates'));
    await writeFile(join(folder, 'templates/names.hbs'), letterFor('letter.pdf'));
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'names']);
    expect(code).toBe(1);
    expect(stderr.match(/^clps\.csv:\S+ error .*$/gmu)?.map((line) => line.replace(/ error.*/u, ''))).toEqual([
      'clps.csv:2:2',
      'clps.csv:3:2',
      'clps.csv:4:2',
    ]);
    expect(stderr).toContain('and 10 more, which stand in the column "name", are of a script');
  });

  it('are none where no PDF goes out: the e-mail has them all', async () => {
    const folder = await sampleCampaign({ 'clps.csv': list.join('\n') });
    await mkdir(join(folder, 'templates'));
    await writeFile(join(folder, 'templates/names.hbs'), letterFor(''));
    const { code } = await nominate(folder, ['preview', '--csv', 'clps.csv', '--template', 'names', '--out', 'seen']);
    expect(code).toBe(0);
    for (const [index, name] of names.entries())
      expect(await readFile(join(folder, `seen/emails/Seat ${index}.html`), 'utf8')).toContain(name);
    expect(await readdir(join(folder, 'seen/letters'))).toEqual([]);
  });
});

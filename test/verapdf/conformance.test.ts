import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { nominate, sampleCampaign } from '../cli/nominate.js';
import { brokenRules } from './verapdf.js';

const REMINDER = fileURLToPath(new URL('../../templates/reminder.hbs', import.meta.url));
const EVERY_KIND_OF_BLOCK = fileURLToPath(new URL('../fixtures/every-kind-of-block', import.meta.url));

/** The PDFs that a command writes. */
async function pdfsOf(folder: string, out: string, ...args: readonly string[]): Promise<readonly string[]> {
  const command = [...args, '--csv', 'clps.csv', '--out', out];
  expect(await nominate(folder, command)).toMatchObject({ code: 0 });
  const names = await readdir(join(folder, out), { recursive: true });
  return names.filter((name) => name.endsWith('.pdf')).map((name) => join(folder, out, name));
}

test('every letter keeps PDF/UA-1, and for an archive PDF/A-3b too', async () => {
  // Letters with pictures, in English, in Welsh and in large print.
  const folder = await mkdtemp(join(tmpdir(), 'nominate-verapdf-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(EVERY_KIND_OF_BLOCK, folder, { recursive: true });
  const usual = await pdfsOf(folder, 'usual', 'preview');
  // The last part of the fixture's campaign.yaml is `letter:`.
  await appendFile(join(folder, 'campaign.yaml'), '  archive: true\n');
  const archived = await pdfsOf(folder, 'archived', 'preview');
  expect(archived).toHaveLength(3);

  const broken = brokenRules([...usual, ...archived]);
  expect(broken.filter((rule) => rule.startsWith('ua1 '))).toEqual([]);
  const unfit = [...usual, ...archived].filter((file) => broken.some((rule) => rule.startsWith(`3b ${file}: `)));
  expect(unfit).toEqual(usual);
});

test('so do a print run and a sheet of labels for an archive', async () => {
  const folder = await sampleCampaign();
  await appendFile(join(folder, 'campaign.yaml'), '\nletter: { archive: true }\n');
  const printed = await pdfsOf(folder, 'printed', 'print', '--labels', 'L7160');
  expect(printed).toHaveLength(2);
  expect(brokenRules(printed)).toEqual([]);
});

test('so do the letters that ship with nominate, and letters with headings of any levels and with stacked marks', async () => {
  const folder = await sampleCampaign({
    'clps.csv': 'clp,name,email\nBath,Olúwaṣẹ́gun Adébáyọ̀,jo@example.org\n',
  });
  await mkdir(join(folder, 'templates'));
  const bodies = { 'only-second': '## A\n\nB', 'second-first': '## A\n\n# B', 'third-second': '# A\n\n### B\n\n## C' };
  for (const [name, body] of Object.entries(bodies))
    for (const sender of ['', 'sender']) {
      const head = `---\nsubject: To {{clp}}\nletterhead: [${sender}]\n---\n`;
      await writeFile(
        join(folder, `templates/${name}${sender}.hbs`),
        `${head}Dear {{name}},\n\n${body}\n\n[A site](https://example.org/).\n`,
      );
    }
  const own = Object.keys(bodies).flatMap((name) => [name, `${name}sender`]);
  const written: string[] = [];
  // Nobody has had a letter that the reminder could follow.
  const reminder = (await readFile(REMINDER, 'utf8')).replace('follows: any\n', '');
  await writeFile(join(folder, 'templates/follow-up.hbs'), reminder);
  for (const template of ['re-election', 'first-candidacy', 'follow-up', ...own])
    written.push(...(await pdfsOf(folder, template, 'preview', '--template', template)));
  expect(written).toHaveLength(9);
  expect(brokenRules(written).filter((rule) => rule.startsWith('ua1 '))).toEqual([]);
});

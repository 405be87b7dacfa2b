import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { bodyText } from '../render/read-html.js';
import { textOf } from '../render/pdf/read-pdf.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/campaigns', import.meta.url));
const LETTER =
  '---\nsubject: >-\n  {{clp}}: {{default name "nobody"}}\nattach: [letter.pdf]\n---\nDear {{greeting}} of {{clp}},\n';

async function campaignOf(fixture: string): Promise<string> {
  const folder = await sampleCampaign();
  cpSync(join(FIXTURES, fixture), folder, { recursive: true });
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'templates/names.hbs'), LETTER);
  return folder;
}

/** The line with the greeting, which is all that the letter says. */
function greeting(text: string): string {
  return /Dear [^]*?,(?=\s*\n|$)/u.exec(text)?.[0].replaceAll(/\s+/gu, ' ') ?? '–';
}

/** What stands in each letter that a preview wrote: in the PDF, and in the subject, the plain text and the HTML of the e-mail. */
async function tellLetters(folder: string): Promise<string> {
  const told = readdirSync(join(folder, 'previews/letters')).map(async (file) => {
    const pdf = textOf(readFileSync(join(folder, 'previews/letters', file)));
    const lines = [file, `  PDF:     ${greeting(pdf)}`];
    const eml = join(folder, 'previews/emails', file.replace(/pdf$/u, 'eml'));
    const { to, subject, text, html } = await PostalMime.parse(readFileSync(eml));
    lines.push(`  To:      ${to?.map(({ name, address }) => `${name} <${address ?? ''}>`).join() ?? ''}`);
    lines.push(
      `  Subject: ${subject ?? ''}`,
      `  text:    ${greeting(text ?? '')}`,
      `  HTML:    ${greeting(bodyText(html ?? ''))}`,
    );
    return lines.join('\n');
  });
  return (await Promise.all(told)).join('\n');
}

describe('a campaign', () => {
  const own = 'ten-mistakes';
  it.each(readdirSync(FIXTURES).filter((name) => name !== own))('tells %s', async (name) => {
    const folder = await campaignOf(name);
    const args = ['--csv', 'clps.csv', '--template', 'names', '--today', '2028-05-02'];
    const { code, stdout, stderr } = await nominate(folder, ['check', ...args]);
    if (code === 0) expect((await nominate(folder, ['preview', ...args])).code).toBe(0);
    const letters = code === 0 ? await tellLetters(folder) : '';
    const told = [`${stdout}${stderr}exit ${code ?? 'none'}`, letters].filter((part) => part !== '').join('\n\n');
    await expect(`${told}\n`).toMatchFileSnapshot(join(FIXTURES, name, 'expected.txt'));
  });

  it('sends nothing twice when its list was sorted and extended between two runs', async () => {
    const folder = await campaignOf('list-sorted-and-extended-between-two-runs');
    const server = await startServer();
    const at = serverAt(server.port);
    for (const list of ['clps.csv', 'later.csv']) {
      const go = ['send', '--csv', list, '--template', 'names', '--yes', '--pace', 'off'];
      expect((await nominate(folder, go, at)).code).toBe(0);
    }
    const messages = server.arrivals.all().map((message) => message.toString('latin1'));
    const to = messages.map((message) => /^To: .*?([\w.]+@[\w.]+)/mu.exec(message)?.[1]);
    expect(to).toEqual(['sian@example.org', 'tomos@example.org', 'jo@example.org']);
  });
});

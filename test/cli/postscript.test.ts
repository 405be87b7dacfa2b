import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { textOf } from '../render/pdf/read-pdf.js';
import { wordBoxes } from '../render/pdf/word-boxes.js';
import { nominate, sampleCampaign } from './nominate.js';

const LIST = [
  'clp,name,email,address_1,town,postcode,language,post',
  'Bath,Jo Ely,jo@example.org,1 Row,Bath,BA1 1AA,,',
  'Ynys Môn,Siân Prŷs,sian@example.org,4 Lôn Felin,Llangefni,LL77 7RX,cy,',
  'Hull,Ann Ash,,61 Walk,Hull,HU8 8ZX,,',
  '',
].join('\n');

function letter(ps: string, paragraphs = 1): string {
  const front = ['---', 'subject: "For {{clp}}"', 'letterhead: [sender, date]', 'closing: Yours', ps, '---'];
  const asked = `I ask {{clp}} for its support.${' And again.'.repeat(28)}`;
  return [...front, 'Dear {{greeting}},', ...Array.from({ length: paragraphs }, () => `\n${asked}`), ''].join('\n');
}

async function previewed(ps: string, more = '', paragraphs = 1): Promise<string> {
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  await mkdir(join(folder, 'templates'));
  for (const name of ['ask.hbs', 'ask.cy.hbs'])
    await writeFile(join(folder, 'templates', name), letter(ps, paragraphs));
  const yaml = await readFile(join(folder, 'campaign.yaml'), 'utf8');
  await writeFile(join(folder, 'campaign.yaml'), `${yaml}\n${more}\n`);
  const { code, stderr } = await nominate(folder, ['preview', '--csv', 'clps.csv', '--template', 'ask']);
  expect(stderr.match(/^.* error .*$/gmu) ?? []).toEqual([]);
  expect(code).toBe(0);
  return join(folder, 'previews');
}

const PS = `ps: 'Come and *ask* me in {{clp}}: <{{candidate.website}}>'`;
const SAYS = (clp: string): string => `P.S. Come and ask me in ${clp}: https://sian-prydderch.example.org/`;

describe('ps: in front matter', () => {
  it('stands below the signature in PDF, HTML and text', async () => {
    const folder = await previewed(PS);
    const { text = '', html = '' } = await PostalMime.parse(await readFile(join(folder, 'emails/Bath.eml')));
    expect(text.replace(/\s+/gu, ' ').trim()).toMatch(
      /Yours Siân Prydderch P\.S\. Come and ask me in Bath: https:\S+$/u,
    );
    expect(html).toMatch(
      /Siân Prydderch<\/p>\s*<p [^>]*>P\.S\. Come and <em>ask<\/em> me in Bath: <a [^>]*href="https:\/\/sian-prydderch\.example\.org\/"[^>]*>/u,
    );
    const pdf = textOf(await readFile(join(folder, 'letters/Bath.pdf')))
      .replace(/\s+/gu, ' ')
      .trim();
    expect(pdf.endsWith(`Yours Siân Prydderch ${SAYS('Bath')}`)).toBe(true);
  });

  it('begins as the language of the letter has it, or as it is typed', async () => {
    const folder = await previewed(PS);
    expect(await readFile(join(folder, 'emails/Ynys Môn.html'), 'utf8')).toContain('O.N. Come and');
    for (const typed of ['PS: Hello', '**P.P.S.** Hello', 'O.N. Helo']) {
      const page = await readFile(join(await previewed(`ps: '${typed}'`), 'emails/Bath.html'), 'utf8');
      expect(page.match(/(?:P\.?)+S\b|O\.N\./gu)).toHaveLength(1);
    }
    expect(await readFile(join(await previewed("ps: 'PSA, ON and on'"), 'emails/Bath.html'), 'utf8')).toContain(
      'P.S. PSA, ON and on',
    );
  });

  it('is left out where nothing is left of it for a row', async () => {
    const folder = await previewed(`ps: '{{#if (eq clp "Bath")}}Only for you{{/if}}'`);
    expect(await readFile(join(folder, 'emails/Bath.html'), 'utf8')).toContain('P.S. Only for you');
    expect(await readFile(join(folder, 'emails/Ynys Môn.html'), 'utf8')).not.toMatch(/P\.S\.|O\.N\./u);
  });

  it.each(['', 'letter: { fit: 1 }'])(
    'is never parted from the signature, nor in a window letter: %s',
    async (more) => {
      for (const paragraphs of more === '' ? [9, 10, 11] : [5]) {
        const folder = await previewed(PS, more, paragraphs);
        for (const clp of ['Bath', 'Hull']) {
          const pages = wordBoxes(await readFile(join(folder, `letters/${clp}.pdf`)));
          const place = pages.map((page) => page.map(({ text }) => text)).findIndex((words) => words.includes('P.S.'));
          const words = pages[place]?.map(({ text }) => text) ?? [];
          expect(words).toContain('Yours');
          const [name, ps] = ['Yours', 'P.S.'].map(
            (word) => pages[place]?.find(({ text }) => text === word)?.bottom ?? 0,
          );
          expect(ps).toBeGreaterThan((name ?? 0) + 10);
        }
      }
    },
  );

  it('is checked like the rest of the letter', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await mkdir(join(folder, 'templates'));
    await writeFile(join(folder, 'templates/ask.hbs'), letter("ps: 'See {{nope}} and `code`'"));
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'ask']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/ask\.hbs:5:\d+ error code-in-letter/u);
  });
});

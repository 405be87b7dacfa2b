import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

/** A campaign whose list has a column of dates, and a letter that writes each out. */
async function campaignWith(dates: readonly string[], line = ''): Promise<string> {
  const rows = dates.map((date, index) => `CLP ${'abcdefgh'[index] ?? ''},jo${index}@example.org,${date}`);
  const folder = await sampleCampaign({ 'clps.csv': ['clp,email,met', ...rows, ''].join('\n') });
  mkdirSync(join(folder, 'templates'));
  const body = 'We met on {{date met}}{{#if (gt met "2028-01-01")}}, this year{{/if}}.';
  writeFileSync(join(folder, 'templates/met.hbs'), `---\nsubject: About {{clp}}\n---\nHello,\n\n${body}\n`);
  const file = join(folder, 'campaign.yaml');
  if (line !== '') writeFileSync(file, `${readFileSync(file, 'utf8')}\n${line}\n`);
  return folder;
}

const ARGS = ['preview', '--csv', 'clps.csv', '--template', 'met', '--today', '2028-06-01'];

/** The sentence about the date in each e-mail of a preview. */
function sentences(folder: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const mail = readFileSync(join(folder, `previews/emails/CLP ${'abcdefgh'[index] ?? ''}.eml`), 'utf8');
    return /We met on [^.]*\./u.exec(mail.replaceAll(/\s+|=C2=A0/gu, ' '))?.[0] ?? '';
  });
}

describe('a date in figures', () => {
  it.each([
    ['days', ['11/05/2028', '5.6.28', '31/05/2028'], ['11 May', '5 June', '31 May']],
    ['months', ['11/05/2028', '5-6-28', '05/31/2028'], ['5 November', '6 May', '31 May']],
  ])('is read with %s first where one cell of its column tells, though that comes last', async (_, dates, meant) => {
    const folder = await campaignWith(dates);
    expect(await nominate(folder, ARGS)).toMatchObject({ code: 0 });
    expect(sentences(folder, 3)).toEqual(meant.map((day) => `We met on ${day} 2028, this year.`));
  });

  it('that no cell makes clear holds its row, with both readings and what to write', async () => {
    const folder = await campaignWith(['11/05/2028', '05/05/2028', '2028-05-31']);
    const { code, stderr } = await nominate(folder, ['check', ...ARGS.slice(1)]);
    expect(code).toBe(1);
    expect(stderr.match(/^.* error .*$/gmu)).toEqual([
      'clps.csv:2:3 error unclear-date: "11/05/2028" may be 11 May 2028 or 5 November 2028, and the other dates of its column do not tell.',
    ]);
    expect(stderr).toContain('Write dates: day-first (or month-first) into campaign.yaml');
  });

  it.each([
    ['day-first', '11 May 2028, this year'],
    ['month-first', '5 November 2028, this year'],
  ])('is read as campaign.yaml says (%s) where its column does not tell', async (order, meant) => {
    const folder = await campaignWith(['11/05/2028'], `dates: ${order}`);
    expect(await nominate(folder, ARGS)).toMatchObject({ code: 0 });
    expect(sentences(folder, 1)).toEqual([`We met on ${meant}.`]);
  });

  it('that contradicts campaign.yaml is told, in a column that writes both', async () => {
    const folder = await campaignWith(['05/31/2028', '31/05/2028'], 'dates: day-first');
    const { code, stderr } = await nominate(folder, ['check', ...ARGS.slice(1)]);
    expect(code).toBe(1);
    expect(stderr.match(/^.* error .*$/gmu)).toEqual([
      'clps.csv:2:3 error unclear-date: "05/31/2028" is no date with the day first, as campaign.yaml says of it.',
    ]);
  });

  it('that is no day at all is still told as that', async () => {
    const folder = await campaignWith(['31/02/2028']);
    const { stderr } = await nominate(folder, ['check', ...ARGS.slice(1)]);
    expect(stderr).toMatch(/^clps\.csv:2:3 error bad-value: "31\/02\/2028" is not a date like 2028-06-24/mu);
  });
});

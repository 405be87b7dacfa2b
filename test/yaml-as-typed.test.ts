import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignSchema, PRINTED_GROUPS, type Campaign } from '../src/campaign.js';
import { checkYaml } from '../src/yaml/checked-yaml.js';
import { factsOf, follow, textOf } from '../src/letter/template/facts.js';
import { helpers } from '../src/letter/template/handlebars-helpers.js';
import { nominate, sampleCampaign } from './cli/nominate.js';
import { wordsOf } from './render/pdf/read-pdf.js';
import { runs } from './runs.js';

const BASE = ['campaign: nec', 'template: first', 'from: a@example.org', 'candidate: { name: Jo }'];

function campaignWith(...lines: readonly string[]): Campaign {
  const text = [...BASE, ...lines].join('\n');
  const { value, problems } = checkYaml(text, 'campaign.yaml', campaignSchema, { printed: PRINTED_GROUPS });
  if (value === null) throw new Error(JSON.stringify(problems));
  return value;
}

const ELECTION = 'election: { body: NEC }';

describe('a fact of campaign.yaml is printed as it was typed', () => {
  it.each([
    '07700900123',
    '+447700900123',
    '0123456',
    '1e5',
    '12.50',
    '12345678901234567890',
    '0x1F',
    '.5',
    '1.0',
    '007',
  ])('%s', (typed) => {
    const facts = factsOf(campaignWith(ELECTION, 'facts:', `  it: ${typed}`, `  deep: { list: [${typed}] }`));
    expect(follow(facts['facts'], ['it'])).toBe(typed);
    expect(follow(facts['facts'], ['deep', 'list'])).toEqual([typed]);
  });

  it('whatever number it looks like', () => {
    const digits = fc.stringMatching(/^[0-9]{1,20}$/u);
    const number = fc.oneof(
      digits,
      fc.tuple(fc.constantFrom('+', '-', ''), digits).map((parts) => parts.join('')),
      fc.tuple(digits, digits).map((parts) => parts.join('.')),
      fc
        .tuple(digits, fc.constantFrom('e', 'E'), fc.stringMatching(/^[+-]?[0-9]{1,3}$/u))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(number, (typed) => {
        const printed = textOf(follow(factsOf(campaignWith(ELECTION, 'facts:', `  it: ${typed}`))['facts'], ['it']));
        expect(printed).toBe(typed);
      }),
      { numRuns: runs(300) },
    );
  });

  it('and is a number for what asks for one', () => {
    const { election, candidate } = campaignWith(
      'election: { body: NEC, seats: 09 }',
      'facts: { fee: 12.50, shift: 08 }',
    );
    expect(election.seats).toBe(9);
    expect(candidate.name).toBe('Jo');
    const setting = { language: 'en-GB', today: '2028-05-02' };
    expect(helpers.words.run(['06'], setting)).toMatchObject({ value: 'six' });
    expect(helpers.eq.run(['12.50', 12.5])).toMatchObject({ value: true });
    expect(helpers.eq.run(['12.51', 12.5])).toMatchObject({ value: false });
    expect(helpers.eq.run(['07700900123', '7700900123'])).toMatchObject({ value: false });
  });

  it('also where a text is wanted, in front matter as well', () => {
    expect(campaignWith(ELECTION, 'list: { source: 2028, basis: consent }').list?.source).toBe('2028');
    expect(campaignWith('election: { body: 007 }').election.body).toBe('007');
  });
});

it('a telephone number comes out of the PDF with its 0', async () => {
  const template = '---\nsubject: Call {{facts.phone}}\n---\nDear {{greeting}},\n\nCall {{facts.phone}} in {{clp}}.\n';
  const yaml = [...BASE.slice(0, 3), 'candidate: { name: Jo }', ELECTION, 'facts:', '  phone: 07700900123', ''];
  const folder = await sampleCampaign({
    'campaign.yaml': yaml.join('\n'),
    'clps.csv': 'clp,name,email\nBath,Jo Ely,jo@example.org\n',
    'first.hbs': template,
  });
  mkdirSync(join(folder, 'templates'));
  renameSync(join(folder, 'first.hbs'), join(folder, 'templates/first.hbs'));
  const { code, stderr } = await nominate(folder, ['preview', '--csv', 'clps.csv']);
  expect(code, stderr).toBe(0);
  expect(wordsOf(readFileSync(join(folder, 'previews/letters/Bath.pdf'))).join(' ')).toContain('07700900123');
});

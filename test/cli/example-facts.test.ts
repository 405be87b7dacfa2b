import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

const WARNING = /^campaign\.yaml:(\d+):\d+ warning example-facts: .*: (.*)\.$/mu;

/** What check says of the example's facts in a campaign in which some have been changed. */
async function told(changed: readonly (readonly [RegExp, string])[]): Promise<RegExpExecArray | null> {
  const folder = await sampleCampaign();
  const file = join(folder, 'campaign.yaml');
  const text = changed.reduce((whole, [from, to]) => whole.replace(from, to), readFileSync(file, 'utf8'));
  writeFileSync(file, text);
  return WARNING.exec((await nominate(folder, ['check', '--csv', 'clps.csv'])).stderr);
}

const OWN_IDENTITY = [
  [/name: Siân Prydderch/u, 'name: Ann Ash'],
  [/clp: Cardiff West/u, 'clp: Bath'],
  [/email: \S+/u, 'email: ann@example.org'],
  [/website: \S+/u, 'website: https://ann.example.org/'],
] as const;

it('lists the facts of the example that an organiser has left beside four of their own', async () => {
  const found = await told(OWN_IDENTITY);
  const left = found?.[2]?.split(', ') ?? [];
  expect(left).toEqual(
    expect.arrayContaining([
      'candidate.membershipNumber',
      'candidate.whyJoined',
      'candidate.formerCouncil.place',
      'candidate.staffFor',
      'facts.leader',
      'facts.slate',
      'from',
      'replyTo',
    ]),
  );
  expect(left).not.toContain('candidate.name');
});

it('also where one name of a list is left, or only the sender', async () => {
  const own = readFileSync('data/campaign.yaml', 'utf8');
  expect(own).toContain('- Amara Okonjo');
  const found = await told([...OWN_IDENTITY, [/- Amara Okonjo\n\s+- Declan Fairweather/u, '- Ned Elm\n    - Ida Oak']]);
  expect(found?.[2]).toContain('facts.slate');
});

it('also where the sender has an address of their own and the name of the example', async () => {
  const found = await told([...OWN_IDENTITY, [/sian@sian-prydderch\.example\.org/gu, 'ann@example.org']]);
  expect(found?.[2]?.split(', ')).toEqual(expect.arrayContaining(['from', 'replyTo']));
});

it('says nothing of the example as it is, nor of one that somebody tries a date in', async () => {
  expect(await told([])).toBeNull();
  expect(await told([[/nominationsClose: \S+/u, 'nominationsClose: 2028-07-01']])).toBeNull();
});

it('says nothing where only what may be as true of another candidate is the same', async () => {
  const folder = await sampleCampaign({
    'campaign.yaml': [
      'campaign: own-2028',
      'candidate: { name: Ann Ash, nation: Wales, union: UNISON, yearsInParty: 31 }',
      'election: { body: National Executive Committee, abbreviation: NEC, seats: 9 }',
      'template: reminder',
      'from: ann@example.org',
      '',
    ].join('\n'),
  });
  expect((await nominate(folder, ['check'])).stderr).not.toContain('example-facts');
});

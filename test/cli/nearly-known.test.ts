import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

describe('an option that a command does not have', () => {
  it.each([
    [['send', '--csv', 'clps.csv', '--test', 'me@example.org'], 'Did you mean --test-to?'],
    [['send', '--csv', 'clps.csv', '--templte', 'reminder'], 'Did you mean --template?'],
    [['preview', '--cvs', 'clps.csv'], 'Did you mean --csv?'],
    [['check', '--json', '--temlate=reminder'], 'Did you mean --template?'],
  ])('%j', async (args, hint) => {
    const folder = await sampleCampaign();
    const { code, stdout, stderr } = await nominate(folder, args);
    expect(`${stdout}${stderr}`).toContain(hint);
    expect(code).toBe(2);
  });

  it.each(['--yess', '--ye', '--es', '--trust-ledgr', '--trust-servr', '--trust'])(
    '%s is not led to an answer',
    async (option) => {
      const folder = await sampleCampaign();
      const { code, stderr } = await nominate(folder, ['send', '--csv', 'clps.csv', option]);
      expect(stderr).toContain(`has no option ${option}.`);
      expect(stderr).not.toMatch(/Did you mean --(?:yes|trust)/u);
      expect(code).toBe(2);
    },
  );
});

it.each(['reminder.hbs', 'templates/reminder.hbs', 'Reminder', 'reminder.cy.hbs', 'remindr'])(
  'a letter named %s is the reminder to whoever names it so',
  async (name) => {
    const folder = await sampleCampaign();
    const { code, stderr } = await nominate(folder, ['check', '--template', name]);
    expect(stderr).toMatch(/^--template error no-template: .*\n {4}Did you mean "reminder"\?/mu);
    expect(code).toBe(2);
  },
);

describe('in campaign.yaml', () => {
  async function told(from: string | RegExp, to: string): Promise<string> {
    const folder = await sampleCampaign();
    const file = join(folder, 'campaign.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text.replace(from, to)).not.toBe(text);
    writeFileSync(file, text.replace(from, to));
    return (await nominate(folder, ['check'])).stderr;
  }

  it.each([
    [
      'nominationsClose: 2',
      'nominationClose: 2',
      'nearly-known: election.nominationClose is nearly election.nominationsClose',
    ],
    ['seats: 9', 'seat: 9', 'nearly-known: election.seat is nearly election.seats'],
    ['membershipNumber: L', 'membership_number: L', 'nearly-known: candidate.membership_number is nearly'],
  ])('%s', async (from, to, problem) => {
    expect(await told(from, to)).toContain(`warning ${problem}`);
  });

  it('a name with a comma, or with curly quotation marks, before an address', async () => {
    const from = /^from: .*$/mu;
    expect(await told(from, 'from: "O\'Dowd, Siân <sian@example.org>"')).toContain(
      `put a name with a comma into quotation marks of its own`,
    );
    expect(await told(from, 'from: “Siân” <sian@example.org>')).toContain('must have no curly quotation marks');
    expect(await told(from, `from: '"Prydderch, Siân" <sian@sian-prydderch.example.org>'`)).toBe('');
  });

  it('an anchor that is used a hundred times and more', async () => {
    const lines = Array.from({ length: 150 }, (_, index) => `  fact${index}: *one`);
    const stderr = await told(/^facts:$/mu, ['facts:', '  first: &one [a, b]', ...lines].join('\n'));
    expect(stderr).toMatch(/^campaign\.yaml:\d+:\d+ error yaml: The values that stand here under a name/mu);
  });

  it('under another name', async () => {
    const folder = await sampleCampaign();
    renameSync(join(folder, 'campaign.yaml'), join(folder, 'campaign.yml'));
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv']);
    expect(stderr).toMatch(/no-campaign: .*campaign\.yml lies there\.\n {4}Name that file campaign\.yaml\./u);
    expect(code).toBe(2);
  });
});

it.each([
  ['quotations', `${'>'.repeat(1_500)} deep`],
  ['brackets', `${'['.repeat(5_000)}x${']'.repeat(5_000)}`],
  ['parentheses', `{{upper ${'(upper '.repeat(5_000)}clp${')'.repeat(5_000)}}}`],
  ['brackets that stay open', '[('.repeat(5_000)],
])('%s in one another are told, and no fault of nominate’s own', async (_, text) => {
  const folder = await sampleCampaign();
  mkdirSync(join(folder, 'templates'));
  writeFileSync(
    join(folder, 'templates/mine.hbs'),
    `---\nsubject: "For {{clp}}"\n---\nDear {{greeting}},\n\n${text}\n`,
  );
  const { code, stderr } = await nominate(folder, ['check', '--template', 'mine']);
  expect(stderr).toMatch(/^templates\/mine\.hbs:6:1 error too-deep: /mu);
  expect(code).toBe(1);
});

describe('list:', () => {
  const OWN = ['campaign: own-2028', 'candidate: { name: Ann Ash }', 'election: { body: Committee }'];
  const campaign = (list: string): string =>
    [...OWN, 'template: mine', 'from: ann@example.org', ...(list === '' ? [] : [`list: ${list}`]), ''].join('\n');

  async function ownCampaign(list: string): Promise<string> {
    const folder = await sampleCampaign({ 'campaign.yaml': campaign(list) });
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'templates/mine.hbs'), '---\nsubject: "For {{clp}}"\n---\nDear {{greeting}},\n');
    return folder;
  }

  it.each([
    ['', /warning list-basis: Nothing says why you may write/u],
    ['{ source: the party }', /warning list-basis: Nothing says why you may write/u],
    ['{ basis: legitimate-interests-by-post }', /warning list-basis: .* allows no e-mail, and 23 letters/u],
    ['{ basis: because }', /warning list-basis: "because" is no basis that nominate knows\./u],
  ])('check warns of a basis that is missing or allows no e-mail: %s', async (list, warning) => {
    const folder = await ownCampaign(list);
    expect((await nominate(folder, ['check', '--csv', 'clps.csv'])).stderr).toMatch(warning);
  });

  it.each(['supplied-for-this-election', 'consent', 'published-contact'])('%s is one', async (basis) => {
    const folder = await ownCampaign(`{ basis: ${basis} }`);
    expect((await nominate(folder, ['check', '--csv', 'clps.csv'])).stderr).toBe('');
  });

  it('file: is the list that a command reads without --csv', async () => {
    const folder = await ownCampaign('{ file: mine/list.csv, basis: consent }');
    mkdirSync(join(folder, 'mine'));
    cpSync(join(folder, 'clps.csv'), join(folder, 'mine/list.csv'));
    const { code, stdout } = await nominate(folder, ['check']);
    expect(stdout).toMatch(/^List +mine\/list\.csv: 24 rows/mu);
    expect(code).toBe(0);
    writeFileSync(join(folder, 'campaign.yaml'), campaign('{ file: none.csv, basis: consent }'));
    expect((await nominate(folder, ['check'])).stderr).toMatch(/^none\.csv error no-list: /mu);
  });
});

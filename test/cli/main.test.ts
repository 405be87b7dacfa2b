import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

it.each([
  ['a campaign that is a folder', ['check', '--csv', 'clps.csv', '--campaign', '.', '--json'], 'is-folder'],
  ['an option that there is not', ['check', '--nope', '--json'], 'usage'],
  ['more connections than a server takes', ['send', '--csv', 'clps.csv', '--connections', '11', '--json'], 'usage'],
  ['an option without its value', ['preview', '--json', '--csv'], 'usage'],
])('gives a script its document for %s', async (_, args, code) => {
  const { stdout, code: exitCode } = await nominate(await sampleCampaign(), args);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ command: args[0], exitCode: 2, problems: [{ severity: 'error', code }] });
});

const LIST = 'CLP list 2028.csv';
it.each([
  [['preview', 'clps.csv'], 'Type: npx nominate preview --csv clps.csv'],
  [['clps.csv'], 'Type: npx nominate preview --csv clps.csv'],
  [[...LIST.split(' '), 'send'], `Type: npx nominate send --csv "${LIST}"`],
  [['campaign.yaml'], 'Type: npx nominate check --campaign campaign.yaml'],
  [['prevew'], 'Did you mean preview? What there is: npx nominate --help'],
  [['send-it-all'], 'What there is: npx nominate --help'],
  [['show', 'not-there.csv', 'Ynys', 'Môn'], 'Type: npx nominate show --csv not-there.csv Ynys "Môn"'],
  [['doctor', 'clps.csv'], 'Type: npx nominate doctor --csv clps.csv'],
  [['status', 'campaign.yaml'], 'Type: npx nominate status --campaign campaign.yaml'],
  [
    ['print', '--only', 'Bath', '--all', 'not-there.xlsx', '--limit=1'],
    'Type: npx nominate print --csv not-there.xlsx --only Bath --all --limit=1',
  ],
  [['send', ...LIST.split(' '), '--yes'], `Type: npx nominate send --csv "${LIST}" --yes`],
  [['check', '--csv', ...LIST.split(' '), '--limit', '1'], `Type: npx nominate check --csv "${LIST}" --limit 1`],
  [
    ['rehearse', '--csv', 'clps.csv', 'Bath'],
    'Leave it out, or put a name that has spaces in it into "quotation marks". What it takes: npx nominate rehearse --help',
  ],
])('says what to type for %j', async (args, hint) => {
  const folder = await sampleCampaign({ [LIST]: 'clp\n' });
  const { stderr, stdout, code } = await nominate(folder, args);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toMatch(/^nominate error usage: /u);
  expect(stderr.split('\n    ')[1]).toBe(`${hint}\n\n1 error.\nNothing was done.\n`);
});

it('tells of a campaign.yaml that is not UTF-8 where its first lost letter stands', async () => {
  const folder = await sampleCampaign();
  const text = await readFile(join(folder, 'campaign.yaml'), 'utf8');
  await writeFile(join(folder, 'campaign.yaml'), text.replaceAll(/[^\x20-\xFF\n]/gu, ''), 'latin1');
  const { stderr, code } = await nominate(folder, ['check', '--csv', 'clps.csv']);
  expect(stderr).toMatch(/^campaign\.yaml:\d+:\d+ error not-utf-8: /u);
  expect(code).toBe(2);
});

it('shows where in the sources a fault of its own is, to somebody who asks for it', async () => {
  const broken = "String.prototype.normalize=()=>{throw(Error('broken'))}";
  const environment = { NODE_OPTIONS: `--import=data:text/javascript,${broken}`, NOMINATE_DEBUG: '1' };
  const { stderr, code } = await nominate(await sampleCampaign(), ['check', '--csv', 'clps.csv'], environment);
  expect(stderr).toContain('nominate has met a fault of its own: broken');
  expect(stderr).toMatch(/\bsrc\/\w+\/[\w/-]+\.ts:\d+/u);
  expect(code).toBe(2);
  const asked = await nominate(await sampleCampaign(), ['check', '--csv', 'clps.csv', '--json'], environment);
  expect(JSON.parse(asked.stdout)).toMatchObject({ exitCode: 2, problems: [{ code: 'fault' }] });
  expect(asked.stderr).toMatch(/\bsrc\/\w+\/[\w/-]+\.ts:\d+/u);
});

it.each([
  [
    '  name: ',
    '\tname: ',
    /^campaign\.yaml:\d+:1 error yaml: This line is indented with a tab, which YAML does not allow\.\n/u,
  ],
  [
    '  ',
    '\t',
    /^campaign\.yaml:\d+:1 error yaml: This line is indented with a tab, as are \d+ more, which YAML does not allow\.\n/u,
  ],
])('tells of tabs in campaign.yaml once, where the first stands (%j typed as %j)', async (spaces, tabs, expected) => {
  const folder = await sampleCampaign();
  const text = await readFile(join(folder, 'campaign.yaml'), 'utf8');
  await writeFile(join(folder, 'campaign.yaml'), text.replaceAll(`\n${spaces}`, `\n${tabs}`));
  const { stderr, code } = await nominate(folder, ['check', '--csv', 'clps.csv']);
  expect(stderr).toMatch(expected);
  expect(stderr).toContain('\n1 error.\n');
  expect(code).toBe(2);
});

it('keeps what was compiled for the next start in the user’s cache, where Node can, and does without where that cannot be written', async () => {
  const folder = await sampleCampaign();
  const cache = join(folder, 'cache');
  const kept = 'enableCompileCache' in nodeModule;
  expect(await nominate(folder, ['--version'], { XDG_CACHE_HOME: cache })).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(cache, 'nominate'))).toBe(kept);
  expect(await nominate(folder, ['--version'], { HOME: folder })).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(folder, '.cache', 'nominate'))).toBe(kept);
  const file = join(folder, 'clps.csv');
  expect(await nominate(folder, ['--version'], { XDG_CACHE_HOME: file })).toMatchObject({ code: 0, stderr: '' });
});

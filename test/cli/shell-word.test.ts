import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/shell-word.js';
import { runs } from '../runs.js';
import { need, type Tool } from '../tools/left-out.js';
import { nominate, sampleCampaign } from './nominate.js';

const awkward = fc.string({
  unit: fc.constantFrom(...Array.from(' "\'$`!\\()|&;<>*?[]{}~#^=%/.-aé\n')),
  maxLength: 12,
});
const words = fc.array(fc.oneof(awkward, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 100 });

const BASH: Tool = { name: 'bash', howToGet: 'apt-get install bash', isThere: existsSync('/bin/bash') };

describe('a word of a suggested command', () => {
  it.each(['/bin/sh', '/bin/bash'])('reaches a program of %s as it is, whatever stands in it', (shell) => {
    if (shell !== '/bin/sh') need(BASH);
    fc.assert(
      fc.property(words, (given) => {
        const texts = given.map((text) => text.replaceAll('\0', ''));
        const command = `printf '%s\\0' x ${texts.map(shellWord).join(' ')}`;
        const heard = execFileSync(shell, ['-c', command], { encoding: 'utf8' });
        expect(heard).toBe(['x', ...texts, ''].join('\0'));
      }),
      { numRuns: runs(20) },
    );
  });

  it.each([
    ['my-campaign/clps.csv', 'my-campaign/clps.csv'],
    ['nation=Wales', 'nation=Wales'],
    ['clps(1).csv', '"clps(1).csv"'],
    ['Ynys Môn', '"Ynys Môn"'],
    ['C:\\My lists\\clps.csv', '"C:\\My lists\\clps.csv"'],
    ['£5 $5.csv', "'£5 $5.csv'"],
    ['a\\\nb', "'a\\\nb'"],
  ])('is quoted where it must be, in a way that Windows knows too: %s', (text, quoted) => {
    expect(shellWord(text)).toBe(quoted);
  });
});

describe('the commands that nominate suggests', () => {
  const LIST =
    'clp,name,email,address_1,town\nBath,Jo,jo@example.org,,\nCorby,Ann,ann@@example.org,,\nDerby,Al,,1 Row,Derby\n';
  const OPTIONS = ['--campaign', 'my $1.yaml', '--ledger', "Jo's.ndjson"];

  it.each(['preview', 'print'])('of %s can be copied into a shell, whatever the files are called', async (command) => {
    const folder = await sampleCampaign({ 'clps(1) & 2.csv': LIST });
    renameSync(join(folder, 'campaign.yaml'), join(folder, 'my $1.yaml'));
    const args = [command, '--csv', 'clps(1) & 2.csv', ...OPTIONS, '--skip-invalid'];
    const { stdout } = await nominate(folder, args);
    const suggested = [...stdout.matchAll(/npx nominate .*?(?= {4}|$)/gmu)].map(([text]) => text);
    expect(suggested.length).toBeGreaterThan(0);
    for (const text of suggested) {
      const script = `npx() { printf '%s\\0' "$@"; }; ${text}`;
      const heard = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0');
      expect(heard).toEqual(expect.arrayContaining(OPTIONS));
      expect(heard[heard.indexOf('--csv') + 1]).toMatch(/^(?:clps\(1\) & 2|held)\.csv$/u);
    }
  });
});

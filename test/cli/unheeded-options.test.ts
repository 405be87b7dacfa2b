import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

it.each([
  ['send', [], ['--out', 'looks', '--letters-only']],
  ['send', ['--dry-run'], ['--test-to', 'me@example.org', '--at', '2088-05-02 09:00', '--resolve-doubts', 'sent']],
  ['send', ['--dry-run'], ['--between', '08:00-20:00', '--wait']],
  ['send', ['--test-to', 'me@example.org'], ['--at', '2088-05-02 09:00', '--resolve-doubts', 'resend']],
  [
    'print',
    ['--mark-posted', '--yes'],
    ['--all', '--labels', 'L7160', '--from', '2', '--sort', 'list', '--limit', '1'],
  ],
] as const)('%s %j does not take %j without heeding it', async (command, args, unheeded) => {
  const folder = await sampleCampaign();
  const { code, stdout, stderr } = await nominate(folder, [command, '--csv', 'clps.csv', ...args, ...unheeded]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const named = unheeded.filter((word) => word.startsWith('--'));
  expect(stderr.match(/^\S+ error usage: \S+ does nothing here/gmu)?.map((line) => line.split(' ')[0])).toEqual(named);
  expect(existsSync(join(folder, 'ledger.ndjson'))).toBe(false);
});

it('send --dry-run previews as preview does', async () => {
  const folder = await sampleCampaign();
  const args = ['send', '--dry-run', '--csv', 'clps.csv', '--out', 'looks', '--letters-only', '--yes', '--pace', 'off'];
  expect((await nominate(folder, args)).code).toBe(0);
  expect(existsSync(join(folder, 'looks/index.html'))).toBe(true);
  expect(readdirSync(join(folder, 'looks/emails'))).toEqual([]);
});

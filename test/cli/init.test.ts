import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

describe('init', () => {
  it('makes a folder that previews at once', async () => {
    const folder = await sampleCampaign();
    const made = await nominate(folder, ['init', 'spring']);
    expect(made.code).toBe(0);
    const [command = ''] = /npx nominate preview .*/u.exec(made.stdout) ?? [];
    const previewed = await nominate(folder, command.replace('npx nominate ', '').split(' '));
    expect(previewed).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(folder, 'spring/.gitignore'), 'utf8')).toContain('ledger.ndjson');
  });

  it('touches nothing that is there', async () => {
    const folder = await sampleCampaign();
    writeFileSync(join(folder, 'clps.csv'), 'mine');
    const { code, stderr } = await nominate(folder, ['init', '.']);
    expect(code).toBe(2);
    expect(stderr).toContain('campaign.yaml error folder-in-use');
    expect(readFileSync(join(folder, 'clps.csv'), 'utf8')).toBe('mine');
  });
});

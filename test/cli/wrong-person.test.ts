import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inventPeople } from '../recipients/person/invented-pairs.js';
import { nominate, sampleCampaign } from './nominate.js';

const people = inventPeople().slice(0, 12);

function list(emails: readonly string[]): string {
  const rows = people.map(({ clp, name }, index) => `${clp},"${name}",${emails[index] ?? ''}`);
  return `clp,name,email\n${rows.join('\n')}\n`;
}

const emails = people.map(({ email }) => email);
const PREVIEW = ['preview', '--csv', 'clps.csv', '--letters-only', '--today', '2028-05-02'];

describe('a wrong person', () => {
  it('is a warning of one row', async () => {
    const folder = await sampleCampaign({ 'clps.csv': list(emails.with(3, 'james.smith@example.org')) });
    const { code, stderr } = await nominate(folder, PREVIEW);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^clps\.csv:5:3 warning wrong-person: "james\.smith@example\.org" .* "Robert McDonald"/mu);
    expect(stderr).toContain('1 warning.');
  });

  it('refuses the whole list where a column has slipped, and --skip-invalid does not help', async () => {
    const slipped = [...emails.slice(0, 5), '', ...emails.slice(5, 11)];
    const folder = await sampleCampaign({ 'clps.csv': list(slipped) });
    const { code, stderr } = await nominate(folder, [...PREVIEW, '--skip-invalid']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^clps\.csv:8:3 error slipped-column: From line 8 to line 13, .* one row above/mu);
    expect(existsSync(join(folder, 'previews'))).toBe(false);
    expect(existsSync(join(folder, 'held.csv'))).toBe(false);
  });

  it('is not seen in the sample list', async () => {
    const { stderr } = await nominate(await sampleCampaign(), PREVIEW);
    expect(stderr).toBe('');
  });
});

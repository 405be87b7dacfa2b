import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const LIST = 'clp,name,email\nBath,Jo Ely,jo@example.org\nCorby,Ann Ash,ann@example.org\nDerby,Al Oak,al@example.org\n';

/** A campaign whose first letter was refused to Bath, put off for Corby and taken for Derby, and whose reminder was taken for Derby. */
async function afterSending(): Promise<string> {
  const refusing = [{ reply: '550 5.1.1 no such mailbox' }, { reply: '451 4.2.2 mailbox full' }];
  const server = await startServer({ rcpt: refusing });
  const at = serverAt(server.port);
  const folder = await sampleCampaign({ 'clps.csv': LIST });
  const go = ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'];
  await nominate(folder, go, at);
  await nominate(folder, [...go, '--template', 'reminder', '--only', 'Derby', '--today', '2028-06-20'], at);
  return folder;
}

describe('what the ledger knows', () => {
  it('is told by status as one JSON document, of all mailings or of one', async () => {
    const folder = await afterSending();
    const all = await nominate(folder, ['status', '--json']);
    const letters = [
      { clp: 'Bath', email: 'jo@example.org', outcome: 'failed', reply: '550 5.1.1 no such mailbox' },
      { clp: 'Corby', email: 'ann@example.org', outcome: 'deferred', reply: '451 4.2.2 mailbox full' },
      { clp: 'Derby', email: 'al@example.org', outcome: 'accepted' },
    ];
    expect(JSON.parse(all.stdout)).toMatchObject({
      command: 'status',
      exitCode: 0,
      letters: [...letters, { clp: 'Derby', outcome: 'accepted' }],
      counts: { accepted: 2, failed: 1, deferred: 1, doubt: 0, posted: 0, unsent: 0 },
    });
    const head = /^mailing +accepted +failed +deferred +doubt +last at \(UTC\)$/mu;
    expect((await nominate(folder, ['status'])).stdout).toMatch(head);
    const one = await nominate(folder, ['status', '--json', '--template', 're-election']);
    expect(JSON.parse(one.stdout)).toMatchObject({ letters, counts: { accepted: 1, failed: 1, deferred: 1 } });
  });

  it('is shown of one CLP, of all mailings or of one', async () => {
    const folder = await afterSending();
    const mailings = async (...args: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await nominate(folder, ['show', 'Derby', ...args]);
      return stdout.match(/^Derby \(.*\), .*$/gmu) ?? [];
    };
    const [first, reminder] = ['Derby (al@example.org), re-election', 'Derby (al@example.org), reminder'];
    expect(await mailings()).toEqual([first, reminder]);
    expect(await mailings('--template', 'reminder')).toEqual([reminder]);
    expect(await mailings('--template', 'first-candidacy')).toEqual([]);
  });

  it('is nothing before anything was sent, where show says how to see what would be', async () => {
    const folder = await sampleCampaign();
    const none = 'ledger.ndjson warning no-ledger: There is no ledger here.';
    const status = await nominate(folder, ['status']);
    expect(status).toMatchObject({ code: 0, stdout: 'Nothing has been sent.\n' });
    expect(status.stderr).toContain(none);
    const show = await nominate(folder, ['show', 'Bath', '--template', 'reminder']);
    const preview = 'npx nominate preview --csv clps.csv --template reminder';
    expect(show).toMatchObject({
      code: 0,
      stdout: `Nothing has been sent. To see what would be sent:\n  ${preview}\n`,
    });
    expect(show.stderr).toContain(none);
    const mistyped = await nominate(folder, ['show', 'Bath', '--ledger', 'lodger.ndjson']);
    expect(mistyped).toMatchObject({ code: 2, stdout: '' });
    expect(mistyped.stderr).toContain('Check the name after --campaign, --csv or --ledger.');
    rmSync(join(folder, 'campaign.yaml'));
    const elsewhere = await nominate(folder, ['status']);
    expect(elsewhere.stderr).toContain('Name the campaign, such as --campaign my-campaign/campaign.yaml.');
    const check = await nominate(folder, ['check']);
    expect(check.stderr).toContain('It belongs beside the list: name that, such as --csv my-campaign/clps.csv');
  });

  it('is not told as nothing where the ledger is damaged from its first line on', async () => {
    const folder = await sampleCampaign({ 'ledger.ndjson': 'no line of ours\n' });
    const { code, stdout, stderr } = await nominate(folder, ['status']);
    expect(code).toBe(2);
    expect(stderr).toContain('ledger.ndjson:1 error ledger-damaged');
    expect(stdout).toBe('');
  });
});

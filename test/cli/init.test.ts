import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

describe('init', () => {
  it('makes a folder that previews at once', async () => {
    const folder = await sampleCampaign();
    const made = await nominate(folder, ['init', 'spring']);
    expect(made.code).toBe(0);
    const [command = ''] = /npx nominate preview .*/u.exec(made.stdout) ?? [];
    const preview = command.replace('npx nominate ', '').split(' ');
    const previewed = await nominate(folder, [...preview, '--today', '2028-05-02']);
    expect(previewed).toMatchObject({ code: 0, stderr: '' });
  });

  it('makes one that previews after the day of its deadline too, with a warning from the next day on', async () => {
    const folder = await sampleCampaign();
    await nominate(folder, ['init', 'spring']);
    const preview = ['preview', '--csv', 'spring/clps.csv', '--letters-only', '--limit', '1', '--today'];
    expect(await nominate(folder, [...preview, '2028-06-24'])).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout, stderr } = await nominate(folder, [...preview, '2028-06-25']);
    expect(code).toBe(0);
    expect(stdout).toContain('Wrote 2 letters');
    expect(stderr).toMatch(
      /^spring\/campaign\.yaml warning deadline-passed: Nominations closed on 2028-06-24, before today \(2028-06-25\)\.\n.*\n\n1 warning\.\n$/u,
    );
    expect(
      await nominate(folder, ['check', '--campaign', 'spring/campaign.yaml', '--today', '2028-07-01']),
    ).toMatchObject({ code: 0, stderr: '' });
  });

  it('makes a folder of which git takes nothing that is secret or about people', async () => {
    const folder = await sampleCampaign();
    await nominate(folder, ['init', 'spring']);
    const spring = join(folder, 'spring');
    const secret = ['.env', 'password.txt', 'dkim.pem', 'mail.key'];
    const ofPeople = [
      'clps.csv',
      'clps.xlsx',
      'held.csv',
      '.held.csv.new',
      '.held.csv.sha256',
      'failed-2.csv',
      '.failed.csv.new',
    ];
    const ofLedger = ['ledger.ndjson', '.ledger.ndjson.seen', '.ledger.ndjson.seen.new', 'mine.ndjson'];
    const written = ['previews/index.html', 'print/print-run.pdf', 'rehearsal/index.html'];
    const kept = [...secret, ...ofPeople, ...ofLedger, ...written];
    for (const name of kept) {
      mkdirSync(dirname(join(spring, name)), { recursive: true });
      writeFileSync(join(spring, name), '');
    }
    execFileSync('git', ['init', '--quiet'], { cwd: spring });
    const taken = execFileSync('git', ['ls-files', '--others', '--exclude-standard'], {
      cwd: spring,
      encoding: 'utf8',
    });
    expect(
      taken
        .trim()
        .split('\n')
        .filter((name) => !name.startsWith('templates/')),
    ).toEqual(['.gitignore', 'campaign.schema.json', 'campaign.yaml']);
  });

  it('says what it made, or why not, in one JSON document', async () => {
    const folder = await sampleCampaign();
    const made = await nominate(folder, ['init', 'spring', '--json']);
    expect(JSON.parse(made.stdout)).toMatchObject({ command: 'init', exitCode: 0, problems: [] });
    const hint = 'Name a folder that does not exist yet: npx nominate init spring-2';
    const refused = await nominate(folder, ['init', 'spring', '--json']);
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stdout)).toMatchObject({ exitCode: 2, problems: [{ code: 'folder-in-use', hint }] });
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

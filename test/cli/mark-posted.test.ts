import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { windows } from './envelope-windows.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';
import { LIST, MARK, PRINT, printed } from './paper-list.js';

describe('print --mark-posted', () => {
  async function send(
    folder: string,
  ): Promise<{ readonly code: number | null; readonly stdout: string; readonly to: readonly string[] }> {
    const server = await startServer();
    const environment = serverAt(server.port);
    const { code, stdout } = await nominate(
      folder,
      ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'],
      environment,
    );
    const messages = server.arrivals.all().map((message) => message.toString('latin1'));
    return {
      code,
      stdout,
      to: messages.map((message) => /^To: .*?([^<\s]+@[^>\s]+)/mu.exec(message)?.[1] ?? '').sort(),
    };
  }

  it('keeps who was posted from getting an e-mail, and who was e-mailed from getting paper', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, [...PRINT, '--all', '--only', 'Bath', 'Ynys Môn']);
    expect(await nominate(folder, MARK)).toMatchObject({
      code: 0,
      stdout: 'Recorded 2 letters as posted.\n',
      stderr: '',
    });
    expect(await send(folder)).toMatchObject({ code: 0, to: ['lee@example.org'] });
    const again = await nominate(folder, [...PRINT, '--all']);
    expect(again.stdout).toContain('2 letters on paper');
    expect(again.stdout).toContain('2 rows: posted');
    const status = await nominate(folder, ['status', '--campaign', 'campaign.yaml']);
    expect(status.stdout).toMatch(/^mailing +accepted +failed +deferred +doubt +posted +last at \(UTC\)$/mu);
    expect(status.stdout).toMatch(/^re-election +1 +0 +0 +0 +2 +\d{4}/mu);
  });

  it('shows of a posted letter that it was, and nothing of an e-mail', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, PRINT);
    await nominate(folder, MARK);
    const { code, stdout, stderr } = await nominate(folder, ['show', 'Birmingham Ladywood', '--csv', 'clps.csv']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'Birmingham Ladywood, re-election',
      '  Outcome     posted on paper',
      expect.stringMatching(/^ {2}Recorded {4}\S+ \S+ UTC$/u),
      '',
      'The letter itself is in the print run that was recorded as posted.',
      '',
    ]);
  });

  it('does not print for somebody who was e-mailed', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    expect(await send(folder)).toMatchObject({ to: ['jo@example.org', 'lee@example.org'] });
    const { stdout } = await nominate(folder, [...PRINT, '--all']);
    expect(stdout).toContain('1 row: accepted in an earlier run');
    expect(windows(printed(folder)).join('\n')).not.toContain('Jo Ely');
  });

  it('knows a letter that was posted before its row had an e-mail address', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, [...PRINT, '--only', 'Kingston upon Hull East']);
    await nominate(folder, MARK);
    writeFileSync(join(folder, 'clps.csv'), LIST.replace('Ann Ash,,', 'Ann Ash,ann@example.org,'));
    expect((await send(folder)).to).toEqual(['jo@example.org', 'lee@example.org']);
  });

  it('records the run that was printed, whatever has become of the list, once', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, PRINT);
    writeFileSync(join(folder, 'clps.csv'), LIST.split('\n').slice(0, 3).join('\n'));
    expect((await nominate(folder, MARK)).stdout).toBe('Recorded 3 letters as posted.\n');
    expect((await nominate(folder, MARK)).stdout).toContain('Nothing to record');
    writeFileSync(join(folder, 'clps.csv'), LIST);
    const { stdout } = await nominate(folder, PRINT);
    expect(stdout).toContain('3 rows: posted');
    expect(stdout).toContain('Nothing to print.');
  });

  it('tells whom an e-mail reached between the printing and the post', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, [...PRINT, '--all', '--only', 'Bath']);
    await send(folder);
    const { code, stdout, stderr } = await nominate(folder, MARK);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing to record: no letter of the print run is left.\n' });
    expect(stderr).toContain('warning emailed-meanwhile: The letter for Bath was sent to jo@example.org as well');
  });

  it('says of an e-mail in doubt that it may have arrived too, and settles it as posted', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, [...PRINT, '--all', '--only', 'Bath']);
    const lost = await startServer({ final: [{ then: 'reset' }] });
    const environment = serverAt(lost.port);
    await nominate(folder, ['send', '--csv', 'clps.csv', '--only', 'Bath', '--yes'], environment);
    const { code, stdout, stderr } = await nominate(folder, MARK);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Recorded 1 letter as posted.\n' });
    expect(stderr).toContain(
      'warning emailed-meanwhile: The letter for Bath may have been delivered to jo@example.org as well',
    );
  });

  it('records nothing, whatever --yes says, where the ledger is lost: a new one would hide that from the next sending', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, PRINT);
    await send(folder);
    rmSync(join(folder, 'ledger.ndjson'));
    const { code, stderr } = await nominate(folder, MARK);
    expect(code).toBe(2);
    expect(stderr).toContain('error ledger-lost: ');
    expect(existsSync(join(folder, 'ledger.ndjson'))).toBe(false);
    expect(await send(folder)).toMatchObject({ code: 2, to: [] });
  });

  it('records nothing, whatever --yes says, in a ledger that knows the campaign by another name', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const yaml = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    const rename = (): void => {
      writeFileSync(join(folder, 'campaign.yaml'), yaml.replace(/^campaign: .*$/mu, 'campaign: renamed'));
    };
    rename();
    await nominate(folder, PRINT);
    writeFileSync(join(folder, 'campaign.yaml'), yaml);
    await send(folder);
    rename();
    const { code, stderr } = await nominate(folder, MARK);
    expect(code).toBe(2);
    expect(stderr).toContain('error campaign-renamed: ');
    expect(readFileSync(join(folder, 'ledger.ndjson'), 'utf8')).not.toContain('"posted"');
  });

  it('knows a print run whose PDF was moved to where it is printed', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, PRINT);
    const move = (): void => {
      renameSync(join(folder, 'print/print-run.pdf'), join(folder, 'for the printer.pdf'));
    };
    move();
    expect((await nominate(folder, PRINT)).stderr).toContain(
      'print warning not-posted: 3 letters of the print run of ',
    );
    move();
    expect((await nominate(folder, MARK)).stdout).toBe('Recorded 3 letters as posted.\n');
  });

  it('records only those that --only chooses', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, PRINT);
    const { stdout } = await nominate(folder, [...MARK, '--only', 'Ynys Môn', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { posted: 1 },
      letters: [{ clp: 'Ynys Môn', reason: 'posted' }],
    });
    expect((await nominate(folder, PRINT)).stdout).toContain('2 letters on 5 pages');
    const nobody = await nominate(folder, [...MARK, '--only', 'Nowhere']);
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toContain('error only-nobody');
  });

  it('records nothing without a yes, without a whole print run, or beside another run', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const none = await nominate(folder, MARK);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('print error no-print-run');
    await nominate(folder, PRINT);
    const unasked = await nominate(folder, [...PRINT, '--mark-posted']);
    expect(unasked.code).toBe(2);
    expect(unasked.stderr).toContain('error unconfirmed');
    const other = await nominate(folder, [...MARK, '--template', 'reminder']);
    expect(other.stderr).toContain('error other-print-run');
    writeFileSync(join(folder, 'print/print-run.pdf'), 'half');
    expect((await nominate(folder, MARK)).stderr).toContain('error no-print-run');
    expect(readdirSync(folder)).not.toContain('ledger.ndjson');
  });
});

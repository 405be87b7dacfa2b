import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';
import { GO, THREE, TWO } from './short-list.js';

describe('a ledger that may not know everything', () => {
  const losses: readonly (readonly [string, (ledger: string) => void, string])[] = [
    [
      'was lost',
      (ledger) => {
        rmSync(ledger);
      },
      'ledger-lost',
    ],
    [
      'is an older copy',
      (ledger) => {
        copyFileSync(`${ledger}.old`, ledger);
      },
      'ledger-older',
    ],
    [
      'is that of another campaign',
      (ledger) => {
        copyFileSync(`${ledger}.other`, ledger);
      },
      'ledger-another',
    ],
  ];
  it.each(losses)('is not believed where it %s: nothing goes out, whatever --yes says', async (_, lose, code) => {
    const { port, arrivals } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    const ledger = join(folder, 'ledger.ndjson');
    const elsewhere = { ...serverAt(port), HOME: join(folder, 'another home') };
    await nominate(folder, [...GO, '--ledger', 'ledger.ndjson.other'], elsewhere);
    await nominate(folder, [...GO, '--limit', '1'], serverAt(port));
    copyFileSync(ledger, `${ledger}.old`);
    await nominate(folder, [...GO, '--limit', '1'], serverAt(port));
    const before = arrivals.all().length;
    lose(ledger);
    const refused = await nominate(folder, GO, serverAt(port));
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`error ${code}: `);
    expect(refused.stderr).toContain('.ledger.ndjson.seen');
    expect((await nominate(folder, ['status'])).stderr).toContain(code);
    expect(arrivals.all()).toHaveLength(before);
  });

  it('is asked about at a terminal, and believed again once it is put back', async () => {
    const { port, arrivals } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const ledger = join(folder, 'ledger.ndjson');
    await nominate(folder, [...GO, '--limit', '1'], serverAt(port));
    renameSync(ledger, join(folder, 'mislaid'));
    const stopped = await nominateAtTerminal(folder, GO, ['yes'], serverAt(port));
    expect(stopped.code).toBe(130);
    expect(stopped.screen).toContain('The ledger is gone, though letters of this campaign were sent.');
    expect(existsSync(ledger)).toBe(false);
    renameSync(join(folder, 'mislaid'), ledger);
    expect((await nominate(folder, GO, serverAt(port))).stdout).toContain('1 accepted.');
    expect(arrivals.messages.size).toBe(2);
    rmSync(ledger);
    const anew = await nominateAtTerminal(folder, GO, ['go on'], serverAt(port));
    expect(anew.screen).toContain('2 accepted.');
  });

  it('knows nobody of a campaign that was given another name, and says so before anything is sent', async () => {
    const { port, arrivals } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, GO, serverAt(port));
    const yaml = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    const name = /^campaign: (.*)$/mu.exec(yaml)?.[1] ?? '';
    writeFileSync(join(folder, 'campaign.yaml'), yaml.replace(/^campaign: .*$/mu, 'campaign: renamed'));
    const refused = await nominate(folder, GO, serverAt(port));
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`The ledger holds letters of ${name}, and none of renamed.`);
    expect(arrivals.messages.size).toBe(2);
  });
});

it('says how many of the letters that were accepted would read differently now, and sends them no more', async () => {
  const { port, arrivals } = await startServer();
  const folder = await sampleCampaign({ 'clps.csv': THREE });
  const day = (today: string): string[] => [...GO, '--today', today];
  await nominate(folder, [...day('2028-05-01'), '--limit', '1'], serverAt(port));
  await nominate(folder, [...day('2028-05-02'), '--limit', '1'], serverAt(port));
  const same = await nominate(folder, [...day('2028-05-03'), '--limit', '1'], serverAt(port));
  expect(same.stderr).not.toContain('differently');
  writeFileSync(join(folder, 'clps.csv'), THREE.replace('Jo Ely', 'Joanna Ely'));
  const renamed = await nominate(folder, day('2028-05-04'), serverAt(port));
  expect(renamed.stderr).toContain('1 letter accepted earlier reads differently now');
  const yaml = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
  writeFileSync(join(folder, 'campaign.yaml'), yaml.replace(/^ {2}name: .*$/mu, '  name: Somebody Else'));
  const another = await nominate(folder, day('2028-05-04'), serverAt(port));
  expect(another.stderr).toContain('3 letters accepted earlier read differently now');
  expect(arrivals.messages.size).toBe(3);
});

it('does not take a time that is over, or hours that are none, for "at once"', async () => {
  const { port, connections } = await startServer();
  const folder = await sampleCampaign({ 'clps.csv': TWO });
  const over = await nominate(folder, [...GO, '--at', '2018-05-02 09:00'], serverAt(port));
  expect(over.code).toBe(2);
  expect(over.stderr).toContain('--at error usage: 2018-05-02 09:00 is over already.');
  const none = await nominate(folder, [...GO, '--between', '8 to 20'], serverAt(port));
  expect(none.code).toBe(2);
  expect(connections()).toBe(0);
});

describe('status', () => {
  it('does not say of a mistyped name that nothing has been sent', async () => {
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const none = await nominate(folder, ['status', '--campaign', 'campaign.yaml']);
    expect([none.code, none.stdout]).toEqual([0, 'Nothing has been sent.\n']);
    for (const mistyped of [
      ['--campaign', 'my-campain/campaign.yaml'],
      ['--csv', 'lists/clps.csv'],
      ['--ledger', 'leger.ndjson'],
    ]) {
      const { code, stdout, stderr } = await nominate(folder, ['status', ...mistyped]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('error no-ledger: There is no ledger at this place.');
    }
  });
});

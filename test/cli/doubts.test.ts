import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Script } from '../servers/scripted-server.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';
import { GO, SEND, THREE, TWO } from './short-list.js';

describe('doubts', () => {
  const lost: Script = { final: [{ then: 'reset' }, { then: 'reset' }, null] };

  it('are shown one by one at a terminal, and only those that somebody says yes to are settled', async () => {
    const { port, arrivals } = await startServer(lost);
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    await nominate(folder, GO, serverAt(port));
    const before = arrivals.all().length;
    const asked = await nominateAtTerminal(
      folder,
      [...SEND, '--resolve-doubts', 'resend'],
      ['', 'yes', 'yes'],
      serverAt(port),
    );
    expect(asked.screen).toMatch(
      /Doubt 1 of 2\nBath \(jo@example\.org\)\n {2}what happened {2}the connection was lost \(at final\)/u,
    );
    expect(asked.screen).toMatch(/when +\d{4}-\d\d-\d\d \d\d:\d\d UTC, 1 attempt/u);
    expect(asked.screen).toMatch(/Message-ID +<[0-9a-f]{24}@/u);
    expect(asked.screen).toContain('1 accepted.');
    expect(arrivals.all()).toHaveLength(before + 1);
    const status = await nominate(folder, ['status']);
    expect(status.stdout).toMatch(/^Bath +jo@example\.org +doubt/mu);
    expect(status.stdout).not.toMatch(/^Corby/mu);
    await nominateAtTerminal(folder, [...SEND, '--resolve-doubts', 'sent'], ['yes', 'yes'], serverAt(port));
    expect(arrivals.all()).toHaveLength(before + 1);
    expect((await nominate(folder, GO, serverAt(port))).code).toBe(0);
  });

  it('are all left as they are where Ctrl-C answers for one of them', async () => {
    const { port } = await startServer(lost);
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, GO, serverAt(port));
    const recorded = readFileSync(join(folder, 'ledger.ndjson'), 'utf8');
    const settle = [...SEND, '--resolve-doubts', 'sent'];
    const { code, screen } = await nominateAtTerminal(folder, settle, ['yes', '\u0003', 'yes'], serverAt(port));
    expect(code).toBe(130);
    expect(screen).toContain('Doubt 2 of 2');
    expect(screen).toContain('Nothing was sent.');
    expect(screen).not.toContain('Type yes to');
    expect(readFileSync(join(folder, 'ledger.ndjson'), 'utf8')).toBe(recorded);
  });

  it.each([
    ['resend', 'Send these 3 letters? Type yes to send: ', 3],
    ['sent', 'Send this letter, and record 2 doubts as sent? Type yes to send: ', 1],
  ] as const)('are counted once in what is asked before a sending (%s)', async (decision, question, sent) => {
    const { port, arrivals } = await startServer(lost);
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, GO, serverAt(port));
    const before = arrivals.all().length;
    writeFileSync(join(folder, 'clps.csv'), THREE);
    const settle = [...SEND, '--resolve-doubts', decision];
    const { screen } = await nominateAtTerminal(folder, settle, ['yes', 'yes', 'yes'], serverAt(port));
    expect(screen).toContain(question);
    expect(screen).toContain(`${sent} accepted.`);
    expect(arrivals.all()).toHaveLength(before + sent);
  });

  it('are asked about as a recording where no letter goes out with it', async () => {
    const { port } = await startServer(lost);
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, GO, serverAt(port));
    const settle = [...SEND, '--resolve-doubts', 'sent'];
    const declined = await nominateAtTerminal(folder, settle, ['yes', 'yes', ''], serverAt(port));
    expect(declined.screen).toContain('Record 2 doubts as sent? Type yes to record: ');
    expect((await nominate(folder, ['status'])).stdout).toMatch(/^Bath .* doubt /mu);
    const { stdout } = await nominate(folder, [...settle, '--yes'], serverAt(port));
    expect(stdout).toBe('2 doubts recorded as sent.\nNothing to send.\n');
    expect((await nominate(folder, ['status'])).stdout).not.toContain('may or may not have been delivered');
  });

  it('are said to wait for a decision where nothing else is left to send', async () => {
    const { port } = await startServer(lost);
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, GO, serverAt(port));
    const { code, stdout } = await nominate(folder, GO, serverAt(port));
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Nothing to send\.\n\nIn doubt: /u);
    expect(stdout).toContain('--resolve-doubts sent');
  });

  it('are settled by the commands that the report suggests, a line for each', async () => {
    const { port, arrivals } = await startServer(lost);
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const { stdout } = await nominate(folder, GO, serverAt(port));
    const before = arrivals.all().length;
    const suggested = [...stdout.matchAll(/^ {2}npx nominate (.*?--resolve-doubts \S+)(?: {4,}.*)?$/gmu)];
    expect(suggested.map(([, command = '']) => command)).toEqual([
      'send --csv clps.csv --pace off --resolve-doubts sent',
      'send --csv clps.csv --pace off --resolve-doubts resend',
    ]);
    const resend = suggested[1]?.[1]?.split(' ') ?? [];
    await nominate(folder, [...resend, '--yes', '--pace', 'off'], serverAt(port));
    expect(arrivals.all()).toHaveLength(before + 2);
  });

  it.each(['sent', 'resend'])(
    'that --only leaves out stay in doubt, whatever is said of the others (%s)',
    async (decision) => {
      const { port, arrivals } = await startServer(lost);
      const folder = await sampleCampaign({ 'clps.csv': THREE });
      await nominate(folder, GO, serverAt(port));
      const before = arrivals.all().length;
      await nominate(folder, [...GO, '--only', 'Bath', '--resolve-doubts', decision], serverAt(port));
      const status = await nominate(folder, ['status']);
      expect(status.stdout).not.toMatch(/^Bath/mu);
      expect(status.stdout).toMatch(/^Corby +ann@example.org +doubt/mu);
      expect((await nominate(folder, GO, serverAt(port))).code).toBe(3);
      expect(arrivals.all()).toHaveLength(before + (decision === 'resend' ? 1 : 0));
    },
  );

  it.each([[], ['--only', 'Bath']])(
    'are settled where the row has another address since: the letter goes to that one, or is left (%s)',
    async (...only) => {
      const { port, arrivals } = await startServer({ final: [{ then: 'reset' }] });
      const folder = await sampleCampaign({ 'clps.csv': TWO });
      await nominate(folder, GO, serverAt(port));
      writeFileSync(join(folder, 'clps.csv'), TWO.replace('jo@', 'joanna@'));
      const held = await nominate(folder, GO, serverAt(port));
      expect(held.stderr).toMatch(
        /error clp-written-to-before: "Bath" may have had this letter before, at jo@example\.org, .*\n.*--resolve-doubts resend, .*--resolve-doubts sent --one-per clp/u,
      );
      const arrivedAt = (): number => arrivals.all().filter((message) => message.includes('joanna@')).length;
      const left = await sampleCampaign({ 'clps.csv': TWO.replace('jo@', 'joanna@') });
      for (const name of ['ledger.ndjson', '.ledger.ndjson.seen']) copyFileSync(join(folder, name), join(left, name));
      const sent = await nominate(
        left,
        [...GO, ...only, '--resolve-doubts', 'sent', '--one-per', 'clp'],
        serverAt(port),
      );
      expect([sent.code, arrivedAt()]).toEqual([0, 0]);
      const resent = await nominate(folder, [...GO, ...only, '--resolve-doubts', 'resend'], serverAt(port));
      expect([resent.code, arrivedAt()]).toEqual([0, 1]);
      expect((await nominate(folder, GO, serverAt(port))).code).toBe(0);
      expect(arrivedAt()).toBe(1);
    },
  );

  it('of another campaign in the same ledger are left alone', async () => {
    const { port, arrivals } = await startServer(lost);
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    const yaml = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    const rename = (name: string): void => {
      writeFileSync(join(folder, 'campaign.yaml'), yaml.replace(/^campaign: .*$/mu, `campaign: ${name}`));
    };
    rename('first');
    await nominate(folder, GO, serverAt(port));
    rename('second');
    await nominateAtTerminal(folder, GO, ['go on'], serverAt(port));
    const before = arrivals.all().length;
    await nominate(folder, [...GO, '--resolve-doubts', 'resend'], serverAt(port));
    rename('first');
    const back = await nominate(folder, GO, serverAt(port));
    expect(back.code).toBe(3);
    expect(arrivals.all()).toHaveLength(before);
  });

  it('are said to be unsettled where the disk does not take it', async () => {
    const { port } = await startServer(lost);
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, GO, serverAt(port));
    // It stands where a file is written before the ledger is.
    mkdirSync(join(folder, '.ledger.ndjson.seen.new'));
    const { code, stderr } = await nominate(folder, [...GO, '--resolve-doubts', 'sent'], serverAt(port));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ledger\.ndjson error ledger-unwritten: /mu);
  });

  it('are not settled where nobody is asked and nobody said --yes', async () => {
    const { port } = await startServer(lost);
    const folder = await sampleCampaign({ 'clps.csv': THREE });
    await nominate(folder, GO, serverAt(port));
    const unasked = await nominate(folder, [...SEND, '--resolve-doubts', 'sent'], serverAt(port));
    expect(unasked.code).toBe(2);
    expect(unasked.stderr).toContain('error unconfirmed');
    expect((await nominate(folder, ['status'])).stdout.match(/^(?:Bath|Corby) .* doubt /gmu)).toHaveLength(2);
  });
});

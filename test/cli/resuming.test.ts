import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Arrivals } from '../servers/arrivals.js';
import type { Script } from '../servers/scripted-server.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const TWO = 'clp,name,email\nBath,Jo Ely,jo@example.org\nCorby,Ann Ash,ann@example.org\n';
const THREE = `${TWO}Derby,Al Oak,al@example.org\n`;
const SEND = ['send', '--csv', 'clps.csv', '--pace', 'off'];
const GO = [...SEND, '--yes'];

function expectAtMostOnce({ messages }: Arrivals): void {
  for (const copies of messages.values()) expect(copies).toHaveLength(1);
}

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
    await nominate(folder, [...GO, '--ledger', 'ledger.ndjson.other'], serverAt(port));
    await nominate(folder, [...GO, '--limit', '1'], serverAt(port));
    copyFileSync(ledger, `${ledger}.old`);
    await nominate(folder, [...GO, '--limit', '1'], serverAt(port));
    const before = arrivals.all().length;
    lose(ledger);
    const refused = await nominate(folder, GO, serverAt(port));
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`error ${code}: `);
    expect(refused.stderr).toContain('delete .ledger.ndjson.seen');
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

describe('letters that failed', () => {
  it('are written to a list of their own, which can be mended and sent, and is never overwritten', async () => {
    const no = { reply: '550 5.1.1 no such "mailbox"' };
    const { port, arrivals, play } = await startServer({ rcpt: [no, no] });
    const rows =
      'Constituency;Name;E-mail address;note\nBath;Jo Ely;jo@example.org;=1+1\nCorby;Ann Ash;ann@example.org;"=a; b"\nDerby;Al Oak;al@example.org;\n';
    const folder = await sampleCampaign({ 'clps.csv': rows });
    const first = await nominate(folder, GO, serverAt(port));
    expect(first.stdout).toContain('Their rows are in failed.csv');
    const failed = readFileSync(join(folder, 'failed.csv'), 'utf8');
    expect(failed.replaceAll('\r\n', '\n')).toBe(
      [
        '\uFEFFConstituency;Name;E-mail address;note;reply;reason',
        `Bath;Jo Ely;jo@example.org;'=1+1;"550 5.1.1 no such ""mailbox""";there is no such mailbox`,
        `Corby;Ann Ash;ann@example.org;"'=a; b";"550 5.1.1 no such ""mailbox""";there is no such mailbox`,
        '',
      ].join('\n'),
    );
    await nominate(folder, GO, serverAt(port));
    expect(existsSync(join(folder, 'failed-2.csv'))).toBe(false);
    play({ rcpt: [null, no] });
    writeFileSync(join(folder, 'failed.csv'), failed.replace('jo@', 'joanna@').replace('ann@', 'anna@'));
    const mended = await nominate(folder, ['send', '--csv', 'failed.csv', '--pace', 'off', '--yes'], serverAt(port));
    expect(mended.stdout).toContain('1 accepted, 1 failed.');
    expect(mended.stdout).toContain('failed-2.csv');
    expect(readFileSync(join(folder, 'failed.csv'), 'utf8')).toContain('joanna@');
    const again = readFileSync(join(folder, 'failed-2.csv'), 'utf8').split('\r\n');
    expect(again[0]).toBe('\uFEFFConstituency;Name;E-mail address;note;reply;reason');
    // What keeps a spreadsheet from working out the note is there once, however often the row comes back.
    expect(again[1]).toMatch(/^Corby;Ann Ash;anna@example\.org;"'=a; b";/u);
    expect(arrivals.messages.size).toBe(2);
  });

  it('are tried again with their own list, at the same addresses, and nobody else is', async () => {
    const spam = { reply: '554 5.7.1 looks like spam' };
    const { port, arrivals, play } = await startServer({ final: [null, spam, spam] });
    const folder = await sampleCampaign({ 'clps.csv': `${THREE}Exeter,Eve Ivy,eve@example.org\n` });
    const stopped = await nominate(folder, GO, serverAt(port));
    expect(stopped.code).toBe(4);
    expect(stopped.stdout).toContain('1 accepted, 2 failed, 1 not sent yet.');
    expect(stopped.stdout).toContain('Those that were refused are tried again when you send failed.csv.');
    const command = /npx nominate (send --csv failed\.csv.*)/u.exec(stopped.stdout)?.[1]?.split(' ') ?? [];
    // A doubt among them is never tried again, and nor is one that has been accepted since.
    play({ final: [{ then: 'reset' }] });
    const bath = readFileSync(join(folder, 'clps.csv'), 'utf8').split('\n')[1] ?? '';
    writeFileSync(join(folder, 'failed.csv'), `${readFileSync(join(folder, 'failed.csv'), 'utf8')}${bath},,\r\n`);
    const again = await nominate(folder, [...command, '--yes', '--pace', 'off'], serverAt(port));
    expect(again.stderr).toContain('Again     2 letters refused for good before: this list has them tried once more');
    expect(again.stderr).toContain('1 row: accepted in an earlier run');
    expect(again.stdout).toContain('1 accepted, 1 in doubt.');
    const over = await nominate(folder, [...command, '--yes', '--pace', 'off'], serverAt(port));
    expect(over.stdout).toBe('Nothing to send.\n');
    expect((await nominate(folder, GO, serverAt(port))).stdout).toContain('1 accepted.');
    expectAtMostOnce(arrivals);
  });

  it('are left alone by the list that they come from, which says where they are', async () => {
    const no = { reply: '550 5.1.1 no such mailbox' };
    const { port, arrivals } = await startServer({ rcpt: [no] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, GO, serverAt(port));
    const again = await nominate(folder, GO, serverAt(port));
    expect(again.stderr).toContain('1 row: refused for good in an earlier run');
    expect(again.stdout).toMatch(/^Nothing to send\.\n\nFailed: .*failed\.csv, with the reason/u);
    expect(arrivals.messages.size).toBe(1);
  });

  it('stand for all their CLPs when they are tried again', async () => {
    const { port, arrivals } = await startServer({ rcpt: [{ reply: '550 5.7.1 not today' }] });
    const folder = await sampleCampaign({
      'clps.csv': 'clp,name,email\nBath,Jo Ely,jo@example.org\nCorby,Jo Ely,jo@example.org\n',
    });
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'templates/both.hbs'), '---\nsubject: To {{list clps}}\n---\nDear {{greeting}},\n');
    const choice = ['--one-per', 'address', '--template', 'both'];
    const { stdout } = await nominate(folder, [...GO, ...choice], serverAt(port));
    const command = /npx nominate (send --csv failed\.csv.*)/u.exec(stdout)?.[1]?.split(' ') ?? [];
    await nominate(folder, [...command, '--yes', '--pace', 'off'], serverAt(port));
    const [message = ''] = arrivals.all().map((bytes) => bytes.toString('latin1'));
    expect(message).toMatch(/^Subject: To Bath and Corby\r$/mu);
    expect(arrivals.messages.size).toBe(1);
  });

  it('are not called accepted where their list cannot be written, or in a test', async () => {
    const { port, play } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    mkdirSync(join(folder, 'failed.csv'));
    const refusals: Script = { rcpt: [{ reply: '550 5.1.1 no such mailbox' }, null] };
    play(refusals);
    const tested = await nominate(folder, [...SEND, '--test-to', 'me@example.org'], serverAt(port));
    expect(tested.stdout).toBe(
      '1 accepted, 1 failed.\n\nFailed: the server refused letters for good. It was a test: nothing is recorded.\n',
    );
    play(refusals);
    const { code, stdout, stderr } = await nominate(folder, GO, serverAt(port));
    expect(code).toBe(3);
    expect(stderr).toContain('failed.csv warning is-folder: ');
    expect(stdout).toBe(
      '1 accepted, 1 failed.\n\nFailed: the server refused letters for good. Whose they are, and why, is recorded:\n  npx nominate status --csv clps.csv\n',
    );
  });
});

describe('show', () => {
  it('tells exactly what a CLP was sent, as long as list and letter still give it', async () => {
    const { port, arrivals } = await startServer({ final: [{ reply: '250 2.0.0 queued as 4711' }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, [...GO, '--today', '2028-05-01'], serverAt(port));
    const bare = await nominate(folder, ['show', 'bath', 'CLP']);
    expect(bare.stdout).toMatch(/^Bath \(jo@example\.org\), re-election$/mu);
    expect(bare.stdout).toMatch(/Outcome +accepted by the mail server\n +Reply +250 2\.0\.0 queued as 4711/u);
    const whole = await nominate(folder, ['show', 'Bath', '--csv', 'clps.csv']);
    expect(whole.stdout).toContain('the same byte for byte:\n\nSubject: ');
    expect(whole.stdout).toContain('Dear Jo,');
    writeFileSync(join(folder, 'clps.csv'), TWO.replace('Jo Ely', 'Joanna Ely'));
    const changed = await nominate(folder, ['show', 'Bath', '--csv', 'clps.csv']);
    expect(changed.stdout).toContain('changed since, so the letter itself cannot be made again');
    expect(changed.stdout).not.toContain('Dear');
    const nobody = await nominate(folder, ['show', 'Crby']);
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toContain('error nobody: The ledger knows of no letter to "Crby".\n    Did you mean Corby?');
    expect(arrivals.messages.size).toBe(2);
  });

  it('tells it too of rows with an address in common, however the letters were chosen, and of another sheet or encoding', async () => {
    const { port } = await startServer();
    const rows = 'clp;name;email\nBath;Siân Ely;jo@example.org\nCorby;Siân Ely;jo@example.org\n';
    const folder = await sampleCampaign();
    writeFileSync(join(folder, 'clps.csv'), Buffer.from(rows, 'latin1'));
    mkdirSync(join(folder, 'templates'));
    const letter = '---\nsubject: To {{list clps}}\n---\nDear {{greeting}} of {{clp}},\n';
    writeFileSync(join(folder, 'templates/shared.hbs'), letter);
    writeFileSync(join(folder, 'templates/own.hbs'), letter.replace('{{list clps}}', '{{clp}}'));
    // Read as Windows-1252, which it is taken for without the option, the list gives the same letters; as MacRoman, it does not.
    const asMac = ['--encoding', 'macroman', '--delimiter', 'semicolon'];
    const send = [...GO, ...asMac];
    await nominate(folder, [...send, '--template', 'shared', '--one-per', 'address'], serverAt(port));
    await nominate(folder, [...send, '--template', 'own', '--one-per', 'row'], serverAt(port));
    const told = await nominate(folder, ['show', 'Corby', '--csv', 'clps.csv', ...asMac]);
    expect(told.code).toBe(0);
    expect(told.stdout).toMatch(/^ {2}Stands for {2}Bath, Corby$/mu);
    expect(told.stdout.match(/the same byte for byte:\n\nSubject: .*/gu)).toEqual([
      'the same byte for byte:\n\nSubject: To Bath and Corby',
      'the same byte for byte:\n\nSubject: To Corby',
    ]);
    expect((await nominate(folder, ['show', 'Corby', '--csv', 'clps.csv'])).stdout).toContain('changed since');
  });

  it('tells what keeps the letter from being made again', async () => {
    const { port } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, GO, serverAt(port));
    writeFileSync(join(folder, 'clps.csv'), TWO.replace('clp,', 'clp,clp,'));
    const { code, stdout, stderr } = await nominate(folder, ['show', 'Bath', '--csv', 'clps.csv']);
    expect(code).toBe(2);
    expect(stderr).toContain('clps.csv:1:2 error duplicate-column: ');
    expect(stdout).toContain('cannot be made again before the errors are mended');
    const none = await nominate(folder, ['show', 'Bath', '--csv', 'clsp.csv', '--ledger', 'ledger.ndjson']);
    expect(none.stderr).toContain('clsp.csv error no-list: There is no such file.');
  });
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

import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Arrivals } from '../servers/arrivals.js';
import type { Script } from '../servers/scripted-server.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';
import { GO, SEND, THREE, TWO } from './short-list.js';

function expectAtMostOnce({ messages }: Arrivals): void {
  for (const copies of messages.values()) expect(copies).toHaveLength(1);
}

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
    expect(over.stdout).toMatch(/^Nothing to send\.\n\nIn doubt: /u);
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

  it.each(['folder', 'link'])('are listed beside a %s that has the name of their list', async (kind) => {
    const { port } = await startServer({ rcpt: [{ reply: '550 5.1.1 no such mailbox' }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    const taken = join(folder, 'failed.csv');
    if (kind === 'folder') mkdirSync(taken);
    else symlinkSync('clps.csv', taken);
    const { stdout } = await nominate(folder, GO, serverAt(port));
    expect(stdout).toContain('Their rows are in failed-2.csv');
    expect(readFileSync(join(folder, 'failed-2.csv'), 'utf8')).toContain('no such mailbox');
    expect(readFileSync(join(folder, 'clps.csv'), 'utf8')).toBe(TWO);
  });

  it('are not called accepted where their list cannot be written, or in a test', async () => {
    const { port, play } = await startServer();
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    mkdirSync(join(folder, '.failed.csv.new'));
    const refusals: Script = { rcpt: [{ reply: '550 5.1.1 no such mailbox' }, null] };
    play(refusals);
    const tested = await nominate(folder, [...SEND, '--test-to', 'me@example.org'], serverAt(port));
    expect(tested.stdout).toBe(
      '1 accepted, 1 failed.\n\nFailed: the server refused letters for good. It was a test: nothing is recorded.\n',
    );
    play(refusals);
    const { code, stdout, stderr } = await nominate(folder, GO, serverAt(port));
    expect(code).toBe(3);
    expect(stderr).toContain('failed.csv.new warning is-folder: ');
    expect(stdout).toBe(
      '1 accepted, 1 failed.\n\nFailed: the server refused letters for good. Whose they are, and why, is recorded:\n  npx nominate status --csv clps.csv\n',
    );
  });
});

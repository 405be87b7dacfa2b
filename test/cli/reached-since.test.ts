import { describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const GO = ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off'];

describe('status', () => {
  it('does not tell a letter as failed whose CLP was reached at its mended address', async () => {
    const { port } = await startServer({ rcpt: [{ reply: '550 5.1.1 no such mailbox' }] });
    const list = (email: string): string => `clp,name,email\nBath,Jo Ely,${email}\nCorby,Ann Ash,ann@example.org\n`;
    const folder = await sampleCampaign({ 'clps.csv': list('joo@example.org') });
    await nominate(folder, GO, serverAt(port));
    writeFileSync(join(folder, 'clps.csv'), list('jo@example.org'));
    expect((await nominate(folder, GO, serverAt(port))).code).toBe(0);
    const { stdout } = await nominate(folder, ['status', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { accepted: 2, failed: 0, reachedSince: 1 },
      letters: [
        { email: 'joo@example.org', outcome: 'failed', action: 'skip', reason: 'reached at another address since' },
        { email: 'ann@example.org', outcome: 'accepted', reason: null },
        { email: 'jo@example.org', outcome: 'accepted', reason: null },
      ],
    });
    const text = await nominate(folder, ['status']);
    expect(text.stdout).toMatch(/^Bath +joo@example\.org +reached since +failed here, but sent to jo@example\.org$/mu);
  });

  it('still tells a letter as failed where another CLP alone was reached', async () => {
    const { port } = await startServer({ rcpt: [{ reply: '550 5.1.1 no such mailbox' }] });
    const folder = await sampleCampaign({
      'clps.csv': 'clp,name,email\nBath,Jo Ely,jo@example.org\nCorby,Ann Ash,ann@example.org\n',
    });
    await nominate(folder, GO, serverAt(port));
    const { stdout } = await nominate(folder, ['status', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ counts: { accepted: 1, failed: 1, reachedSince: 0 } });
  });
});

describe('a deferred letter that is not due yet', () => {
  it('is told with the time from which it is, wherever it is told', async () => {
    const { port } = await startServer({ rcpt: [{ reply: '450 4.2.0 greylisted' }] });
    const folder = await sampleCampaign({ 'clps.csv': 'clp,name,email\nBath,Jo Ely,jo@example.org\n' });
    await nominate(folder, GO, serverAt(port));
    const again = await nominate(folder, GO, serverAt(port));
    const time = String.raw`(?:\w+ \d+ \w+, )?\d\d:\d\d`;
    expect(again.stdout).toMatch(
      new RegExp(`^Nothing to send\\. 1 deferred letter may be tried from ${time} on\\.$`, 'mu'),
    );
    const leftOut = `^Left out  1 row: deferred by the server, not due yet: from ${time} on \\(Bath\\)$`;
    expect(again.stderr).toMatch(new RegExp(leftOut, 'mu'));
    expect(again.stdout).toContain('Run the same command again then:\n  npx nominate send --csv clps.csv');
    const { stdout } = await nominate(folder, ['status']);
    expect(stdout).toMatch(new RegExp(`^Bath .* not before ${time}: 450 4\\.2\\.0 greylisted$`, 'mu'));
    expect((await nominate(folder, ['show', 'Bath'])).stdout).toMatch(new RegExp(`^  Not before  ${time}, by`, 'mu'));
    const json: unknown = JSON.parse((await nominate(folder, ['status', '--json'])).stdout);
    expect(json).toMatchObject({ letters: [{ outcome: 'deferred' }] });
  });

  it('is told with its time in --json too, and only where its row is chosen', async () => {
    const { port } = await startServer({ rcpt: [{ reply: '450 4.2.0 greylisted' }] });
    const folder = await sampleCampaign({
      'clps.csv': 'clp,name,email\nBath,Jo Ely,jo@example.org\nCorby,Ann Ash,ann@example.org\n',
    });
    await nominate(folder, GO, serverAt(port));
    const json: unknown = JSON.parse((await nominate(folder, [...GO, '--json'], serverAt(port))).stdout);
    const notBefore: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT/u);
    expect(json).toMatchObject({ letters: [{ clp: 'Bath', action: 'skip', notBefore }, { clp: 'Corby' }] });
    const other = await nominate(folder, [...GO, '--only', 'Corby'], serverAt(port));
    expect(other.stdout).toBe('Nothing to send.\n');
    expect(other.stderr).not.toContain('not due yet');
  });
});

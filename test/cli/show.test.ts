import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';
import { GO, TWO } from './short-list.js';

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

  it('tells of a letter that failed what the reply means, and what to do', async () => {
    const { port } = await startServer({ rcpt: [{ reply: '550 5.1.1 <jo@example.org>: unknown' }] });
    const folder = await sampleCampaign({ 'clps.csv': TWO });
    await nominate(folder, GO, serverAt(port));
    const { stdout } = await nominate(folder, ['show', 'Bath']);
    expect(stdout).toMatch(/That means +there is no such mailbox\n +What to do +Ask the CLP for its address\./u);
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

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

/** A list that cannot be read rightly, and a campaign that cannot be found, without the options below. */
const LIST = Buffer.from(
  'clp;name;email;address_1;town;postcode\nYnys M\xf4n;Si\xe2n;sian@example.org;;;\nBath;Jo;;1 High Street;Bath;BA1 1AA\nCorby;Al;al@example.org;;;\n',
  'latin1',
);
const READING = ['--encoding', 'iso-8859-14', '--delimiter', 'semicolon'];
const ABOUT = ['--campaign', 'my campaign.yaml', '--ledger', 'mine.ndjson', '--template', 're-election', ...READING];
const CHOICES = ['--only', 'Ynys Môn', 'Bath', 'Corby', '--one-per', 'row', '--today', '2028-05-02', '--skip-invalid'];

/** The options that each command of a text names after `npx nominate`, as a shell would read them. */
function suggested(text: string): readonly string[][] {
  return [...text.matchAll(/npx nominate (.+?)(?: {2,}.*)?$/gmu)].map(([, words = '']) =>
    [...words.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
  );
}

function expectAll(words: readonly string[] | undefined, command: string, wanted: readonly string[]): void {
  expect(words?.[0]).toBe(command);
  expect(words).toEqual(expect.arrayContaining(['--csv', 'clps.csv', ...wanted]));
}

describe('a command that nominate suggests', () => {
  it('names the campaign, says how the list is read and keeps every choice', async () => {
    const folder = await sampleCampaign();
    writeFileSync(join(folder, 'clps.csv'), LIST);
    writeFileSync(join(folder, 'my campaign.yaml'), readFileSync(join(folder, 'campaign.yaml')));
    const server = await startServer({ final: [{ then: 'reset' }] });
    const at = serverAt(server.port);
    const list = ['--csv', 'clps.csv', ...ABOUT];

    const previewed = suggested((await nominate(folder, ['preview', ...list, ...CHOICES])).stdout);
    expect(previewed.map(([command]) => command)).toEqual(['send', 'send', 'print']);
    for (const words of previewed) expectAll(words, words[0] ?? '', [...ABOUT, ...CHOICES]);

    const rehearsed = suggested((await nominate(folder, ['rehearse', ...list, ...CHOICES])).stdout);
    for (const words of rehearsed) expectAll(words, 'send', [...ABOUT, ...CHOICES]);

    const pacing = ['--pace', '600/min', '--between', '00:00-23:59', '--connections', '2', '--wait'];
    const sent = suggested((await nominate(folder, ['send', ...list, ...CHOICES, ...pacing, '--yes'], at)).stdout);
    expect(sent.map((words) => words.slice(-2))).toEqual([
      ['--resolve-doubts', 'sent'],
      ['--resolve-doubts', 'resend'],
    ]);
    for (const words of sent) expectAll(words, 'send', [...ABOUT, ...CHOICES, ...pacing]);

    const none = suggested((await nominate(folder, ['print', ...list, '--mark-posted', '--yes'])).stderr);
    expectAll(none[0], 'print', ABOUT);
    const printed = suggested((await nominate(folder, ['print', ...list, '--out', 'on paper'])).stdout);
    expectAll(printed[0], 'print', [...ABOUT, '--out', 'on paper', '--mark-posted']);
    const marked = await nominate(folder, printed[0]?.concat('--yes') ?? []);
    expect(marked.stdout).toBe('Recorded 1 letter as posted.\n');
  });

  it('reads the list of held rows as nominate wrote it', async () => {
    const folder = await sampleCampaign();
    writeFileSync(join(folder, 'clps.csv'), Buffer.concat([LIST, Buffer.from('M\xf4n;Una;una@;;;\n', 'latin1')]));
    const server = await startServer();
    const at = serverAt(server.port);
    const send = ['send', '--csv', 'clps.csv', ...READING, '--skip-invalid', '--pace', 'off', '--yes'];
    const [words] = suggested((await nominate(folder, send, at)).stdout).filter((each) => each.includes('held.csv'));
    const path = join(folder, 'held.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace('Una;una@', 'Una;una@example.org'));
    expect((await nominate(folder, [...(words ?? []), '--yes'], at)).stdout).toContain('1 accepted.');
    expect(server.arrivals.all().join()).toMatch(/M=C3=B4n|Môn/u);
  });
});

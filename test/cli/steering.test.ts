import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stampEntry, writeLedgerLine } from '../../src/sending/ledger/ledger-event.js';
import { attempt } from '../io/ledger-entries.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';

/** Clears the screen, names the window, turns the direction of writing; and a C1 control. */
const STEERING = '\u001B[2J\u001B]0;x\u0007\u202E\u009B1A';
/** The same between the quotation marks of YAML. */
const IN_YAML = String.raw`\e[2J\e]0;x\a\u202E\x9B1A`;
const SHOWN = '\uFFFD[2J\uFFFD]0;x\uFFFD\uFFFD\uFFFD1A';
const LIST = 'clp,name,email\nBath,Jo Ely,jo@example.org\n';
const SEND = ['send', '--csv', 'clps.csv'];

/** With SHOWN in its place. */
function expectSteersNothing(text: string): void {
  expect(text).toContain(SHOWN);
  expect(text).not.toMatch(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
}

describe('nothing that came from somebody else steers a terminal', () => {
  it.each([
    ['a sender', /^from: .*/mu, String.raw`from: "\"Mair${IN_YAML}\" <mair@example.org>"`],
    ['a login', /^smtp:.*\n(?: .*\n)*/mu, `smtp: { host: 127.0.0.1, user: "mair${IN_YAML}" }\n`],
    ['a setting', /^/u, `"other${IN_YAML}": 1\n`],
    ['a letter', /^template: .*/mu, `template: "mine${IN_YAML}"`],
  ])('%s in campaign.yaml', async (_, line, instead) => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const path = join(folder, 'campaign.yaml');
    const text = readFileSync(path, 'utf8');
    const withServer = text.includes('\nsmtp:') ? text : `${text.trimEnd()}\nsmtp: { host: 127.0.0.1 }\n`;
    writeFileSync(
      path,
      withServer.replace(line, () => instead),
    );
    expectSteersNothing((await nominate(folder, SEND)).stderr);
    const { stdout } = await nominate(folder, [...SEND, '--json']);
    expect(stdout).not.toMatch(/(?!\n)\p{Cc}|\u202E/u);
    expect(JSON.parse(stdout)).toMatchObject({ command: 'send' });
  });

  it('the name of a list, of a folder and of a letter', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    renameSync(join(folder, 'clps.csv'), join(folder, `clps${STEERING}.csv`));
    const list = ['--csv', `clps${STEERING}.csv`];
    const out = ['--out', `out${STEERING}`, '--letters-only'];
    expectSteersNothing((await nominate(folder, ['preview', ...list, ...out])).stdout);
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, `templates/mine${STEERING.replace('/', '')}.hbs`), 'Dear {{nobody}}\n');
    expectSteersNothing((await nominate(folder, ['check', ...list, '--template', 'other'])).stderr);
  });

  it('a ledger', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const entry = { ...attempt('a'), clp: `Corby${STEERING}` };
    writeFileSync(join(folder, 'ledger.ndjson'), `${writeLedgerLine(stampEntry(entry, 1, new Date()))}\n`);
    expectSteersNothing((await nominate(folder, ['show', entry.clp, '--csv', 'clps.csv'])).stdout);
  });

  it('in colour and in a narrow window either, where bold words stay bold', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const path = join(folder, 'campaign.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^template: .*/mu, `template: "mine${IN_YAML}"`));
    const { raw } = await nominateAtTerminal(folder, ['check', '--csv', 'clps.csv'], [], { NO_COLOR: '' }, 60);
    expect(raw).toContain('\u001B[1mcampaign.yaml');
    expectSteersNothing(raw.replaceAll(/\u001B\[\d+m|\r(?=\n)|\r\u001B\[K/gu, ''));
  });
});

import { readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { preview } from '../../src/cli/commands/preview.js';
import type { Terminal } from '../../src/cli/reporting/terminal.js';
import { PLAIN } from '../../src/report/lines/style.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';

const UNKNOWN_COLUMNS = 'Party unit,Sec,Reach\nYnys Môn,Siân,sian@example.org\n';

const ONE_UNKNOWN = 'Party unit,E-mail\nYnys Môn,sian@example.org\n';

interface Conversation {
  readonly terminal: Terminal;
  readonly said: string[];
}

/** A terminal at which somebody gives these answers, and then goes away. */
function terminalWith(folder: string, answers: readonly string[]): Conversation {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const waiting = [...answers];
  const terminal: Terminal = {
    folder,
    environment: {},
    now: () => new Date('2028-05-02T10:00:00Z'),
    memories: null,
    dataFolder: null,
    out: say,
    tell: say,
    err: say,
    outWritten: () => Promise.resolve(null),
    outStyle: PLAIN,
    errStyle: PLAIN,
    interactive: true,
    ask: (question) => {
      say(question);
      return Promise.resolve(waiting.shift() ?? null);
    },
    askSecret: () => Promise.resolve(null),
    showsProgress: false,
    progress: () => undefined,
  };
  return { terminal, said };
}

describe('a list whose columns are not recognised', () => {
  it('is asked about at a terminal, and the answers are written into campaign.yaml', async () => {
    const folder = await sampleCampaign({ 'clps.csv': UNKNOWN_COLUMNS });
    const before = await readFile(join(folder, 'campaign.yaml'), 'utf8');
    const { terminal, said } = terminalWith(folder, ['1', 'y', '3', 'yes']);
    expect(await preview({ csv: 'clps.csv' }, terminal)).toBe(0);
    expect(said.join('')).toContain(
      '  1  Party unit  "Ynys Môn"\n  2  Sec         "Siân"\n  3  Reach       "sian@example.org"\n',
    );
    const after = await readFile(join(folder, 'campaign.yaml'), 'utf8');
    expect(after).toBe(`${before}columns:\n  clp: "Party unit"\n  email: "Reach"\n`);
    const { code, stdout } = await nominate(folder, ['check', '--csv', 'clps.csv']);
    expect(stdout).toContain('Party unit → clp, Sec → name, Reach → email');
    expect(code).toBe(0);
  });

  it('is previewed without a word in campaign.yaml where that is declined', async () => {
    const folder = await sampleCampaign({ 'clps.csv': 'Party unit,E-mail\nYnys Môn,sian@example.org\n' });
    const before = await readFile(join(folder, 'campaign.yaml'), 'utf8');
    const { terminal } = terminalWith(folder, ['1', 'n']);
    expect(await preview({ csv: 'clps.csv' }, terminal)).toBe(0);
    expect(await readFile(join(folder, 'campaign.yaml'), 'utf8')).toBe(before);
  });

  it('is refused where somebody goes on without', async () => {
    const folder = await sampleCampaign({ 'clps.csv': ONE_UNKNOWN });
    const { terminal, said } = terminalWith(folder, ['']);
    expect(await preview({ csv: 'clps.csv' }, terminal)).toBe(1);
    expect(said.join('')).toContain('clps.csv:1 error missing-column: No column is headed CLP');
  });

  it('is asked about again after a wrong answer, and takes a header for its number', async () => {
    const folder = await sampleCampaign({ 'clps.csv': ONE_UNKNOWN });
    const { terminal, said } = terminalWith(folder, ['9', '1.5', 'party', 'Party unit', 'n']);
    expect(await preview({ csv: 'clps.csv' }, terminal)).toBe(0);
    expect(said.filter((text) => text.startsWith('There is no column'))).toEqual([
      'There is no column "9".\n',
      'There is no column "1.5".\n',
      'There is no column "party".\n',
    ]);
  });

  it.each([[[]], [['1']]])('is left alone where somebody breaks off after %j', async (answers) => {
    const folder = await sampleCampaign({ 'clps.csv': ONE_UNKNOWN });
    const before = await readFile(join(folder, 'campaign.yaml'), 'utf8');
    const { terminal, said } = terminalWith(folder, answers);
    expect(await preview({ csv: 'clps.csv' }, terminal)).toBe(130);
    expect(said.at(-1)).toBe('Nothing was written.\n');
    expect(await readFile(join(folder, 'campaign.yaml'), 'utf8')).toBe(before);
  });

  it('is asked about at a real terminal, and campaign.yaml keeps its mode and its own look', async () => {
    const folder = await sampleCampaign({ 'clps.csv': ONE_UNKNOWN });
    const path = join(folder, 'campaign.yaml');
    const before = `${await readFile(path, 'utf8')}# kept   by Jo\r\n`;
    await rm(path);
    await writeFile(path, before, { mode: 0o640 });
    const { code, screen } = await nominateAtTerminal(folder, ['preview', '--csv', 'clps.csv'], ['1', 'y']);
    expect(code, screen).toBe(0);
    expect(screen).toContain('clps.csv does not say which column holds the constituency parties (CLPs).');
    expect(await readFile(path, 'utf8')).toBe(`${before}columns:\r\n  clp: "Party unit"\r\n`);
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('is written through no link: the line to write is shown', async () => {
    const folder = await sampleCampaign({ 'clps.csv': ONE_UNKNOWN });
    const [path, elsewhere] = [join(folder, 'campaign.yaml'), join(folder, 'kept-elsewhere.yaml')];
    const before = await readFile(path, 'utf8');
    await rename(path, elsewhere);
    await symlink(elsewhere, path);
    const { terminal, said } = terminalWith(folder, ['1']);
    expect(await preview({ csv: 'clps.csv' }, terminal)).toBe(0);
    expect(said.join('')).toContain('campaign.yaml is a link, and nominate writes through none.');
    expect(said.join('')).toContain('below columns:  clp: "Party unit"\n');
    expect(await readFile(elsewhere, 'utf8')).toBe(before);
  });

  it('is an error with the nearest guesses where nobody can be asked', async () => {
    const folder = await sampleCampaign({ 'clps.csv': 'Constituancy,Emale\nYnys Môn,sian@example.org\n' });
    const { code, stderr } = await nominate(folder, ['preview', '--csv', 'clps.csv']);
    expect(code).toBe(1);
    expect(stderr).toContain('Is it "Constituancy"? Call that column "CLP"');
    expect(stderr).toContain('Is it "Emale"? Call that column "E-mail"');
  });
});

it('lists every column that it heeds, and counts many others', async () => {
  const own = Array.from({ length: 20 }, (_, index) => `Question ${index}`);
  const folder = await sampleCampaign({
    'clps.csv': `Your CLP,${own.join(',')},E-mail\nYnys Môn,${own.join(',')},sian@example.org\n`,
  });
  const { stdout } = await nominate(folder, ['check', '--csv', 'clps.csv']);
  expect(stdout).toContain(
    'Columns   Your CLP → clp, Question 0 → question_0, Question 1 → question_1, Question 2 → question_2, E-mail → email, 17 more of your own in the same way\n',
  );
});

describe('columns in campaign.yaml', () => {
  it('may name known fields only', async () => {
    const folder = await sampleCampaign();
    const path = join(folder, 'campaign.yaml');
    await writeFile(path, `${await readFile(path, 'utf8')}columns:\n  clpp: Party unit\n`);
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/campaign\.yaml:\d+:3 error unknown-key: columns\.clpp is not a setting/u);
    expect(stderr).toContain('Did you mean clp?');
  });
});

describe('how a list is to be read', () => {
  it('may be said', async () => {
    const text = Buffer.from('CLP;E-mail, at work;Secretary\nMôn;sian@example.org;Si\xf0n\n', 'latin1');
    const folder = await sampleCampaign();
    await writeFile(join(folder, 'clps.csv'), text);
    const args = ['check', '--csv', 'clps.csv', '--encoding', 'iso-8859-14', '--delimiter', 'semicolon'];
    const { stdout, stderr } = await nominate(folder, args);
    expect(stdout).toContain('clps.csv: 1 row, iso-8859-14, separated by semicolons');
    expect(stderr).toContain('"E-mail, at work"');
  });

  it.each([
    ['--encoding', 'klingon', '"klingon" is no encoding that nominate knows.'],
    ['--delimiter', 'space', '"space" cannot separate the cells of a list.'],
  ])('is wrong usage where %s is %s', async (option, value, message) => {
    const folder = await sampleCampaign();
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv', option, value]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('a mistake that puts the whole list in doubt', () => {
  it('is not left out by --skip-invalid', async () => {
    const folder = await sampleCampaign({
      'clps.csv': 'CLP,E-mail\nYnys Môn,sian@example.org\nCardiff West,Tomos,tomos@example.org\n',
    });
    const { code, stderr } = await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']);
    expect(code).toBe(1);
    expect(stderr).toContain('This stops the whole list, also with --skip-invalid.');
    expect(stderr).toMatch(/\nNothing was written\. Mend the errors and run the same command again\.\n$/u);
  });

  it('is another thing than a mistake of one row', async () => {
    const folder = await sampleCampaign({
      'clps.csv': 'CLP,E-mail\nYnys Môn,sian@example.org\nCardiff West,tomos.example.org\n',
    });
    const { code, stdout } = await nominate(folder, ['preview', '--csv', 'clps.csv', '--skip-invalid']);
    expect(code).toBe(0);
    expect(stdout).toContain('Left out  1 row: with an error');
  });
});

describe('a workbook', () => {
  it('is a list like any other, whose problems name cells', async () => {
    const folder = await sampleCampaign();
    const fixture = new URL('../fixtures/lists/libreoffice-workbook-with-everything/clps.xlsx', import.meta.url);
    await writeFile(join(folder, 'clps.xlsx'), await readFile(fixture));
    const { stdout, stderr } = await nominate(folder, ['check', '--csv', 'clps.xlsx']);
    expect(stdout).toContain('clps.xlsx: 5 rows, the sheet “Contacts”, one of 2 (choose another with --sheet)');
    expect(stderr).toContain('clps.xlsx:B5 error formula-error');
    const { stdout: json } = await nominate(folder, ['check', '--csv', 'clps.xlsx', '--json']);
    expect(json).toContain('"cell": "C7"');
  });

  it('is read from the sheet that --sheet names', async () => {
    const folder = await sampleCampaign();
    const fixture = new URL('../fixtures/lists/libreoffice-workbook-with-everything/clps.xlsx', import.meta.url);
    await writeFile(join(folder, 'clps.xlsx'), await readFile(fixture));
    const named = await nominate(folder, ['check', '--csv', 'clps.xlsx', '--sheet', 'notes']);
    expect(named.stdout).toContain('clps.xlsx: 1 row, the sheet “Notes”, one of 2');
    const none = await nominate(folder, ['check', '--csv', 'clps.xlsx', '--sheet', 'Nobody']);
    expect(none.code).toBe(1);
    expect(none.stderr).toContain('clps.xlsx error no-sheet: The workbook has no sheet called "Nobody".');
  });
});

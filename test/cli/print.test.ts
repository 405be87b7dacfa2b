import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, askForBytes } from '../render/pdf/read-pdf.js';
import { wordBoxes, within, type WordBox } from '../render/pdf/word-boxes.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';

const WINDOW = [20, 57, 100, 81];
const LIST = [
  'clp,name,email,address_1,address_2,town,postcode,paper',
  'Bath,Jo Ely,jo@example.org,1 Milsom Row,,Bath,BA1 1AA,',
  'Ynys Môn,Siân Prŷs,sian@example.org,4 Lôn Felin,,Llangefni,LL77 7RX,yes',
  'Kingston upon Hull East,Ann Ash,,61 Walk,Drypool,Hull,HU8 8ZX,',
  'Birmingham Ladywood,Una Shah,,9 Cannon Mews,,Birmingham,B1 1AA,no',
  'Corby,Lee Orr,lee@example.org,,,,,',
  '',
].join('\n');
const PRINT = ['print', '--csv', 'clps.csv'];
const MARK = [...PRINT, '--mark-posted', '--yes'];

const printed = (folder: string, name = 'print/print-run.pdf'): Buffer => readFileSync(join(folder, name));

/** What stands in the window of each page; "" where it is no letter's first page. */
function windows(pdf: Uint8Array): readonly string[] {
  return wordBoxes(pdf).map((page) =>
    isLetter(page)
      ? page
          .filter((word) => within(word, WINDOW))
          .map((word) => word.text)
          .join(' ')
      : '',
  );
}

function isLetter(page: readonly WordBox[]): boolean {
  return page.some(({ text }) => text === 'Dear');
}

describe('print', () => {
  it('writes one file of those who get paper, by postcode, each from a right-hand page on', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const { code, stdout, stderr } = await nominate(folder, [...PRINT, '--today', '2028-05-02']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('3 letters on 7 pages into print/print-run.pdf');
    expect(stdout).toContain('2 rows: by e-mail, not on paper');
    const pdf = printed(folder);
    expect(windows(pdf)).toEqual([
      '',
      '',
      'Una Shah 9 Cannon Mews BIRMINGHAM B1 1AA',
      '',
      'Ann Ash 61 Walk Drypool HULL HU8 8ZX',
      '',
      'Siân Prŷs 4 Lôn Felin LLANGEFNI LL77 7RX',
    ]);
    expect(ask(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found');
    expect(ask(pdf, 'pdfinfo', 'FILE')).toMatch(/^Tagged: +yes$/mu);
    // Each font once, however many letters.
    expect(ask(pdf, 'pdffonts', 'FILE').trim().split('\n').slice(2)).toHaveLength(4);
  });

  it('goes through postcodes as a sorting office does: a number is a number', async () => {
    const codes = ['SA10 6AA', 'B13 9ZQ', 'SA2 9ZZ', 'BA1 1AA', 'B2 1AA', 'SA2 9AA'];
    const rows = codes.map((code, index) => `CLP ${index},${index} High Street,Town,${code}`);
    const folder = await sampleCampaign({ 'clps.csv': ['clp,address_1,town,postcode', ...rows, ''].join('\n') });
    await nominate(folder, PRINT);
    const inOrder = windows(printed(folder)).flatMap((text) => /\S+ \S+$/u.exec(text) ?? []);
    expect(inOrder).toEqual(['B2 1AA', 'B13 9ZQ', 'BA1 1AA', 'SA2 9AA', 'SA2 9ZZ', 'SA10 6AA']);
  });

  it('lists on its first sheet who is in it, and on which page', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, [...PRINT, '--sort', 'list', '--today', '2028-05-02']);
    const list = ask(printed(folder), 'pdftotext', '-layout', '-l', '1', 'FILE', '-');
    expect(list).toContain('Print run, nec-2028, 2 May 2028');
    const rows = list
      .split('\n')
      .flatMap((line) => /^ *(\d+) {2,}(.*\S) {2,}(.*\S) {2,}(.*\S)\s*$/u.exec(line)?.slice(1) ?? []);
    expect(rows).toEqual(
      [
        ['3', 'Ynys Môn', 'Siân Prŷs', 'LL77 7RX'],
        ['5', 'Kingston upon Hull East', 'Ann Ash', 'HU8 8ZX'],
        ['7', 'Birmingham Ladywood', 'Una Shah', 'B1 1AA'],
      ].flat(),
    );
    expect(windows(printed(folder))[2]).toContain('Siân Prŷs');
  });

  it('prints the very pages that the preview showed', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, ['preview', '--csv', 'clps.csv']);
    await nominate(folder, PRINT);
    const previewed = readFileSync(join(folder, 'previews/letters/Ynys Môn.pdf'));
    const pictures = (pdf: Uint8Array, ...pages: readonly string[]): Buffer =>
      askForBytes(pdf, 'pdftoppm', '-r', '60', ...pages, 'FILE');
    expect(windows(previewed)[0]).toBe('Siân Prŷs 4 Lôn Felin LLANGEFNI LL77 7RX');
    expect(pictures(printed(folder), '-f', '7').equals(pictures(previewed))).toBe(true);
    expect(wordBoxes(printed(folder)).slice(6)).toEqual(wordBoxes(previewed));
  });

  it('puts an empty page behind a letter of one page', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'templates/short.hbs'), '---\nsubject: Short\n---\nDear {{greeting}},\n');
    await nominate(folder, [...PRINT, '--template', 'short']);
    const pages = wordBoxes(printed(folder)).map((page) =>
      page.length === 0 ? 'empty' : isLetter(page) ? 'letter' : 'list',
    );
    expect(pages).toEqual(['list', 'empty', 'letter', 'empty', 'letter', 'empty', 'letter']);
  });

  it('gives the same bytes again, and with --all everybody who has a postal address', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const fixed = [...PRINT, '--all', '--today', '2028-05-02', '--labels', 'L7160'];
    expect((await nominate(folder, [...fixed, '--out', 'one'])).stdout).toContain('4 letters on 9 pages');
    await nominate(folder, [...fixed, '--out', 'two']);
    for (const name of ['print-run.pdf', 'labels.pdf', 'manifest.json'])
      expect(printed(folder, `one/${name}`).equals(printed(folder, `two/${name}`))).toBe(true);
  });

  it('holds what does not fit a window, with its place, and prints the others with --skip-invalid', async () => {
    const rows = [
      'clp,name,address_1,address_2,address_3,address_4,town,postcode',
      'Bath,Jo Ely,The Annexe,The Mews,1 High Road,Little Ashby,Bath,BA1 1AA',
      'Corby,Ann Ash,12 The Street of the Longest Name That Anybody Ever Heard Of in Northamptonshire,Flat B,,,Corby,NN17 1AA',
      `Derby,Lee Orr,${'W'.repeat(70)},,,,Derby,DE1 1AA`,
      'Exeter,Sam Roe,1 Quay,,,,Exeter,',
      'Fareham,Kit Moe,2 Quay,,,,Fareham,PO16 1AA',
      '',
    ];
    const folder = await sampleCampaign({ 'clps.csv': rows.join('\n') });
    const refused = await nominate(folder, PRINT);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('clps.csv:2:3 error address-too-long: The address has 7 lines with the name');
    expect(refused.stderr).toContain('clps.csv:4:3 error address-too-wide');
    expect(refused.stderr).toContain('clps.csv:5:8 warning no-postcode');
    expect(refused.stderr).not.toContain('clps.csv:3');
    expect(readdirSync(folder)).not.toContain('print');
    const { code } = await nominate(folder, [...PRINT, '--skip-invalid']);
    expect(code).toBe(0);
    expect(windows(printed(folder)).filter((text) => text !== '')).toHaveLength(3);
  });

  it('says what a cell must hold that is to ask for paper', async () => {
    const list =
      'clp,email,address_1,postcode,post\nBath,jo@example.org,,,yes\nCorby,ann@example.org,1 Row,NN17 1AA,perhaps\n';
    const folder = await sampleCampaign({ 'clps.csv': list });
    const { code, stderr } = await nominate(folder, PRINT);
    expect(code).toBe(1);
    expect(stderr).toContain('clps.csv:2:5 error no-postal-address');
    expect(stderr).toContain('clps.csv:3:5 error unclear-post: "perhaps"');
  });

  it('replaces what it wrote before and touches nothing else', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, [...PRINT, '--labels', 'L7163']);
    expect(readdirSync(join(folder, 'print')).sort()).toEqual(['labels.pdf', 'manifest.json', 'print-run.pdf']);
    writeFileSync(join(folder, 'print/notes.txt'), 'mine');
    await nominate(folder, [...PRINT, '--only', 'Ynys Môn']);
    expect(readdirSync(join(folder, 'print')).sort()).toEqual(['manifest.json', 'notes.txt', 'print-run.pdf']);
    writeFileSync(join(folder, 'print/labels.pdf'), 'mine');
    const { code, stderr } = await nominate(folder, [...PRINT, '--labels', 'L7163']);
    expect(code).toBe(2);
    expect(stderr).toContain('print/labels.pdf error foreign-file');
    expect(readFileSync(join(folder, 'print/labels.pdf'), 'utf8')).toBe('mine');
  });

  it('counts only letters on paper for --limit, and tells all of it as one JSON document', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const { stdout } = await nominate(folder, [...PRINT, '--limit', '2', '--json']);
    const rows = z
      .object({
        command: z.literal('print'),
        exitCode: z.literal(0),
        letters: z.array(z.looseObject({ clp: z.string() })),
      })
      .parse(JSON.parse(stdout)).letters;
    const file = join(folder, 'print/print-run.pdf');
    expect(rows).toMatchObject([
      { clp: 'Bath', action: 'skip', reason: 'by e-mail, not on paper', file: null },
      { clp: 'Ynys Môn', action: 'print', file },
      { clp: 'Kingston upon Hull East', action: 'print', file },
      { clp: 'Birmingham Ladywood', action: 'skip', reason: 'beyond --limit', file: null },
      { clp: 'Corby', action: 'skip' },
    ]);
  });
});

it('a limit of one is one e-mail for send and one letter on paper for print, and a preview shows both', async () => {
  const rows = [
    'Bath,,1 High Street,Bath,BA1 1AA',
    'Corby,jo@example.org,,,',
    'Derby,al@example.org,,,',
    'Luton,,2 High Street,Luton,LU1 1AA',
  ];
  const folder = await sampleCampaign({ 'clps.csv': ['clp,email,address_1,town,postcode', ...rows, ''].join('\n') });
  const server = await startServer();
  const limited = ['--csv', 'clps.csv', '--limit', '1'];
  await nominate(folder, ['preview', ...limited]);
  expect(readdirSync(join(folder, 'previews/letters')).sort()).toEqual(['Bath.pdf', 'Corby.pdf']);
  expect((await nominate(folder, ['print', ...limited])).stdout).toMatch(/\b1 letter\b/u);
  const environment = serverAt(server.port);
  await nominate(folder, ['send', ...limited, '--yes'], environment);
  expect(server.arrivals.all()).toHaveLength(1);
});

it('what print --all makes is shown by preview --all, page for page', async () => {
  const folder = await sampleCampaign();
  const { stdout } = await nominate(folder, ['preview', '--csv', 'clps.csv', '--all']);
  expect(stdout).toContain('npx nominate print --csv clps.csv --all ');
  expect(stdout).not.toContain('nominate send');
  await nominate(folder, ['print', '--csv', 'clps.csv', '--all', '--only', 'Ynys Môn']);
  const text = (file: string, page: number): string =>
    execFileSync('pdftotext', ['-f', String(page), '-layout', join(folder, file), '-'], { encoding: 'utf8' });
  expect(readdirSync(join(folder, 'previews/letters'))).toHaveLength(9);
  expect(text('previews/letters/Ynys Môn.pdf', 1)).toContain('LL77 7QZ');
  expect(text('previews/letters/Ynys Môn.pdf', 1)).toBe(text('print/print-run.pdf', 3));
});

describe('print, beside a ledger that may not know everybody who was written to', () => {
  async function afterPosting(): Promise<string> {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    await nominate(folder, PRINT);
    await nominate(folder, MARK);
    return folder;
  }

  it('refuses where nobody can be asked, whatever --yes says, and leaves the run that is there', async () => {
    const folder = await afterPosting();
    const before = printed(folder, 'print/manifest.json');
    rmSync(join(folder, 'ledger.ndjson'));
    const { code, stderr } = await nominate(folder, [...PRINT, '--only', 'Ynys Môn', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('ledger.ndjson error ledger-lost: ');
    expect(stderr).toContain('Nothing was written.');
    expect(printed(folder, 'print/manifest.json').equals(before)).toBe(true);
    const shown = await nominate(folder, ['preview', '--csv', 'clps.csv']);
    expect(shown.code).toBe(0);
    expect(shown.stderr).toContain('warning ledger-lost');
  });

  it('asks at a terminal, also where the campaign has another name now', async () => {
    const folder = await afterPosting();
    const yaml = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    writeFileSync(join(folder, 'campaign.yaml'), yaml.replace(/^campaign: .*$/mu, 'campaign: renamed'));
    const stopped = await nominateAtTerminal(folder, PRINT, ['']);
    expect(stopped.code).toBe(130);
    expect(stopped.screen).toContain('The ledger holds letters of nec-2028, and none of renamed.');
    expect(stopped.screen).toContain('Nothing was written.');
    const wentOn = await nominateAtTerminal(folder, PRINT, ['go on']);
    expect(wentOn.code).toBe(0);
    expect(wentOn.screen).toContain('3 letters on 7 pages');
  });
});

describe('print, of letters that were printed and may be in the post', () => {
  async function afterPrintRun(): Promise<string> {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    expect((await nominate(folder, [...PRINT, '--today', '2028-05-02'])).stderr).toBe('');
    return folder;
  }

  it('asks at a terminal, and a run in the post can still be recorded', async () => {
    const folder = await afterPrintRun();
    const before = printed(folder, 'print/manifest.json');
    const { code, screen } = await nominateAtTerminal(folder, [...PRINT, '--only', 'Ynys Môn'], ['']);
    expect(code).toBe(130);
    expect(screen).toContain(
      'print warning not-posted: 3 letters of the print run of 2 May 2028, which was made here, are not recorded as posted.',
    );
    expect(screen).toContain('people get them twice: npx nominate print --csv clps.csv --mark-posted\n');
    expect(screen).toContain('Nothing was written.');
    const another = await nominateAtTerminal(folder, [...PRINT, '--template', 'reminder'], ['']);
    expect(another.screen).toContain(': npx nominate print --csv clps.csv --template re-election --mark-posted\n');
    expect(printed(folder, 'print/manifest.json').equals(before)).toBe(true);
    expect((await nominate(folder, MARK)).stdout).toBe('Recorded 3 letters as posted.\n');
  });

  it('goes on for a yes or --yes, and asks nothing about what was posted or e-mailed', async () => {
    const folder = await afterPrintRun();
    const ladywood = [...PRINT, '--only', 'Birmingham Ladywood'];
    const yes = await nominateAtTerminal(folder, ladywood, ['yes']);
    expect(yes.screen).toContain('1 letter on 3 pages into print/print-run.pdf');
    const confirmed = await nominateAtTerminal(folder, [...ladywood, '--yes'], []);
    expect(confirmed.screen).toContain('print warning not-posted: 1 letter of the print run of ');
    await nominate(folder, MARK);
    const next = await nominateAtTerminal(folder, PRINT, []);
    expect(next).toMatchObject({ code: 0 });
    expect(next.screen).toContain('2 letters on 5 pages');
    expect(next.screen).not.toContain('not-posted');
  });

  it('tells it where nobody can be asked, and of another folder where the same people would be printed', async () => {
    const folder = await afterPrintRun();
    const elsewhere = await nominate(folder, [...PRINT, '--only', 'Ynys Môn', '--out', 'other']);
    expect(elsewhere.code).toBe(0);
    expect(elsewhere.stderr).toContain('print warning not-posted: 1 letter of the print run of 2 May 2028');
    expect(elsewhere.stderr).toContain('and record them: npx nominate print --csv clps.csv --mark-posted\n');
    expect((await nominate(folder, [...PRINT, '--all', '--only', 'Bath', '--out', 'bath'])).stderr).toBe('');
    const replaced = await nominate(folder, [...PRINT, '--template', 'reminder', '--json']);
    expect(JSON.parse(replaced.stdout)).toMatchObject({
      exitCode: 0,
      problems: [{ code: 'not-posted', file: 'print' }],
    });
  });
});

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

describe('print --labels', () => {
  const SHEETS = [
    { name: 'L7160', columns: 3, width: 63.5, height: 38.1, left: 7.25, top: 15.15, gapX: 2.5 },
    { name: 'L7163', columns: 2, width: 99.1, height: 38.1, left: 4.65, top: 15.15, gapX: 2.5 },
  ];

  it.each(SHEETS)('sets each address inside its label of $name, the first free one first', async (sheet) => {
    const rows = Array.from(
      { length: 24 },
      (_, index) =>
        `CLP ${index},Siân Ŵyn-Prŷs${index},${index} Featherstonehaugh Court Road,Little Ashby,The Hollow,Llangefni,LL77 7${'ABDEFGHJLNPQRSTUWXYZABDE'[index] ?? 'A'}A`,
    );
    const head = 'clp,name,address_1,address_2,address_3,town,postcode';
    const folder = await sampleCampaign({ 'clps.csv': [head, ...rows, ''].join('\n') });
    const { code } = await nominate(folder, [...PRINT, '--sort', 'list', '--labels', sheet.name, '--from', '5']);
    expect(code).toBe(0);
    const onSheet = sheet.columns * 7;
    const pages = wordBoxes(printed(folder, 'print/labels.pdf'));
    expect(pages).toHaveLength(Math.ceil(28 / onSheet));
    for (let index = 0; index < 24; index += 1) {
      const place = (index + 4) % onSheet;
      const left = sheet.left + (place % sheet.columns) * (sheet.width + sheet.gapX);
      const top = sheet.top + Math.floor(place / sheet.columns) * sheet.height;
      const cell = [left, top, left + sheet.width, top + sheet.height];
      const words = (pages[Math.floor((index + 4) / onSheet)] ?? []).filter((word) => within(word, cell));
      const text = words.map((word) => word.text).join(' ');
      expect(text).toMatch(new RegExp(`^Siân Ŵyn-Prŷs${index} ${index} Feather.*LLANGEFNI LL77 7[A-Z]A$`, 'u'));
    }
    const words = pages.flat();
    expect(words).toHaveLength(24 * 13);
  });

  it('takes a sheet that campaign.yaml describes, and tells an address that does not fit it', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const yaml = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    const labels =
      'labels: { name: tiny, columns: 4, rows: 16, width: 45.7, height: 16.9, left: 9.7, top: 13, gapX: 2.5, gapY: 0 }';
    writeFileSync(join(folder, 'campaign.yaml'), `${yaml}\n${labels}\n`);
    const { code, stderr } = await nominate(folder, [...PRINT, '--labels', 'tiny']);
    expect(code).toBe(1);
    expect(stderr).toContain('clps.csv:4:4 error address-too-wide: The address is too long for a label of tiny');
    writeFileSync(join(folder, 'campaign.yaml'), `${yaml}\n${labels.replace('16.9', '27').replace('16,', '10,')}\n`);
    expect((await nominate(folder, [...PRINT, '--labels'])).stdout).toContain('3 labels on 1 sheet of tiny');
    writeFileSync(join(folder, 'campaign.yaml'), `${yaml}\n${labels.replace('4,', '5,')}\n`);
    expect((await nominate(folder, PRINT)).stderr).toContain('wider together than A4');
  });

  it('refuses sheets that it does not know and labels that a sheet does not have', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const unknown = await nominate(folder, [...PRINT, '--labels', 'L9999']);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain('There is no sheet of labels "L9999": there are L7160, L7163.');
    expect((await nominate(folder, [...PRINT, '--labels', 'L7160', '--from', '22'])).stderr).toContain('has 21 labels');
    expect((await nominate(folder, [...PRINT, '--from', '2'])).stderr).toContain('--from needs --labels');
  });
});

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dictionariesOf, fontsOf } from '../render/pdf/pdf-objects.js';
import { ask } from '../render/pdf/read-pdf.js';
import { wordBoxes } from '../render/pdf/word-boxes.js';
import { pictureOf } from '../tools/pdfium.js';
import { nominateAtTerminal } from './at-terminal.js';
import { isLetter, windows } from './envelope-windows.js';
import { nominate, sampleCampaign } from './nominate.js';
import { serverAt, startServer } from './scripted-server.js';
import { LIST, MARK, PRINT, printed } from './paper-list.js';

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
    expect([...dictionariesOf(pdf).values()]).toContainEqual({ '/Marked': true });
    // Each font once, however many letters.
    expect(fontsOf(pdf)).toHaveLength(4);
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
    expect(windows(previewed)[0]).toBe('Siân Prŷs 4 Lôn Felin LLANGEFNI LL77 7RX');
    expect(pictureOf(printed(folder), 6, 60)).toEqual(pictureOf(previewed, 0, 60));
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
  const words = (file: string): ReturnType<typeof wordBoxes> => wordBoxes(readFileSync(join(folder, file)));
  const [previewed = []] = words('previews/letters/Ynys Môn.pdf');
  expect(readdirSync(join(folder, 'previews/letters'))).toHaveLength(9);
  expect(previewed.map(({ text }) => text).join(' ')).toContain('LL77 7QZ');
  expect(words('print/print-run.pdf')[2]).toEqual(previewed);
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
    const another = await nominateAtTerminal(folder, [...PRINT, '--template', 'first-candidacy'], ['']);
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
    const replaced = await nominate(folder, [...PRINT, '--template', 'first-candidacy', '--json']);
    expect(JSON.parse(replaced.stdout)).toMatchObject({
      exitCode: 0,
      problems: [{ code: 'not-posted', file: 'print' }],
    });
  });
});

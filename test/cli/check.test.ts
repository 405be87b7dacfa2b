import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nominate, sampleCampaign } from './nominate.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/campaigns', import.meta.url));

async function campaignOf(fixture: string): Promise<string> {
  const folder = await sampleCampaign();
  cpSync(join(FIXTURES, fixture), folder, { recursive: true });
  return folder;
}

describe('check', () => {
  it('tells all of ten different mistakes in a list at once, each with its place and its remedy', async () => {
    const folder = await campaignOf('ten-mistakes');
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv', '--today', '2028-05-02']);
    expect(code).toBe(1);
    await expect(stderr).toMatchFileSnapshot(join(FIXTURES, 'ten-mistakes', 'expected.txt'));
    const lines = [...stderr.matchAll(/^clps\.csv:(\d+)(?::\d+)? error /gmu)].map(([, line]) => Number(line));
    expect(new Set(lines)).toEqual(new Set([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
    for (const problem of stderr.split(/^(?=clps)/mu)) expect(problem).toMatch(/\n {4}\S/u);
  });

  it('tells of rows that share an address beside a variable that does not exist: the letter is mended at once with them', async () => {
    const folder = await sampleCampaign({ 'clps.csv': 'clp,email\nBath,jo@example.org\nCorby,jo@example.org\n' });
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'templates/short.hbs'), '---\nsubject: A letter\n---\nDear {{greting}},\n');
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'short']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^clps\.csv:3:2 error [a-z-]+: /mu);
    expect(stderr).toContain('templates/short.hbs:4:8 error unknown-variable: There is no variable "greting".');
  });

  it('tells ten thousand problems, and how many more there are', async () => {
    const rows = Array.from({ length: 10_003 }, (_, index) => `CLP ${index},nobody`);
    const folder = await sampleCampaign({ 'clps.csv': ['clp,email', ...rows, ''].join('\n') });
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv']);
    expect(code).toBe(1);
    expect(stderr.match(/ error not-an-address: /gu)).toHaveLength(10_000);
    expect(stderr).toContain('clps.csv error more-problems: There are 3 more problems of the same kinds.');
  });

  it('tries letters on dates where the list has dates, and tells of the rows that have none', async () => {
    const folder = await sampleCampaign({ 'clps.csv': 'clp,email,joined\nBath,jo@example.org,2028-05-31\n' });
    mkdirSync(join(folder, 'templates'));
    const body = 'Since {{#if joined}}{{date joined "long"}}{{/if}} …';
    writeFileSync(join(folder, 'templates/since.hbs'), `---\nsubject: Since\n---\n${body}\n`);
    const args = ['check', '--csv', 'clps.csv', '--template', 'since', '--today', '2028-06-01'];
    expect(await nominate(folder, args)).toMatchObject({ code: 0, stderr: '' });
    const welsh = join(folder, 'templates/since.cy.hbs');
    writeFileSync(welsh, '---\nsubject: Ers\nattach: [letter.pdf]\n---\nErs {{date joined}} 漢 …\n');
    expect((await nominate(folder, args)).stderr).toMatch(/^templates\/since\.cy\.hbs\S* error missing-character/mu);
    rmSync(welsh);
    writeFileSync(join(folder, 'clps.csv'), 'clp,email,joined\nBath,jo@example.org,\nEly,ann@example.org,May\n');
    const { code, stderr } = await nominate(folder, args);
    expect(code).toBe(1);
    expect(stderr.match(/^.* (?:error|warning) .*$/gmu)).toEqual([
      expect.stringMatching(/^clps\.csv:3:3 error bad-value: "May" is not a date/u),
    ]);
  });

  it('warns once of dates with the month first, where the letter prints them', async () => {
    const dates = ['01/02/2028', '05/31/2028', '12/13/2028', '31/05/2028', '2028-05-31', '05/31/28', '13/13/2028'];
    const rows = dates.map((date, index) => `CLP ${'abcdefgh'[index] ?? ''},jo${index}@example.org,${date}`);
    const folder = await sampleCampaign({ 'clps.csv': ['clp,email,joined', ...rows, ''].join('\n') });
    mkdirSync(join(folder, 'templates'));
    const write = (body: string): void => {
      writeFileSync(join(folder, 'templates/since.hbs'), `---\nsubject: Since\n---\nHello,\n\n${body}\n`);
    };
    const args = ['check', '--csv', 'clps.csv', '--template', 'since', '--today', '2028-06-01'];
    write('since {{joined}}.');
    const { code, stderr } = await nominate(folder, args);
    expect(code).toBe(0);
    expect(stderr.match(/^.* (?:error|warning) .*$/gmu)).toEqual([
      expect.stringMatching(/^templates\/since\.hbs:6:7 warning month-first: "joined" is printed as the list has it/u),
    ]);
    write('since long ago, {{clp}}.');
    expect((await nominate(folder, args)).stderr).toBe('');
    write('since {{joined}}.');
    writeFileSync(
      join(folder, 'clps.csv'),
      `clp,email,joined\n${[...rows.slice(0, 1), ...rows.slice(3)].join('\n')}\n`,
    );
    expect((await nominate(folder, args)).stderr).toBe('');
  });

  it('tells a variable that does not exist beside what is wrong with the letter’s Markdown and with the list', async () => {
    const folder = await sampleCampaign({ 'clps.csv': 'clp,email,branch\nBath,jo@@example.org,North\n' });
    mkdirSync(join(folder, 'templates'));
    const letter = '---\nsubject: On {{branch}}\n---\nDear {{greting}},\n\n| a | b |\n|---|---|\n| 1 | 2 |\n';
    writeFileSync(join(folder, 'templates/ask.hbs'), letter);
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'ask']);
    expect(code).toBe(1);
    expect(stderr.match(/^\S+ (?:error|warning) [a-z-]+/gmu)).toEqual([
      'clps.csv:2:2 error not-an-address',
      'templates/ask.hbs:4:8 error unknown-variable',
      'templates/ask.hbs:6:1 error table-in-letter',
    ]);
  });

  it('needs no list to try the letter that the campaign names on invented recipients', async () => {
    const folder = await sampleCampaign();
    const { code, stdout, stderr } = await nominate(folder, ['check']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('1 letter tried on invented recipients: re-election');
    expect(readdirSync(folder).sort()).toEqual(['campaign.yaml', 'clps.csv']);
  });

  it('tries them on the shortest and the longest names, on none, without an e-mail address, and in every language', async () => {
    const folder = await sampleCampaign();
    mkdirSync(join(folder, 'templates'));
    // Each line prints what is empty for one of them only; of those that a line would hold, the last is told.
    const lines = [
      '{{#if (and email name (eq clp "Bath"))}}{{language}}{{/if}}',
      '{{#if (eq nation "Scotland")}}{{salutation}}{{/if}}',
      '{{#if (eq clp "Ynys Môn")}}{{salutation}}{{/if}}',
      '{{name}}',
      '{{email}}',
      '{{salutation}}',
    ];
    const head = '---\nsubject: "For {{clp}}"\n---\n';
    writeFileSync(join(folder, 'templates/mine.hbs'), `${head}${lines.join('\n')}\n`);
    for (const name of ['mine.cy.hbs', 'mine.pl.hbs'])
      writeFileSync(join(folder, 'templates', name), `${head}{{salutation}}\n`);
    const { code, stderr } = await nominate(folder, ['check', '--template', 'mine']);
    expect(code).toBe(0);
    const tried = [...stderr.matchAll(/This would hold (.*)\.$/gmu)].map(([, who]) => who);
    expect(tried.sort()).toEqual([
      'a CLP in Wales',
      'a secretary who reads cy',
      'a secretary who reads en-GB',
      'a secretary who reads pl',
      'a secretary without a name',
      'a secretary without an e-mail address',
      'the longest names',
      'the shortest names',
    ]);
  });

  it('tells what is wrong with campaign, letter and list in one go', async () => {
    const folder = await campaignOf('ten-mistakes');
    const campaign = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    writeFileSync(
      join(folder, 'campaign.yaml'),
      campaign.replace('seats: 9', 'seats: nine').replace('template: re-election', 'template: mine'),
    );
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'templates/mine.hbs'), '---\nsubject: Hello\n---\nDear {{#if}}\n');
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^campaign\.yaml:\d+:3 error invalid-value: election\.seats must be a (?:whole )?number/mu);
    expect(stderr).toMatch(/^templates\/mine\.hbs:4 error template-syntax: /mu);
    expect(stderr).toMatch(/^clps\.csv:3:3 error /mu);
  });

  it('tells a letter that there is not where it is named', async () => {
    const folder = await sampleCampaign();
    const campaign = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    const misspelt = campaign.replace('template: re-election', 'template: re-elction');
    writeFileSync(join(folder, 'campaign.yaml'), misspelt);
    const line = misspelt.slice(0, misspelt.indexOf('template: re-elction')).split('\n').length;
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv']);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      new RegExp(
        `^campaign\\.yaml:${line}:1 error no-template: .*"re-elction"\\.\\n    Did you mean "re-election"\\? There are: `,
        'u',
      ),
    );
    const chosen = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'second']);
    expect(chosen.stderr).toMatch(/^--template error no-template: There is no letter "second"\.\n    There are: /u);
  });

  it('tells a letter of which there are translations only where the first of them is', async () => {
    const folder = await sampleCampaign();
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'templates/thanks.cy.hbs'), '---\nsubject: Diolch\n---\nDiolch, {{greeting}}\n');
    for (const chosen of [[], ['--template', 'thanks']]) {
      const { stderr } = await nominate(folder, ['check', ...chosen]);
      expect(stderr).toMatch(/^templates\/thanks\.cy\.hbs error no-template: .*\n {4}Add thanks\.hbs beside it/u);
    }
  });

  it('tells a letter that needs what the list does not have', async () => {
    const folder = await sampleCampaign();
    mkdirSync(join(folder, 'templates'));
    const body =
      'Dear {{naem}},\n\n{{#if brnach}}x{{/if}} {{upper tonw}} {{candidate.nmae}}\n\n```\ncode\n```\n\n![A map](map.png)\n';
    writeFileSync(join(folder, 'templates/mine.hbs'), `---\nsubject: "For {{clp}}"\n---\n${body}`);
    const { code, stderr } = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'mine']);
    expect(code).toBe(1);
    for (const [line, what] of [[8, 'code']] as const)
      expect(stderr).toMatch(new RegExp(`^templates/mine\\.hbs:${line}:\\d+ error .*${what}`, 'mu'));
    writeFileSync(
      join(folder, 'templates/mine.hbs'),
      `---\nsubject: "For {{clp}}"\n---\n${body.replace(/```[^]*```/u, '')}`,
    );
    const again = await nominate(folder, ['check', '--csv', 'clps.csv', '--template', 'mine']);
    expect(again.stderr).toMatch(/^templates\/mine\.hbs:4:8 error unknown-variable: .*"naem".*\n.*"name"/mu);
    expect(again.stderr).toMatch(/^templates\/mine\.hbs:6:7 error unknown-variable: .*"brnach"/mu);
    expect(again.stderr).toMatch(/^templates\/mine\.hbs:6:32 error unknown-variable: .*"tonw".*\n.*"town"/mu);
    expect(again.stderr).toMatch(
      /^templates\/mine\.hbs:6:41 error unknown-variable: .*"candidate\.nmae".*\n.*"candidate\.name"/mu,
    );
  });

  it('tells a file that a letter needs and that is not there, with a list and without', async () => {
    const folder = await sampleCampaign();
    mkdirSync(join(folder, 'templates'));
    writeFileSync(
      join(folder, 'templates/mine.hbs'),
      '---\nsubject: "For {{clp}}"\n---\nDear {{greeting}}\n\n![A map](map.png)\n',
    );
    for (const list of [['--csv', 'clps.csv'], []]) {
      const { code, stderr } = await nominate(folder, ['check', ...list, '--template', 'mine']);
      expect(code).toBe(1);
      expect(stderr.match(/missing-file: The letter needs the file "map\.png"/gu)).toHaveLength(1);
    }
  });

  it('tells files that are not there beside a mistake for which no letter can be merged', async () => {
    const folder = await sampleCampaign();
    const campaign = readFileSync(join(folder, 'campaign.yaml'), 'utf8');
    writeFileSync(join(folder, 'campaign.yaml'), `${campaign}\nletter: { logo: logo.png, signatureImage: name.png }\n`);
    mkdirSync(join(folder, 'templates'));
    const front = 'subject: Hello\nletterhead: [sender]\nattach: [letter.pdf, map.pdf]\nclosing: Yours';
    const told = async (body: string, ...list: readonly string[]): Promise<readonly string[]> => {
      writeFileSync(join(folder, 'templates/mine.hbs'), `---\n${front}\n---\n${body}\n`);
      const { stderr } = await nominate(folder, ['check', ...list, '--template', 'mine']);
      return [...stderr.matchAll(/^(\S+) error ([a-z-]+): .*?("[a-z.]+")?[^"]*$/gmu)].map(
        ([, place = '', code = '', name = '']) => `${place} ${code} ${name}`,
      );
    };
    const missing = [
      'campaign.yaml missing-file "logo.png"',
      'campaign.yaml missing-file "name.png"',
      'templates/mine.hbs:4:22 missing-file "map.pdf"',
    ];
    for (const list of [[], ['--csv', 'clps.csv']]) {
      expect(await told('Dear {{greeting}}', ...list)).toEqual(expect.arrayContaining(missing));
      expect(await told('Dear {{nobody}}', ...list)).toHaveLength(missing.length + 1);
      expect(await told('| a |\n|---|', ...list)).toEqual(expect.arrayContaining(missing));
      writeFileSync(join(folder, 'campaign.yaml'), `${campaign}\nletter: { logos: logo.png }\n`);
      expect(await told('Dear you', ...list)).toContain('templates/mine.hbs:4:22 missing-file "map.pdf"');
      writeFileSync(
        join(folder, 'campaign.yaml'),
        `${campaign}\nletter: { logo: logo.png, signatureImage: name.png }\n`,
      );
    }
    writeFileSync(join(folder, 'clps.csv'), 'clp,name,email\nBath,Jo Ely,jo@@example.org\n');
    expect(await told('Dear you', '--csv', 'clps.csv')).toEqual(expect.arrayContaining(missing));
  });

  it('prints annotations for GitHub', async () => {
    const folder = await campaignOf('ten-mistakes');
    const { code, stdout } = await nominate(folder, ['check', '--csv', 'clps.csv', '--format', 'github']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=clps\.csv,line=3,col=3,title=[a-z-]+::/mu);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .every((line) => line.startsWith('::')),
    ).toBe(true);
  });

  it('tells wrong usage with 2, and never with a stack trace', async () => {
    const folder = await sampleCampaign();
    for (const args of [
      ['check', '--csv', 'none.csv'],
      ['check', '--csv', '.'],
      ['check', '--limit', '0'],
      ['check', '--nonsense'],
      ['send'],
      ['nonsense'],
      ['check', '--template', 'nobody'],
      ['check', '--today', '2028-13-01'],
    ]) {
      const { code, stdout, stderr } = await nominate(folder, args);
      expect({ args, code }).toEqual({ args, code: 2 });
      expect(stdout).toBe('');
      expect(stderr).toMatch(/\S/u);
      expect(stderr).not.toMatch(/^\s+at /mu);
    }
  });
});

it('tells of a character that no font has without a list, too', async () => {
  const folder = await sampleCampaign();
  mkdirSync(join(folder, 'templates'));
  writeFileSync(
    join(folder, 'templates', 'rose.hbs'),
    '---\nsubject: For {{clp}}\nattach: [letter.pdf]\n---\nDear {{greeting}} 😀\n',
  );
  const { stderr, code } = await nominate(folder, ['check', '--template', 'rose']);
  expect(stderr).toMatch(/^templates\/rose\.hbs:5:19 error missing-character: .*U\+1F600/u);
  expect(code).toBe(1);
});

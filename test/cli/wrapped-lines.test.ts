import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { styleText } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapped } from '../../src/report/lines/wrapped.js';
import { nominateAtTerminal } from './at-terminal.js';
import { nominate, sampleCampaign } from './nominate.js';

const LIST = ['clp,name,email', 'Bath,Jo Ely,jo@@example.org', 'TBC,Ann Ash,ann@example.org', ''].join('\n');
const CHECK = ['check', '--csv', 'clps.csv', '--today', '2028-05-02'];
const NOT_A_CLP =
  'clps.csv:3:1 error not-a-clp: "TBC" stands where the name of a CLP should, and the letter would print it.';

describe('lines for a terminal', () => {
  it('are broken at spaces on a terminal that tells its width, and nowhere else', async () => {
    const folder = await sampleCampaign({ 'clps.csv': LIST });
    const { screen } = await nominateAtTerminal(folder, CHECK, [], {}, 60);
    expect(Math.max(...screen.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(screen).toContain(
      [
        'clps.csv:3:1 error not-a-clp: "TBC" stands where the name of',
        '  a CLP should, and the letter would print it.',
        '    Fill in the CLP, or delete the row.',
      ].join('\n'),
    );
    const help = await nominateAtTerminal(folder, ['print', '--help'], [], {}, 60);
    expect(help.screen.replaceAll(/\s+/gu, ' ')).toContain('by default ledger.ndjson beside campaign.yaml');
    expect(Math.max(...help.screen.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    expect((await nominate(folder, CHECK)).stderr).toContain(`${NOT_A_CLP}\n`);
    const json = await nominateAtTerminal(folder, [...CHECK, '--json'], [], {}, 60);
    expect(json.screen).toContain(NOT_A_CLP.split(': ')[1]?.replaceAll('"', '\\"'));
  });

  it('leave suggested commands whole, and set what is said of them below', async () => {
    const folder = await sampleCampaign();
    await writeFile(join(folder, 'clps.csv'), 'clp,name,email\nBath,Jo Ely,jo@example.org\n');
    const { screen } = await nominateAtTerminal(folder, ['preview', '--csv', 'clps.csv'], [], {}, 60);
    expect(screen).toContain(
      '\n  npx nominate send --csv clps.csv --test-to sian@sian-prydderch.example.org\n      sends the first three to yourself\n',
    );
  });

  it('keep the words of a question together, whose last line waits for the answer', async () => {
    const folder = await sampleCampaign({
      'clps.csv': 'clp,name,address_1,postcode\nBath,Jo Ely,1 High Street,BA1 1AA\n',
    });
    await nominate(folder, ['print', '--csv', 'clps.csv']);
    const mark = ['print', '--csv', 'clps.csv', '--mark-posted'];
    const { code, screen } = await nominateAtTerminal(folder, mark, ['yes'], {}, 60);
    expect(code).toBe(0);
    expect(screen).toContain(
      'Record the letter for Bath as posted? Nobody gets them by\n  e-mail any more. Type yes to record: yes',
    );
  });

  it.each([
    [
      'an option of the help',
      '  --csv <file>  the list, with more',
      ['  --csv <file>  the list, with', '                more'],
    ],
    [
      'a label',
      'Left out  12 rows: with an error, and more',
      ['Left out  12 rows: with an error,', '          and more'],
    ],
    [
      'what goes into campaign.yaml',
      '    Write into campaign.yaml: columns: { clp: "Party" }.',
      ['    Write into campaign.yaml:', '    columns: { clp: "Party" }.'],
    ],
    [
      'an option',
      'Here is the hint: add the --one-per clp to it',
      ['Here is the hint: add the', '  --one-per clp to it'],
    ],
    [
      'an option whose value has spaces',
      'If it is mended: --csv "My Campaign/held.csv"; then go on',
      ['If it is mended:', '  --csv "My Campaign/held.csv";', '  then go on'],
    ],
    [
      'the last column of a table',
      'Bath  jo@e.org  doubt  lost the line',
      ['Bath  jo@e.org  doubt  lost the', '                       line'],
    ],
    [
      'a column without room',
      'Bath  jo@example.org  doubt  the connection to it was lost',
      ['Bath  jo@example.org  doubt', '    the connection to it was lost'],
    ],
    [
      'a column and its name',
      'Columns   Name → name, Address → address_1',
      ['Columns   Name → name,', '          Address → address_1'],
    ],
    ['a path', `Look into ${'/a'.repeat(30)} now`, ['Look into', `  ${'/a'.repeat(30)}`, '  now']],
    [
      'a command',
      'Then record it: npx nominate print --mark-posted',
      ['Then record it:', '  npx nominate print --mark-posted'],
    ],
  ])('go on below %s where they should', (_, line, expected) => {
    expect(wrapped(`${line}\n`, 34)).toBe(`${expected.join('\n')}\n`);
  });

  it('hold the same words, of which as many as fit, colours not counted', () => {
    const word = fc.stringMatching(/^[a-zŵ,.;]{1,12}$/u);
    const coloured = fc.tuple(word, fc.boolean()).map(([text, strong]) => (strong ? styleText('bold', text) : text));
    fc.assert(
      fc.property(fc.array(coloured, { minLength: 1 }), fc.integer({ min: 30, max: 80 }), (words, columns) => {
        const lines = wrapped(words.join(' '), columns).split('\n');
        expect(lines.map((line) => line.trim()).join(' ')).toBe(words.join(' '));
        const plain = lines.map((line) => line.replaceAll(/\u001B\[\d+m/gu, ''));
        for (const [index, line] of plain.entries()) {
          expect(line.length).toBeLessThanOrEqual(columns);
          const next = plain[index + 1]?.trim().split(' ')[0];
          if (next !== undefined) expect(line.length + 1 + next.length).toBeGreaterThan(columns);
        }
      }),
    );
  });
});

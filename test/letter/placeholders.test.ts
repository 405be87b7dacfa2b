import { describe, expect, it } from 'vitest';
import { checkVariables } from '../../src/letter/checks/check-variables.js';
import { compileTemplate } from '../../src/letter/compile.js';
import { sameForAll } from '../../src/letter/checks/same-for-all.js';
import { campaign, partialsOf, templateText } from './an-example.js';

const COLUMNS = ['branch_chair'];

/** What is told of a letter: "7:6 error placeholder: Write {{first_name}}." */
function told(
  body: string,
  frontMatter: readonly string[] = [],
  partials: Readonly<Record<string, string>> = {},
): string[] {
  const { parts, problems } = compileTemplate(
    { file: 'first.hbs', text: templateText(body, ...frontMatter) },
    partialsOf(partials),
  );
  return [...problems, ...checkVariables(parts, COLUMNS, campaign), ...sameForAll(parts, COLUMNS)].map(
    ({ file, line, column, severity, code, hint }) =>
      `${file === 'first.hbs' ? '' : `${file} `}${line ?? 0}:${column ?? 0} ${severity} ${code}: ${hint}`,
  );
}

describe('a placeholder of another system is told where it stands', () => {
  it('beside what Markdown makes of it', () => {
    expect(told('Dear <<Name>>,\n\n{{clp}}')).toContain('4:6 error placeholder: Write {{name}}.');
  });

  it.each([
    ['Dear {first_name},', '4:6 error placeholder: Write {{first_name}}.'],
    ['Dear {First Name},', '4:6 error placeholder: Write {{first_name}}.'],
    ['Dear «First_Name»,', '4:6 error placeholder: Write {{first_name}}.'],
    ['Dear *|FNAME|*,', '4:6 error placeholder: Write {{greeting}}.'],
    ['Dear %name%,', '4:6 error placeholder: Write {{name}}.'],
    ['Dear ${name},', '4:6 error placeholder: Write {{name}}.'],
    ['Dear [[name]],', '4:6 error placeholder: Write {{name}}.'],
    ['Dear {% name %},', '4:6 error placeholder: Write {{name}}.'],
    ['Dear [First Name],', '4:6 error placeholder: Write {{first_name}}.'],
    ['Ask [Branch Chair] in {{clp}}.', '4:5 error placeholder: Write {{branch_chair}}.'],
  ])('%s', (text, problem) => {
    expect(told(`${text}\n\n{{clp}}`)).toEqual([problem]);
  });

  it.each(['Dear [Editor],', 'Come to XXX, please.', 'Come at ____ o’clock.', 'Venue TBC.'])(
    '%s, as a warning',
    (text) => {
      expect(told(`${text}\n\n{{clp}}`)).toEqual([expect.stringMatching(/^4:\d+ warning placeholder: /u)]);
    },
  );

  it('in the subject, the closing, a branch, a partial, on a later line', () => {
    expect(told('{{clp}}', ['subject: "For {clp}"'])).toEqual([expect.stringMatching(/^2:15 error placeholder/u)]);
    expect(told('{{clp}}', ['closing: Yours, «Name»'])).toEqual([expect.stringMatching(/^3:17 error placeholder/u)]);
    expect(told('{{clp}}\n\n{{#if town}}One\ntwo {town}{{/if}}')).toEqual([
      expect.stringMatching(/^7:5 error placeholder: Write \{\{town\}\}/u),
    ]);
    expect(told('{{clp}} {{> part}}', [], { part: 'From {region}' })).toEqual([
      expect.stringMatching(/^partials\/part\.hbs 1:6 error placeholder/u),
    ]);
  });

  it.each(['Dear ,', 'Annwyl ,', 'Hello.\n\n  Dear  ,'])('%j greets nobody', (text) => {
    expect(told(`${text}\n\n{{clp}}`)).toEqual([
      expect.stringMatching(/error empty-greeting: Write: Dear \{\{greeting\}\},$/u),
    ]);
  });
});

it.each([
  'A rise of 5% to 10% for {{clp}}',
  '[a link](https://example.org) in {{clp}}',
  '[Cymru am byth]{lang=cy} {{clp}}',
  'He said [sic] so in {{clp}}',
  'The [2028] rules for {{clp}}',
  'Dear {{greeting}}, «bonjour à tous»',
  'f(x) = {1, 2} in {{clp}}',
  '<https://example.org/%E2%80%A6> {{clp}}',
  'TBCs and xxx from {{clp}}',
])('%j is left alone', (text) => {
  expect(told(text)).toEqual([]);
});

it('tells a letter in which nothing is of the row', () => {
  expect(told('Dear friend,\n\nVote for {{candidate.name}}.')).toEqual([
    '0:0 warning same-for-all: Greet each by name, Dear {{greeting}}, and name the CLP: {{clp}}.',
  ]);
  expect(told('{{#if (eq nation "Wales")}}Cymru{{/if}}')).toEqual([]);
});

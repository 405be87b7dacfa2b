import { describe, expect, it } from 'vitest';
import { helpers } from '../../src/letter/template/handlebars-helpers.js';
import { isTaken } from '../../src/recipients/columns/fields.js';
import { blocksOf, merged, problemsOf, templateText, textOfBlocks, toldOf, variableProblems } from './an-example.js';

function answer(question: string, row: Readonly<Record<string, string>> = {}): string {
  return textOfBlocks(blocksOf(`{{#if (${question})}}yes{{else}}no{{/if}}`, row));
}

function told(body: string, row: Readonly<Record<string, string>>): string {
  const { letter, problems } = merged(templateText(body), row);
  expect(letter).toBeNull();
  expect(problems).toHaveLength(1);
  return toldOf(problems)[0] ?? '';
}

describe('numbers', () => {
  it.each([
    ['gt members 100', '120', 'yes'],
    ['gt members 100', '100', 'no'],
    ['ge members 100', '100', 'yes'],
    ['lt members 100', '9', 'yes'],
    ['lt members 100', '1,200', 'no'],
    ['le members 1200', '1,200', 'yes'],
    ['gt members 0', '-0.5', 'no'],
    ['gt members "9"', '10', 'yes'],
    ['ge members election.seats', '6.0', 'yes'],
    ['lt (daysUntil election.nominationsClose) members', '24', 'yes'],
  ])('%s, where members is %s: %s', (question, members, expected) => {
    expect(answer(question, { members })).toBe(expected);
  });
});

describe('dates', () => {
  it.each([
    ['gt joined "2020-01-01"', '2020-01-02', 'yes'],
    ['lt joined "2020-01-01"', '2019-12-31', 'yes'],
    ['le joined today', '2028-06-01', 'yes'],
    ['ge joined election.nominationsClose', '2028-06-23', 'no'],
  ])('%s, where joined is %s: %s', (question, joined, expected) => {
    expect(answer(question, { joined })).toBe(expected);
  });
});

describe('text', () => {
  it.each([
    ['ne nation "Wales"', 'England', 'yes'],
    ['ne nation "Wales"', ' WALES', 'no'],
    ['ne nation "Wales"', '', 'yes'],
    ['ne nation 6', '6.0', 'no'],
    ['eq nation "07700"', '7700', 'no'],
  ])('%s, where nation is %j: %s', (question, nation, expected) => {
    expect(answer(question, { nation })).toBe(expected);
  });
});

describe('what cannot be put in order', () => {
  const big = '{{#if (gt members 100)}}big{{else}}small{{/if}}';

  it.each([['about 120'], ['£120'], ['32.5.2028'], ['1,20'], ['yes'], ['0x80']])(
    'is told at its cell: %s',
    (members) => {
      expect(told(big, { members })).toMatch(/^clps\.csv:7:0 error bad-value: ".*" is not a number or a date/u);
    },
  );

  it('is told where a number stands beside a date', () => {
    expect(told(big, { members: '2028-06-24' })).toContain('"2028-06-24" and "100" cannot be put in order');
  });

  it('is told where it is empty, for no would be a guess', () => {
    expect(told(big, { members: '' })).toContain(
      'error empty-field: "members" is empty, and line 4 of first.hbs compares it ("gt"). ' +
        'Fill it in, or ask first whether it is there: {{#if (and members (gt members …))}}.',
    );
  });

  it.each([
    '(and members (gt members 100))',
    '(not (or (not members) (le members 100)))',
    '(gt (default members 0) 100)',
  ])('is provided for by %s', (question) => {
    const body = `{{#if ${question}}}big{{else}}small{{/if}}`;
    const texts = ['', '12', '120'].map((members) => textOfBlocks(blocksOf(body, { members })));
    expect(texts).toEqual(['small', 'small', 'big']);
  });

  it('is told before any row is read, where the campaign or the letter says it', () => {
    for (const question of ['gt candidate.name 5', 'lt clp "many"', 'ge facts.slate 1', 'gt (upper clp) 1'])
      expect(toldOf(variableProblems(`{{#if (${question})}}x{{/if}}`))[0]).toContain('needs a number or a date');
  });

  it('is not printed', () => {
    expect(toldOf(problemsOf(templateText('{{ge clp 5}}')))[0]).toContain('answer-printed');
  });
});

describe('signs of other languages', () => {
  it.each([
    ['{{#if a == "b c"}}x{{/if}}', '==', '(eq a "b c")'],
    ['{{#if a=="b"}}x{{/if}}', '==', '(eq a "b")'],
    ['{{#if a === b}}x{{/if}}', '===', '(eq a b)'],
    ['{{#if a = "b"}}x{{/if}}', '=', '(eq a "b")'],
    ["{{#if a != 'b'}}x{{/if}}", '!=', "(ne a 'b')"],
    ['{{#if a <> b}}x{{/if}}', '<>', '(ne a b)'],
    ['{{#if facts.a > 5}}x{{/if}}', '>', '(gt facts.a 5)'],
    ['{{#unless a >= 5}}x{{/unless}}', '>=', '(ge a 5)'],
    ['{{#if a}}x{{else if a < 5}}y{{/if}}', '<', '(lt a 5)'],
    ['{{#if (and a (b <= 5))}}x{{/if}}', '<=', '(le b 5)'],
    ['{{#if a && b}}x{{/if}}', '&&', '(and a b)'],
    ['{{#if a || b}}x{{/if}}', '||', '(or a b)'],
    ['{{#if !a}}x{{/if}}', '!', '(not a)'],
    ['{{#if a and b}}x{{/if}}', 'and', '(and a b)'],
    ['{{#if a is "b"}}x{{/if}}', 'is', '(eq a "b")'],
  ])('%s', (body, sign, instead) => {
    expect(toldOf(problemsOf(templateText(body))).map((one) => one.replace(/^first\.hbs:4:[-\d]+ /u, ''))).toEqual([
      `error operator: Handlebars has no "${sign}" between braces: a helper asks that. Write {{#if ${instead}}}.`,
    ]);
  });

  it('are looked for in the line that Handlebars cannot read, and between braces', () => {
    const [first] = problemsOf(templateText('a == b\n\n{{#if x}}{{#if c != "d"}}y{{/if}}{{/if}}'));
    expect(first).toMatchObject({ line: 6, hint: 'Write {{#if (ne c "d")}}.' });
    expect(problemsOf(templateText('one == two > three && {{clp}} = four'))).toEqual([]);
  });

  it.each([
    ['{{#eq a "b"}}x{{/eq}}', 'Write {{#if (eq a "b")}}…{{/if}}.'],
    ['{{#if eq a "b"}}x{{/if}}', 'Put the helper into parentheses: {{#if (eq a "b")}}.'],
    ['{{#unless not a}}x{{/unless}}', 'Put the helper into parentheses: {{#unless (not a)}}.'],
    ['{{#if a constructor b}}x{{/if}}', 'To ask two things, write {{#if (and one other)}}'],
  ])('helpers without their parentheses: %s', (body, hint) => {
    expect(toldOf(problemsOf(templateText(body)))[0]).toContain(hint);
  });
});

it('no column of a list may have the name of a helper', () => {
  const names = Object.keys(helpers).filter((name) => name === name.toLowerCase());
  expect(names.filter((name) => !isTaken(name))).toEqual([]);
});

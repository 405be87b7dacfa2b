import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../src/letter/compile.js';
import { compiled, partialsOf, problemsOf, templateText, toldOf } from './an-example.js';

function only(text: string, partials = partialsOf({})): string {
  const told = toldOf(problemsOf(text, partials));
  expect(told).toHaveLength(1);
  return told[0] ?? '';
}

describe('the name of a template', () => {
  it('is the same for every language version', () => {
    const template = compiled(templateText('Hi'), partialsOf({}), 'templates/reminder.CY.hbs');
    expect([template.name, template.language]).toEqual(['reminder', 'cy']);
  });

  it('leaves the language open where neither file nor front matter says it', () => {
    expect(compiled(templateText('Hi')).language).toBeNull();
  });

  it('must not contradict the front matter', () => {
    const { problems } = compileTemplate({ file: 'a.cy.hbs', text: templateText('Hi', 'language: en-GB') }, new Map());
    expect(problems.map(({ code }) => code)).toEqual(['two-languages']);
  });
});

describe('front matter', () => {
  it('must stand at the very start', () => {
    expect(only('Dear you')).toContain('first.hbs:1:1 error no-front-matter');
  });

  it('must have a subject', () => {
    expect(only('---\nlanguage: en-GB\n---\nHi')).toContain('first.hbs:2:1 error missing-key: subject is missing.');
  });

  it('suggests the key that was probably meant, and does not call it missing as well', () => {
    expect(only('---\nsubjct: Hello\n---\nHi')).toMatch(
      /^first\.hbs:2:1 error unknown-key: subjct .*Did you mean subject\?/u,
    );
    expect(only(templateText('Hi', 'atach: [letter.pdf]'))).toMatch(
      /^first\.hbs:3:1 error unknown-key: atach .*Did you mean attach\?/u,
    );
  });

  it('is told with line and column inside a list', () => {
    expect(only(templateText('Hi', 'letterhead: [sender, dates]'))).toContain(
      'first.hbs:3:22 error invalid-value: letterhead (item 2) must be sender, recipient or date',
    );
  });

  it('says what to do about braces without quotation marks', () => {
    const [first = ''] = toldOf(problemsOf('---\nsubject: {{clp}} and more\n---\nHi'));
    expect(first).toMatch(/^first\.hbs:2:\d+ error yaml.*quotation marks/u);
  });

  it('tells all its mistakes at once', () => {
    const codes = problemsOf('---\nlanguage: "not a tag"\nsubjekt: x\nsignature: y\n---\n{{#with x}}{{/with}}').map(
      ({ line, code }) => `${line ?? 0} ${code}`,
    );
    expect(codes).toEqual(['2 invalid-value', '3 unknown-key', '6 unknown-block']);
  });

  it('has no date that is no day', () => {
    expect(only(templateText('Hi', 'date: 2028-02-30'))).toContain('first.hbs:3:1 error invalid-value: date is no day');
  });

  it('has each key once', () => {
    expect(only(templateText('Hi', 'date: a', 'date: b'))).toContain('Take one of the two lines out.');
  });

  it('has no signature without a closing', () => {
    expect(only(templateText('Hi', 'signature: Jo'))).toContain('first.hbs:3:12 error front-matter');
  });

  it('knows where Handlebars in it stands', () => {
    expect(only('---\nlanguage: en-GB\nsubject: "For {{nope x}}"\n---\nHi')).toContain(
      'first.hbs:3:15 error unknown-helper',
    );
  });
});

describe('Handlebars', () => {
  it.each([
    ['{{{clp}}}', '4:1 error raw-output'],
    ['a {{&clp}}', '4:3 error raw-output'],
    ['{{#with x}}a{{/with}}', '4:1 error unknown-block'],
    ['{{log "x"}}', '4:1 error unknown-helper'],
    ['{{lookup a b}}', '4:1 error unknown-helper'],
    ['{{uper clp}}', 'Did you mean "upper"?'],
    ['{{upper}} {{upper a b}}', '4:11 error wrong-arguments: "upper" takes 1 argument, and here are 2.'],
    ['{{eq a b}}', '4:1 error answer-printed'],
    ['{{date a format="long"}}', '4:10 error named-argument'],
    ['{{#if a b}}x{{/if}}', '4:1 error wrong-arguments'],
    ['{{> (dynamic)}}', '4:1 error dynamic-partial'],
    ['{{> nope}}', '4:1 error unknown-partial'],
    ['{{#*inline "x"}}a{{/inline}}', '4:1 error not-supported'],
    ['{{#> x}}a{{/x}}', '4:1 error not-supported'],
    ['one\n\n{{#if a}}\ntwo', 'error template-syntax'],
    ['one\n{{#if a}}x{{/each}}', '5:- error template-syntax: {{#if}} is closed by {{/each}}.'],
  ])('%s is refused', (body, told) => {
    expect(only(templateText(body))).toContain(told);
  });

  it('is refused in the partial where it stands', () => {
    expect(only(templateText('{{> sign-off}}'), partialsOf({ 'sign-off': 'Yours\n\n{{{name}}}' }))).toContain(
      'partials/sign-off.hbs:3:1 error raw-output',
    );
  });

  it('refuses a partial that contains itself', () => {
    expect(only(templateText('{{> a}}'), partialsOf({ a: '{{> b}}', b: 'x {{> a}}' }))).toContain(
      'partials/b.hbs:1:3 error endless-partial',
    );
  });
});

describe('Markdown that a letter cannot show', () => {
  it.each([
    ['    indented', 'code-in-letter'],
    ['```\nx\n```', 'code-in-letter'],
    ['a `b`', 'code-in-letter'],
    ['<b>x</b>', 'html-in-letter'],
    ['a <!-- b -->', 'html-in-letter'],
    ['[a][b]\n\n[b]: https://example.org', 'reference-in-letter'],
    ['| a | b |\n|---|:-:|\n| 1 | 2 |', 'table-in-letter'],
    ['[a](https://example.org "b")', 'title-in-letter'],
    ['![a](b.png "c")', 'title-in-letter'],
    ['#### four', 'heading-too-deep'],
    ['a ![b](c.png) d', 'image-in-text'],
    ['![](c.png)', 'image-without-text'],
    ['![b](https://example.org/c.png)', 'image-elsewhere'],
    ['[a](javascript:alert)', 'link-target'],
    ['[a](page.html)', 'link-target'],
    ['a \uE000', 'private-character'],
    ['a &#xE000;', 'private-character'],
  ])('%s is an error', (body, code) => {
    expect(problemsOf(templateText(body)).map((problem) => problem.code)).toContain(code);
  });

  it('is told with the line of the template, whatever blocks came before it', () => {
    const body =
      'One {{clp}}\n\n{{#if name}}\nTwo\n\n{{/if}}\n{{#each facts.slate}}\n- {{this}}\n{{/each}}\n\nThree *and* `four`';
    expect(toldOf(problemsOf(templateText(body))).map((told) => told.slice(0, 40))).toEqual([
      'first.hbs:14:13 error code-in-letter: `f',
    ]);
  });

  it('is found in branches, whether they are taken or not', () => {
    expect(only(templateText('{{#if name}}\n`yes`\n{{else}}\n`no`\n{{/if}}').replace('`no`', 'no'))).toContain(
      'first.hbs:5:1 error code-in-letter',
    );
    expect(only(templateText('{{#if name}}\nyes\n{{else}}\n`no`\n{{/if}}'))).toContain(
      'first.hbs:7:1 error code-in-letter',
    );
  });

  it('is told in the partial where it stands', () => {
    expect(only(templateText('One\n\n{{> two}}\n'), partialsOf({ two: 'Two\n\nThree `x`\n' }))).toContain(
      'partials/two.hbs:3:7 error code-in-letter',
    );
  });

  it('has its own column in a partial that is indented', () => {
    expect(only(templateText('- One\n\n  {{> two}}\n'), partialsOf({ two: 'Two\n\nThree `x`\n' }))).toContain(
      'partials/two.hbs:3:7 error code-in-letter',
    );
  });

  it('has the same place with line ends of Windows', () => {
    expect(only(templateText('One\n\n`x`').replaceAll('\n', '\r\n'))).toContain('first.hbs:6:1 error code-in-letter');
  });
});

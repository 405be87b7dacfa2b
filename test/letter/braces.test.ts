import { describe, expect, it } from 'vitest';
import { checkVariables } from '../../src/letter/checks/check-variables.js';
import { compileTemplate } from '../../src/letter/compile.js';
import { campaign, partialsOf, templateText } from './an-example.js';

/** What is told of a body, for a list that has a column "Branch chair". */
function told(body: string): readonly string[] {
  const source = { file: 'first.hbs', text: templateText(body) };
  const { parts, problems } = compileTemplate(source, partialsOf({ hello: 'Hello' }));
  return [...problems, ...checkVariables(parts, ['branch_chair'], campaign)].map(
    ({ line, column, severity, code, hint }) => `${line ?? 0}:${column ?? 0} ${severity} ${code}: ${hint}`,
  );
}

describe('what is meant by braces is told', () => {
  it.each([
    ['{{"Branch chair"}}', '4:1 error text-in-braces: Write {{branch_chair}}, or the words without the braces.'],
    ["{{'branch Chair'}}", '4:1 error text-in-braces: Write {{branch_chair}}, or the words without the braces.'],
    ['{{"Yours in hope"}}', '4:1 error text-in-braces: Write the words without the braces.'],
    ['{{12}}', '4:1 error text-in-braces: Write the words without the braces.'],
    ['{{"Hello" name}}', '4:1 error text-in-braces: Write text outside of the braces: Hello {{name}}.'],
    ['{{12 clp}}', '4:1 error text-in-braces: Write text outside of the braces: 12 {{clp}}.'],
    ['{{first name}}', '4:1 error unknown-helper: Write {{first_name}}.'],
    ['{{Branch chair}}', /^4:1 error unknown-helper: .*For a column "Branch chair", write \{\{branch_chair\}\}\.$/u],
    ['{{ordnal 24}}', '4:1 error unknown-helper: Did you mean "ordinal"?'],
    ['{{default town “your town”}}', '4:16 error curly-quotes: Type straight ones: {{default town "your town"}}.'],
    ['One\n{{date today ‘long’}}', "5:14 error curly-quotes: Type straight ones: {{date today 'long'}}."],
    ['{{> a/hello}}', '4:1 error unknown-partial: Did you mean {{> hello}}?'],
    ['{{> hello.hbs}}', '4:1 error unknown-partial: Did you mean {{> hello}}?'],
    [
      '{{> partials/bye}}',
      /^4:1 error unknown-partial: Make the file templates\/partials\/bye\.hbs and write \{\{> bye\}\}/u,
    ],
  ])('%j', (body, problem) => {
    expect(told(body)).toEqual([typeof problem === 'string' ? problem : expect.stringMatching(problem)]);
  });

  it('but curly ones in text between straight ones are text', () => {
    expect(told('{{default town "the “old” town"}} of {{clp}}’s “members”')).toEqual([]);
  });
});

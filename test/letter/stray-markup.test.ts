import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../src/letter/compile.js';
import { partialsOf, problemsOf, templateText } from './an-example.js';

/** What is told of a body: "4:1 stray-markup: Write it so." All of it must be a warning. */
function told(body: string, frontMatter: readonly string[] = [], partials = partialsOf({})): readonly string[] {
  return problemsOf(templateText(body, ...frontMatter), partials).map(
    ({ file, line, column, severity, code, hint }) =>
      `${file === 'first.hbs' ? '' : `${file} `}${line ?? 0}:${column ?? 0} ${severity === 'warning' ? '' : severity}${code}: ${hint}`,
  );
}

describe('markup that did not take is told where it stands, with what to write', () => {
  it.each([
    ['I ask ** you all ** now.', '4:7 stray-markup: Write it without the spaces inside: **you all**.'],
    ['I ask __ you all __ now.', '4:7 stray-markup: Write it without the spaces inside: **you all**.'],
    ['I ask **you all ** now.', '4:7 stray-markup: Write it without the spaces inside: **you all**.'],
    ['I ask ** {{clp}}** now.', '4:7 stray-markup: Write it without the spaces inside: **{{…}}**.'],
    ['**Note:**Please read.', '4:1 stray-markup: Put a space after it: **Note:** …'],
    ['**Note:**{{clp}} may.', '4:1 stray-markup: Put a space after it: **Note:** …'],
    ['See the**(new)** rules.', '4:8 stray-markup: Put a space before it: … **(new)**'],
    ['I ask **you all now.', /^4:7 stray-markup: Write \*\*strong\*\*/u],
    ['I ask you all** now.', /^4:14 stray-markup: Write \*\*strong\*\*/u],
    ['I ask *you * now.', '4:7 stray-markup: Write it without the spaces inside: *you*.'],
    ['I ask _ you _ now.', '4:7 stray-markup: Write it without the spaces inside: *you*.'],
    ['See [my site] (https://example.org).', /^4:5 stray-markup: .* \[my site\]\(https:\/\/example\.org\)\.$/u],
    ['See [my site] ({{candidate.website}}).', /^4:5 stray-markup: .* \[my site\]\(\{\{…\}\}\)\.$/u],
    ['See (my site)[https://example.org].', /^4:5 stray-markup: .* \[my site\]\(https:\/\/example\.org\)\.$/u],
    ['See [my site](https://example.org/a b).', /^4:5 stray-markup: Write a link like/u],
    ['See [my site](https://example.org', /^4:5 stray-markup: Write a link like/u],
    ['See [my site][1] now.', /^4:5 stray-markup: Write the address itself/u],
    ['See [](https://example.org/a) now.', /^4:5 stray-markup: .*\[my website\]\(https:\/\/example\.org\/a\)\.$/u],
    ['It is ~~old~~ new.', /^4:7 stray-markup: A letter strikes nothing out/u],
    ['It is ==new== now.', /^4:7 stray-markup: Write \*\*strong/u],
    ['It is so.[^1] Really.', /^4:10 stray-markup: A letter has no footnotes/u],
    ['- [ ] Nominate me', /^4:3 stray-markup: A letter has no boxes/u],
    ['- [x] Nominate me', /^4:3 stray-markup: A letter has no boxes/u],
    ['It is [b]new[/b].', /^4:7 stray-markup: Write \*\*strong/u],
    ['Make it x^2 now.', '4:10 stray-markup: Write a second ^ after what is raised: ^2^.'],
    ['On the 21^st of May.', '4:10 stray-markup: Write a second ^ after what is raised: ^st^.'],
    ['#Heading', '4:1 stray-markup: Put a space after it: # Heading.'],
    ['##What I stand for', '4:1 stray-markup: Put a space after it: ## Heading.'],
    ['*x and so on', /^4:1 stray-markup: For a list, put a space after it/u],
    ['1)One thing', '4:1 stray-markup: Put a space after it: 1) …'],
    ['2.Another thing', '4:1 stray-markup: Put a space after it: 2. …'],
    ['Look at https://example.org/a.', /^4:9 stray-markup: Write <https:\/\/example\.org\/a>/u],
    ['Look at http://example.org/{{clp}}.', /^4:9 stray-markup: Write <http:\/\/example\.org\/\{\{…\}\}>/u],
    ['Look at www.example.org.', /^4:9 stray-markup: Write \[www\.example\.org\]\(https:\/\/www\.example\.org\)/u],
    ['Look at http:// example.org', /^4:9 stray-markup: Write an address without spaces/u],
    ['Dear Jo,\\n\\nI write.', /^4:9 stray-markup: Begin a new line/u],
  ])('%j', (body, problem) => {
    expect(told(`${body}\n`)[0]).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
  });

  it('once only, though two forms fit', () => {
    for (const body of ['I ask ** you all ** now.', 'See [my site] (https://example.org).', '**Note:**Please read.'])
      expect(told(body)).toHaveLength(1);
  });

  it('in every branch, in lists and quotations, in partials', () => {
    expect(told('{{#if clp}}A ** b ** c{{else}}D ~~e~~ f{{/if}}')).toEqual([
      expect.stringMatching(/^4:14 stray-markup/u),
      expect.stringMatching(/^4:33 stray-markup/u),
    ]);
    expect(told('- one\n- two ~~three~~\n\n> Said:\n> it is ~~so~~.')).toEqual([
      expect.stringMatching(/^5:7 stray-markup/u),
      expect.stringMatching(/^8:9 stray-markup/u),
    ]);
    expect(told('{{> part}}', [], partialsOf({ part: 'One\n\nTwo ~~three~~' }))).toEqual([
      expect.stringMatching(/^partials\/part\.hbs 3:5 stray-markup/u),
    ]);
  });

  it.each([
    ['subject: "**Urgent**: {{clp}}"', /^2:11 stray-markup: Leave the signs out/u],
    ['subject: "See [this](https://example.org)"', /^2:15 /u],
    ['subject: "The 21^st^ century"', /^2:17 /u],
    ['subject: "Rock &amp; roll"', /^2:16 /u],
    ['closing: "*Yours*"', /^3:11 /u],
  ])('in front matter, which is plain text: %s', (line, problem) => {
    expect(told('{{clp}}', [line])).toEqual([expect.stringMatching(problem)]);
  });
});

describe('lines that Markdown joins are told', () => {
  it.each([
    ['• one\n• two', /^4:1 joined-lines: Begin each line of a list with - and a space\.$/u],
    ['Three things:\n• one\n• two', /^5:1 joined-lines/u],
    ['– one\n– two', /^4:1 joined-lines/u],
    ['-one\n-two', /^4:1 joined-lines/u],
    ['(a) first\n(b) second', /^4:1 joined-lines/u],
    ['Three things:\n2. one\n3. two', /^5:1 joined-lines/u],
    ['| a | b |\n| 1 | 2 |', /^4:1 joined-lines: Write a list instead/u],
    ['| a | b |', /^4:1 joined-lines: Write a list instead/u],
    ['Day\tTime\nMonday\tNoon', /^4:1 joined-lines: Write a list instead/u],
    ['Siân Prydderch\n1 Heol y Bont\nLlangefni', /^5:1 joined-lines: End the first with a backslash/u],
    ['Best wishes,\nSiân', /^5:1 joined-lines: End the first with a backslash/u],
    ['Yours sincerely\n{{candidate.name}}', /^5:1 joined-lines/u],
    ['Dear {{greeting}},\nI write to you today about something that matters.', /^5:1 joined-lines/u],
    ['When: Monday\nWhere: the town hall', /^5:1 joined-lines/u],
    ['Thank you!\nSiân', /^5:1 joined-lines/u],
    ['Call me\n07700 900123', /^5:1 joined-lines/u],
    ['> Siân Prydderch\n> Cardiff', /^5:3 joined-lines/u],
    ['- one thing.\n- another.\nI hope that you agree with both of them.', /^6:1 joined-lines: Put an empty line/u],
    ['Thank you for reading this.\n---', /^4:1 joined-lines: Put an empty line between the two/u],
  ])('%j', (body, problem) => {
    expect(told(body)).toEqual([expect.stringMatching(problem)]);
  });

  it.each([
    'Siân Prydderch\\\n1 Heol y Bont  \nLlangefni',
    'I am standing again, and I am writing to ask\nMembers in your constituency to nominate me.',
    'Thank you for reading.\nI hope that your members will consider nominating me this year.',
    '- one\n- two',
    '1. one\n2. two',
    '- an item that goes on\n  over two lines of the file',
    'A heading\n---',
    'When I was young\nand easy under the apple boughs',
  ])('%j is left alone', (body) => {
    expect(told(body)).toEqual([]);
  });
});

it.each([
  '3 * 4 and 2**3 and 5 * 6 * 7',
  'snake_case and a__b and Ring 01_02',
  'R&D, 50 %, a 5% rise, ~50 people',
  'The 24^th^ of May, CO^2^ and H~2~O',
  'He [the minister] said [1] so (in brackets), and [sic]',
  '“As I wrote [1], so it is” [2].',
  'well-known, 2015–16, a – b, a--b',
  'Join us for dinner*.\n\n\\*Subject to numbers.',
  '#NEC2028 is what we write under.',
  'See <https://example.org> or [here](https://example.org), or write to <sian@example.org>.',
  '**{{clp}}** and *{{clp}}*, __both__ and _all_',
  '\\*\\*not strong\\*\\* and \\~~ so',
  'Cardiff | Caerdydd',
  'At 3.30 on 1.5., or 7.30pm; No. 10; 2.5 %',
  'f**k and s***',
  '{{#if clp}}One.{{/if}} Two.',
  'https is a word, and so is www',
])('%j is left alone', (body) => {
  expect(told(body)).toEqual([]);
});

it('the letters that ship with nominate have none', () => {
  for (const file of readdirSync('templates').filter((name) => name.endsWith('.hbs')))
    expect(compileTemplate({ file, text: readFileSync(`templates/${file}`, 'utf8') }, new Map()).problems).toEqual([]);
});

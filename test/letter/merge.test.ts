import { describe, expect, it } from 'vitest';
import { mergeLetter } from '../../src/letter/merge.js';
import {
  blocksOf,
  campaign,
  compiled,
  merged,
  partialsOf,
  placeInRow,
  rowOf,
  templateText,
  textOfBlocks,
  toldOf,
} from './an-example.js';

const plain = { strong: false, emphasis: false, superscript: false };

function bodyText(body: string, columns: Readonly<Record<string, string>> = {}): string {
  return textOfBlocks(blocksOf(body, columns));
}

function only(body: string, columns: Readonly<Record<string, string>> = {}, ...frontMatter: string[]): string {
  const { letter, problems } = merged(templateText(body, ...frontMatter), columns);
  expect(letter).toBeNull();
  expect(problems).toHaveLength(1);
  return toldOf(problems)[0] ?? '';
}

describe('a merged letter', () => {
  it('is blocks and runs', () => {
    const body =
      '# One *{{name}}*\n\nTwo  \n**three** _four_ 5^th^\nsix [{{name}}](https://example.org/a)\n\n- a\n- b\n\n3. c\n\n> d\n\n![e](f.png)\n\n---\n';
    expect(blocksOf(body, { name: 'Jo' })).toEqual([
      {
        kind: 'heading',
        level: 1,
        runs: [
          { kind: 'text', ...plain, text: 'One ' },
          { kind: 'text', ...plain, emphasis: true, text: 'Jo' },
        ],
      },
      {
        kind: 'paragraph',
        runs: [
          { kind: 'text', ...plain, text: 'Two' },
          { kind: 'break' },
          { kind: 'text', ...plain, strong: true, text: 'three' },
          { kind: 'text', ...plain, text: ' ' },
          { kind: 'text', ...plain, emphasis: true, text: 'four' },
          { kind: 'text', ...plain, text: ' 5' },
          { kind: 'text', ...plain, superscript: true, text: 'th' },
          { kind: 'text', ...plain, text: ' six ' },
          { kind: 'link', href: 'https://example.org/a', runs: [{ kind: 'text', ...plain, text: 'Jo' }] },
        ],
      },
      {
        kind: 'list',
        start: null,
        items: [
          [{ kind: 'paragraph', runs: [{ kind: 'text', ...plain, text: 'a' }] }],
          [{ kind: 'paragraph', runs: [{ kind: 'text', ...plain, text: 'b' }] }],
        ],
      },
      { kind: 'list', start: 3, items: [[{ kind: 'paragraph', runs: [{ kind: 'text', ...plain, text: 'c' }] }]] },
      { kind: 'quotation', blocks: [{ kind: 'paragraph', runs: [{ kind: 'text', ...plain, text: 'd' }] }] },
      { kind: 'image', source: 'f.png', alternative: 'e' },
      { kind: 'rule' },
    ]);
  });

  it('takes the branches of its own row, from one template', () => {
    const template = compiled(
      templateText('{{#if (eq nation "Wales")}}ours{{else if name}}{{name}}{{else}}theirs{{/if}}'),
    );
    const texts = [
      { nation: 'WALES' },
      { nation: 'England', name: 'Jo' },
      { nation: 'England' },
      { nation: 'Wales' },
    ].map((columns) =>
      textOfBlocks(
        mergeLetter(template, rowOf(columns), { campaign, today: '2028-06-01', placeOf: placeInRow }).letter?.blocks ??
          [],
      ),
    );
    expect(texts).toEqual(['ours', 'Jo', 'theirs', 'ours']);
  });

  it('repeats what stands in {{#each}}, with its counters and what is outside of it', () => {
    expect(
      bodyText(
        '{{#each facts.people as |person|}}{{@index}} {{person.name}} of {{../clp}}{{#unless @last}}; {{/unless}}{{/each}}',
        { clp: 'Bala' },
      ),
    ).toBe('0 Ann of Bala; 1 Bob of Bala');
    expect(bodyText('{{#each facts.slate}}\n- {{this}}\n{{/each}}')).toBe('Ann\nBob\nCai');
  });

  it('holds the partials where they stand', () => {
    const template = compiled(templateText('One\n\n{{> two}}\n\nThree'), partialsOf({ two: 'Two {{name}}\n' }));
    const { letter } = mergeLetter(template, rowOf({ name: 'Jo' }), {
      campaign,
      today: '2028-06-01',
      placeOf: placeInRow,
    });
    expect(textOfBlocks(letter?.blocks ?? [])).toBe('One\nTwo Jo\nThree');
  });

  it('indents a partial as far as its tag, so that it can stand in a list', () => {
    const template = compiled(templateText('- One\n\n  {{> two}}\n- Three'), partialsOf({ two: 'Two\n\nstill two\n' }));
    const { letter } = mergeLetter(template, rowOf({}), { campaign, today: '2028-06-01', placeOf: placeInRow });
    expect(letter?.blocks).toMatchObject([{ kind: 'list', items: [{ length: 3 }, { length: 1 }] }]);
  });

  it('has the very same object for a block that is alike in all letters', () => {
    const template = compiled(templateText('Same **for** all\n\n{{name}}'));
    const [first, second] = ['Jo', 'Al'].map(
      (name) =>
        mergeLetter(template, rowOf({ name }), { campaign, today: '2028-06-01', placeOf: placeInRow }).letter?.blocks,
    );
    expect(first?.[0]).toBe(second?.[0]);
    expect(first?.[1]).not.toEqual(second?.[1]);
  });

  it('carries subject, author, language and attachments', () => {
    const { letter } = merged(
      templateText('Hi', 'subject: "To {{clp}} & <all>"', 'attach: [letter.pdf, leaflet.pdf]'),
      { clp: 'Ynys *Môn*' },
    );
    expect(letter).toMatchObject({
      subject: 'To Ynys *Môn* & <all>',
      author: 'Siân Prys',
      language: 'en-GB',
      attach: ['letter.pdf', 'leaflet.pdf'],
    });
  });

  it('keeps character references of the template, and only those', () => {
    expect(bodyText('&amp; &eacute; {{name}}', { name: '&amp; &#x27;' })).toBe('& é &amp; &#x27;');
  });

  it('writes no mark where a value closes up with the text beside it', () => {
    expect(blocksOf('x{{name}}y', { name: 'Jo' })).toEqual([
      { kind: 'paragraph', runs: [{ kind: 'text', ...plain, text: 'xJoy' }] },
    ]);
  });

  it('breaks the line where a value does', () => {
    expect(blocksOf('{{town}}', { town: 'a\r\nb' })).toEqual([
      {
        kind: 'paragraph',
        runs: [{ kind: 'text', ...plain, text: 'a' }, { kind: 'break' }, { kind: 'text', ...plain, text: 'b' }],
      },
    ]);
  });

  it('can print as many values as there are marks, and says so beyond', () => {
    const row = Array.from({ length: 801 }, () => '{{#each facts.slate}}{{this}}{{/each}}').join('');
    expect(bodyText(row)).toHaveLength(801 * 9);
    const tooMany = Array.from({ length: 2134 }, () => '{{#each facts.slate}}{{this}}{{/each}}').join('');
    expect(only(tooMany)).toContain('error too-many-values: The letter prints 6402 values, and can print 6400.');
  });

  it('closes up the spaces that a branch leaves behind', () => {
    expect(bodyText('a {{#if town}}x{{/if}} b\u00a0 c')).toBe('a b\u00a0 c');
  });

  it('is an error where nothing is left of it', () => {
    expect(only('{{#if town}}x{{/if}}')).toContain('first.hbs:-:- error empty-letter');
  });

  it('shows a column in place of a helper of the same name', () => {
    expect(bodyText('{{date}}', { date: 'Monday' })).toBe('Monday');
  });
});

describe('an empty value', () => {
  it('is an error at its cell, which names variable and line', () => {
    expect(only('One\n{{town}}', { town: '' })).toMatch(
      /^clps\.csv:7:3 error empty-field: "town" is empty, and line 5 of first\.hbs prints it\./u,
    );
  });

  it('of only spaces is empty, too', () => {
    expect(only('{{town}}', { town: ' \u00a0' })).toContain('empty-field');
  });

  it('is told once, and beside others', () => {
    const { problems } = merged(templateText('{{town}}\n{{town}} {{upper nation}}', 'subject: "{{town}}"'), {});
    expect(problems.map(({ code, column }) => `${code} ${column ?? 0}`)).toEqual(['empty-field 3', 'empty-field 4']);
  });

  it.each([
    '{{default town "your town"}}',
    '{{#if town}}{{town}}{{else}}your town{{/if}}',
    '{{default (upper town) "your town"}}',
    'your town{{default town ""}}',
  ])('is provided for by %s', (body) => {
    for (const town of ['', ' ']) expect(bodyText(body, { town })).toBe('your town');
  });

  it('leaves no empty block behind', () => {
    expect(blocksOf('{{default town ""}}\n\n{{#if town}}{{town}}{{/if}}\n\nEnd')).toHaveLength(1);
  });
});

describe('helpers', () => {
  it.each([
    ['{{date election.nominationsClose}}', '24\u00a0June 2028'],
    ['{{date election.nominationsClose "full"}}', 'Saturday 24\u00a0June 2028'],
    ['{{date election.nominationsClose "day-month"}}', '24\u00a0June'],
    ['{{words election.seats}}', 'six'],
    ['{{ordinal 22}}', '22nd'],
    ['{{list facts.slate}}', 'Ann, Bob and Cai'],
    ['{{upper "ŵy"}}', 'ŴY'],
    ['{{daysUntil election.nominationsClose}}', '23'],
    ['{{#if (and name town)}}both{{else}}not both{{/if}}', 'not both'],
    ['{{#if (or name town)}}one{{/if}}', 'one'],
    ['{{#if (not town)}}none{{/if}}', 'none'],
    ['{{#unless town}}none{{/unless}}', 'none'],
    ['{{#if (eq election.seats 6)}}six{{/if}}', 'six'],
  ])('%s gives %s', (body, text) => {
    expect(bodyText(body, { name: 'Jo' })).toBe(text);
  });

  it('raise the ending of an ordinal, and lose the mark in the subject', () => {
    const raised = [
      { kind: 'text', ...plain, text: 'by 24' },
      { kind: 'text', ...plain, superscript: true, text: 'th' },
      { kind: 'text', ...plain, text: '\u00a0June' },
    ];
    expect(blocksOf('by {{date election.nominationsClose "ordinal"}}')).toEqual([{ kind: 'paragraph', runs: raised }]);
    expect(
      merged(templateText('x', `subject: 'by {{date election.nominationsClose "ordinal"}}'`)).letter?.subject,
    ).toBe('by 24th June');
  });

  it('follow the language of the letter', () => {
    expect(
      textOfBlocks(
        blocksOf(
          '{{date election.nominationsClose "ordinal"}}, {{words election.seats}}, {{greeting}}',
          {},
          'language: cy',
        ),
      ),
    ).toBe('24\u00a0Mehefin, chwech, Gyfaill');
  });

  it('refuse what the row holds, at its cell', () => {
    expect(only('{{date town}}', { town: '1 June' })).toMatch(
      /^clps\.csv:7:3 error bad-value: "1 June" is not a date like 2028-06-24/u,
    );
    expect(only('{{words town}}', { town: '1.5' })).toContain('clps.csv:7:3 error bad-value');
    expect(only('{{date town}}', { town: '2028-02-30' })).toContain('bad-value');
  });

  it('count no days to what has passed', () => {
    const { problems } = merged(templateText('{{daysUntil election.nominationsClose}}'), {}, '2028-06-25');
    expect(toldOf(problems)[0]).toContain('first.hbs:4:1 error bad-value: 24 June 2028 has passed');
    expect(merged(templateText('{{daysUntil election.nominationsClose}}'), {}, '2028-06-24').letter).not.toBeNull();
  });
});

describe('links', () => {
  function href(target: string, columns: Readonly<Record<string, string>> = {}): unknown {
    const [block] = blocksOf(`[x](${target})`, columns);
    return block?.kind === 'paragraph' && block.runs[0]?.kind === 'link' ? block.runs[0].href : null;
  }

  it('percent-encode what comes from the row', () => {
    expect(href('https://example.org/?clp={{clp}}', { clp: 'a&b=c/é "' })).toBe(
      'https://example.org/?clp=a%26b%3Dc%2F%C3%A9%20%22',
    );
    expect(href('mailto:me@example.org?subject={{clp}}', { clp: 'a&bcc=x@example.org' })).toBe(
      'mailto:me@example.org?subject=a%26bcc%3Dx%40example.org',
    );
  });

  it('take a whole address from the campaign', () => {
    expect(href('{{candidate.website}}')).toBe('https://example.org/sian');
    expect(href('mailto:{{candidate.email}}')).toBe('mailto:sian@example.org');
    expect(href('{{default facts.blank candidate.website}}')).toBe('https://example.org/sian');
  });

  it.each([
    '[x]({{clp}})',
    '[x](https://{{clp}}/)',
    '[x](https://example.org{{clp}})',
    '[x]({{default clp "https://example.org"}})',
  ])('let no row decide where they lead: %s', (body) => {
    expect(only(body, { clp: 'https://example.com/' })).toMatch(/^first\.hbs:4:1 error link-target/u);
  });

  it('refuse other schemes, from the campaign too', () => {
    expect(only('[x]({{facts.wrong}})')).toContain('link-target: "javascript:alert(1)" is not an address');
  });

  it('let no row choose a picture', () => {
    expect(only('![x]({{clp}})', { clp: 'secret.png' })).toContain('image-from-list');
    expect(blocksOf('![{{clp}}]({{facts.picture}})', { clp: 'Bala' })).toEqual([
      { kind: 'image', source: 'me.png', alternative: 'Bala' },
    ]);
  });
});

describe('a subject', () => {
  it.each(['a\nb', 'a\r\nBcc: x@example.org', 'a\u2028b', 'a\0'])(
    'takes no line end or control character: %j',
    (town) => {
      expect(only('Hi', { town }, 'subject: "To {{town}}"')).toMatch(/^clps\.csv:7:3 error line-break/u);
    },
  );

  it('is never empty', () => {
    expect(only('Hi', {}, 'subject: "{{default town \'\'}}"')).toContain('empty-subject');
  });
});

describe('the letterhead', () => {
  it('has the blocks that the template asks for, in its order', () => {
    const template = compiled(templateText('Hi', 'letterhead: [date, sender, recipient]'));
    const row = { ...rowOf({ name: 'Jo Bell' }), postalAddress: ['1 High St', 'BALA'] };
    const { letter } = mergeLetter(template, row, { campaign, today: '2028-06-01', placeOf: placeInRow });
    expect(letter?.blocks.slice(0, 3)).toEqual([
      { kind: 'date', text: '1 June 2028' },
      {
        kind: 'sender',
        name: 'Siân Prys',
        lines: [
          [{ kind: 'text', ...plain, text: 'Membership number L7' }],
          [{ kind: 'text', ...plain, text: 'Ynys Môn CLP' }],
          [
            {
              kind: 'link',
              href: 'mailto:sian@example.org',
              runs: [{ kind: 'text', ...plain, text: 'sian@example.org' }],
            },
          ],
        ],
      },
      { kind: 'recipient', lines: ['Jo Bell', '1 High St', 'BALA'] },
    ]);
  });

  it('leaves the recipient out where the row has no postal address', () => {
    expect(blocksOf('Hi', {}, 'letterhead: [recipient]')).toHaveLength(1);
  });

  it.each([
    ['2028-05-02', '2 May 2028'],
    ['Whitsun', 'Whitsun'],
    ['"{{date today \'full\'}}"', 'Thursday 1 June 2028'],
  ])('dates the letter as front matter says: %s', (date, text) => {
    expect(blocksOf('Hi', {}, 'letterhead: [date]', `date: ${date}`)[0]).toEqual({ kind: 'date', text });
  });

  it('is in the language of the letter', () => {
    expect(blocksOf('Hi', {}, 'letterhead: [date]', 'language: cy')[0]).toEqual({
      kind: 'date',
      text: '1 Mehefin 2028',
    });
  });
});

describe('the signature', () => {
  it('has the candidate’s name, or another', () => {
    expect(blocksOf('Hi', {}, 'closing: Many thanks').at(-1)).toEqual({
      kind: 'signature',
      closing: 'Many thanks',
      name: 'Siân Prys',
    });
    expect(
      blocksOf('Hi', {}, 'closing: Yours', 'signature: For {{candidate.name}}'.replace('For', '"For').concat('"')).at(
        -1,
      ),
    ).toMatchObject({ name: 'For Siân Prys' });
  });

  it('is left out without a closing', () => {
    expect(blocksOf('Hi').map(({ kind }) => kind)).toEqual(['paragraph']);
  });
});

describe('the language', () => {
  it('is the template’s, else the campaign’s, whatever the row reads', () => {
    const languages = [
      merged(templateText('x', 'language: gd'), { language: 'cy' }),
      merged(templateText('x'), { language: 'cy' }),
    ].map(({ letter }) => letter?.language);
    expect(languages).toEqual(['gd', 'en-GB']);
  });
});

describe('large print', () => {
  it.each([
    [{ large_print: 'yes' }, true],
    [{ large_print: 'no' }, false],
    [{ large_print: '' }, false],
    [{}, false],
  ])('%j: %s', (columns, expected) => {
    expect(merged(templateText('Hi'), columns).letter?.largePrint).toBe(expected);
  });
});

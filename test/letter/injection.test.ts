import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeLetter } from '../../src/letter/merge.js';
import type { Letter } from '../../src/letter/letter.js';
import { campaign, compiled, placeInRow, rowOf, templateText } from './an-example.js';
import { runs } from '../runs.js';

/** Every kind of place that a value can stand in. */
const everywhere = compiled(
  templateText(
    [
      '{{town}}',
      '{{town}} starts, a{{town}}b in a word, *{{town}}* _{{town}}_ **{{town}}s** x^{{town}}^ and ends with {{town}}',
      '*a{{town}}*b _a {{town}}_ {{town}}*c* {{town}}{{town}}',
      '# {{town}} #',
      '{{town}}\n===',
      '- {{town}}\n  {{town}}\n- b\n{{town}}',
      '1. {{town}}',
      '> {{town}}',
      '[{{town}}](https://example.org/?clp={{town}})',
      '\\{{town}}, \\\\{{town}} &amp;{{town}}; <{{town}}> ![{{town}}](a.png',
      '![{{town}}](a.png)',
      '{{#if (eq town "no")}}no{{else}}{{town}}{{/if}}  \n{{#each facts.slate}}{{../town}}{{/each}}',
      '{{upper "a"}}{{default town "b"}}',
    ].join('\n\n'),
    'closing: Bye',
  ),
);

function lettersBlocks(town: string): Letter['blocks'] {
  const { letter, problems } = mergeLetter(everywhere, rowOf({ town }), {
    campaign,
    today: '2028-06-01',
    placeOf: placeInRow,
  });
  if (letter === null) throw new Error(JSON.stringify(problems));
  return letter.blocks;
}

const nasty = fc.constantFrom(
  '#',
  '# ',
  '- ',
  '* ',
  '1. ',
  '1) ',
  '> ',
  '    ',
  '\t',
  '`',
  '```',
  '~~~',
  '*',
  '**',
  '_',
  '__',
  '^',
  '\\',
  '[',
  ']',
  '](',
  ')',
  '<',
  '>',
  '<b>',
  '</b>',
  '<!--',
  '-->',
  '!',
  '![',
  '&amp;',
  '&#x27;',
  '&',
  ';',
  '{{',
  '}}',
  '{{town}}',
  '{{{clp}}}',
  '{{#if x}}',
  'https://example.com/',
  'javascript:',
  'mailto:',
  '@',
  '"',
  "'",
  '’',
  '---',
  '===',
  '|',
  ':',
  '$&',
  '$1',
  '%',
  '%20',
  '+',
  '\uE000',
  '\uE001',
  '\uF8FF',
  '__proto__',
  'Ŵ',
  'ß',
  'e\u0301',
  '\u200d',
  '\u00a0',
  ' ',
  'a',
  '7',
  '🎉',
  'שלום',
  '\0',
  '\u001b',
  '\u2028',
);
const cell = fc
  .oneof(
    fc.array(nasty, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  )
  .filter((text) => text.trim() !== '' && !/[\r\n]/u.test(text) && text !== 'no');

/** The letter with every string changed, but for the addresses of links. */
function withStrings(value: unknown, change: (text: string, key: string) => string, key = ''): unknown {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item: unknown) => withStrings(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [name, withStrings(inner, change, name)]),
  );
}

describe('whatever a cell holds', () => {
  const word = 'QwertyQ';
  const blocks = lettersBlocks(word);

  it('comes out as those characters, and adds no block, mark or link', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const expected = withStrings(blocks, (old, key) => (key === 'href' ? '' : old.split(word).join(text)));
        expect(withStrings(lettersBlocks(text), (old, key) => (key === 'href' ? '' : old))).toEqual(expected);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('is one parameter of a link, and nothing else of it', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const links = lettersBlocks(text)
          .flatMap((block) => (block.kind === 'paragraph' ? block.runs : []))
          .filter((run) => run.kind === 'link');
        const [url, ...others] = links.map(({ href }) => new URL(href));
        expect(others).toEqual([]);
        expect(url?.origin).toBe('https://example.org');
        expect([...(url?.searchParams ?? [])]).toEqual([['clp', text]]);
        expect(url?.hash).toBe('');
      }),
      { numRuns: runs(1000) },
    );
  });

  it('is a word to the template, in its shape: emphasis, superscript, headings and lists are as the template has them', () => {
    const kinds = blocks.map((block) => block.kind);
    expect(kinds).toEqual([
      'paragraph',
      'paragraph',
      'paragraph',
      'heading',
      'heading',
      'list',
      'list',
      'quotation',
      'paragraph',
      'paragraph',
      'image',
      'paragraph',
      'paragraph',
      'signature',
    ]);
    const [, second] = blocks;
    const marked =
      second?.kind === 'paragraph'
        ? second.runs.flatMap((run) =>
            run.kind === 'text' && (run.strong || run.emphasis || run.superscript) ? [run.text] : [],
          )
        : [];
    expect(marked).toEqual([word, word, `${word}s`, word]);
  });
});

describe('a row', () => {
  it('cannot hide what the campaign says, nor reach what is no column', () => {
    const template = compiled(
      templateText('{{candidate.name}} {{today}} {{default constructor "none"}} {{default __proto__ "none"}}'),
    );
    const row = rowOf({ candidate: 'x', constructor: 'own' });
    const { letter } = mergeLetter(template, row, { campaign, today: '2028-06-01', placeOf: placeInRow });
    expect(letter?.blocks[0]).toMatchObject({ runs: [{ text: 'Siân Prys 2028-06-01 own none' }] });
  });
});

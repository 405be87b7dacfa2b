import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/letter/letter.js';
import { blocksOf, problemsOf, templateText, toldOf } from './an-example.js';

const plain = { kind: 'text', strong: false, emphasis: false, superscript: false } as const;

function runsOf(
  body: string,
  columns: Readonly<Record<string, string>> = {},
  ...frontMatter: string[]
): readonly Run[] {
  const [block] = blocksOf(body, columns, ...frontMatter);
  return block?.kind === 'paragraph' ? block.runs : [];
}

function told(body: string): readonly string[] {
  return toldOf(problemsOf(templateText(body)));
}

describe('a phrase in another language', () => {
  it('is text that says its language, with marks, links and line ends in it', () => {
    expect(runsOf('In [Undeb *y*\n[myfyrwyr](https://example.org/)]{lang=cy}, then.')).toEqual([
      { ...plain, text: 'In ' },
      { ...plain, text: 'Undeb ', language: 'cy' },
      { ...plain, text: 'y', emphasis: true, language: 'cy' },
      { ...plain, text: ' ', language: 'cy' },
      { kind: 'link', href: 'https://example.org/', runs: [{ ...plain, text: 'myfyrwyr', language: 'cy' }] },
      { ...plain, text: ', then.' },
    ]);
  });

  it('may be part of a link, be quoted, and hold brackets and another phrase', () => {
    expect(runsOf('[[Cymru]{lang="cy"} here](https://example.org/)')).toEqual([
      {
        kind: 'link',
        href: 'https://example.org/',
        runs: [
          { ...plain, text: 'Cymru', language: 'cy' },
          { ...plain, text: ' here' },
        ],
      },
    ]);
    expect(runsOf('[a [b] \\] [c]{lang=gd} [d]{lang=en-gb}]{:lang=CY}')).toEqual([
      { ...plain, text: 'a [b] ] ', language: 'cy' },
      { ...plain, text: 'c', language: 'gd' },
      { ...plain, text: ' ', language: 'cy' },
      { ...plain, text: 'd' },
    ]);
  });

  it('in the letter’s own language is its ordinary text', () => {
    expect(runsOf('[Cymru]{lang=cy} am byth', {}, 'language: cy')).toEqual([{ ...plain, text: 'Cymru am byth' }]);
  });

  it('may hold a value, which ends nothing and says nothing of itself', () => {
    for (const name of ['Undeb', 'x]{lang=fr} [y', '](https://example.org)', '{lang=fr}', '\\']) {
      expect(runsOf('[{{name}}!]{lang=cy} {{name}}{lang}', { name })).toEqual([
        { ...plain, text: `${name}!`, language: 'cy' },
        { ...plain, text: ` ${name}{lang}` },
      ]);
    }
    expect(runsOf('[{{name}}](https://example.org/) [x] {{name}}', { name: 'x]{lang=fr}' }).at(-1)).toEqual({
      ...plain,
      text: ' [x] x]{lang=fr}',
    });
  });

  it('gets the signs of its own language, and quotation marks around it those of the letter', () => {
    const typed = '"[Cymru, 24 Mehefin, 24 June]{lang=cy}", 24 Mehefin, 24 June; [x "y" 24 June]{lang=de}';
    expect(runsOf(typed)).toEqual([
      { ...plain, text: '“' },
      { ...plain, text: 'Cymru, 24\u00a0Mehefin, 24 June', language: 'cy' },
      { ...plain, text: '”, 24 Mehefin, 24\u00a0June; ' },
      { ...plain, text: 'x "y" 24 June', language: 'de' },
    ]);
  });

  it.each([
    ['x [y]{.red}', 'first.hbs:4:3 error unknown-attribute: "{.red}" is nothing that can be said of a phrase.'],
    ['x [y]{lang=cy .red}', 'first.hbs:4:3 error unknown-attribute: "{lang=cy .red}" is nothing'],
    ['x [y]{}', 'first.hbs:4:3 error unknown-attribute: "{}" is nothing'],
    ['x [y]{lang=welsh}', 'first.hbs:4:3 error unknown-language: "welsh" is not a language tag.'],
    ['x []{lang=cy}', 'first.hbs:4:3 error empty-phrase: No words stand in the brackets'],
    ['Cymru am byth {lang=cy}', 'first.hbs:4:15 error stray-language: This language belongs to no phrase.'],
    ['*a* [Cymru\nam byth] {lang=cy}', 'first.hbs:5:10 error stray-language: This language belongs to no phrase.'],
    [
      '[a [[b](https://example.org/)]{lang=cy}](https://example.org/c)',
      'first.hbs:4:1 error link-in-link: A link stands within the text of another.',
    ],
  ])('is a problem where it is wrong: %s', (body, expected) => {
    expect(told(body)).toHaveLength(1);
    expect(told(body)[0]).toContain(expected);
  });

  it('takes its language from no value', () => {
    expect(told('[y]{lang="{{name}}"}')[0]).toContain('first.hbs:4:1 error unknown-language: ');
  });

  it('is text like any other where nothing follows the bracket, or the brace is escaped', () => {
    expect(runsOf('[a] [b]\\{lang} [c {d}')).toEqual([{ ...plain, text: '[a] [b]{lang} [c {d}' }]);
  });
});

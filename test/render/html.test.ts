import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImageBlock } from '../../src/letter/letter.js';
import { renderHtml } from '../../src/render/html.js';
import { arbitraryLetter } from './arbitrary-letter.js';
import { attribute, bodyText, elementsNamed, elementsOf, textOf } from './read-html.js';
import { letterOf, link, marked, paragraph, plain, sampleLetter, style } from './sample-letter.js';
import { runs } from '../runs.js';

const same = (source: string): string => source;
const sample = renderHtml(sampleLetter, style, (source) => `cid:${source}`);

function only(html: string, name: string): string {
  return elementsNamed(html, name).map(textOf).join('|').trim();
}

describe('the document', () => {
  test('carries language, title and readiness for dark mode', () => {
    expect(sample.startsWith('<!DOCTYPE html>\n<html lang="en-GB">')).toBe(true);
    expect(only(sample, 'title')).toBe(sampleLetter.subject);
    const schemes = elementsNamed(sample, 'meta').filter((meta) => attribute(meta, 'name') === 'color-scheme');
    expect(schemes.map((meta) => attribute(meta, 'content'))).toEqual(['light dark']);
    expect(renderHtml({ ...sampleLetter, language: 'cy' }, style, same)).toContain('<html lang="cy">');
  });

  test('loads nothing and runs nothing, whatever the letter holds', () => {
    fc.assert(
      fc.property(arbitraryLetter, (letter) => {
        const html = renderHtml(letter, style, (source) => `cid:${source}`);
        const elements = elementsOf(html);
        const allowed =
          'html head meta title style body div h1 h2 h3 h4 p br ul ol li blockquote img hr a strong em sup span'.split(
            ' ',
          );
        expect(allowed).toEqual(expect.arrayContaining([...new Set(elements.map(({ tagName }) => tagName))]));
        const attributes = new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
        expect(['lang', 'role', 'charset', 'name', 'content', 'class', 'style', 'start', 'href', 'src', 'alt']).toEqual(
          expect.arrayContaining([...attributes]),
        );
        expect(elementsNamed(html, 'img').every((image) => attribute(image, 'src')?.startsWith('cid:'))).toBe(true);
        expect(html).not.toMatch(/url\(|@import/u);
      }),
    );
  });

  test('shows any text as exactly its own characters, escaped once', () => {
    const text = fc.string({ unit: 'grapheme' }).map((value) => value.replace(/[\p{Cc}\p{Cs}]/gu, ''));
    fc.assert(
      fc.property(
        fc.oneof(text, fc.constantFrom('&amp;', '<b>x</b>', '</title><script>', '\'"', '&#x27;', '-->')),
        (value) => {
          const letter = { ...letterOf(paragraph(value), { kind: 'date', text: value }), subject: value };
          const html = renderHtml(letter, style, same);
          expect(elementsNamed(html, 'p').map((element) => textOf(element).slice(1, -1))).toEqual([value, value]);
          expect(elementsNamed(html, 'title').map((element) => textOf(element).slice(1, -1))).toEqual([value]);
        },
      ),
      { numRuns: runs(500) },
    );
  });

  test('keeps quotation marks in link targets and alternatives inside their attributes', () => {
    const html = renderHtml(
      letterOf(paragraph(link(`https://example.org/?a=1&b="'><x>`, 'here')), {
        kind: 'image',
        source: 'a"b.png',
        alternative: `"Tŷ" & 'co'`,
      }),
      style,
      same,
    );
    expect(elementsNamed(html, 'a').map((element) => attribute(element, 'href'))).toEqual([
      `https://example.org/?a=1&b="'><x>`,
    ]);
    expect(elementsNamed(html, 'img').map((element) => [attribute(element, 'src'), attribute(element, 'alt')])).toEqual(
      [['a"b.png', `"Tŷ" & 'co'`]],
    );
  });
});

describe('the blocks', () => {
  test('set the sender’s name larger than any other line', () => {
    const sizes = elementsOf(sample).flatMap((element) => {
      const size = /font-size:(\d+)px/u.exec(attribute(element, 'style') ?? '')?.[1];
      return size === undefined ? [] : [{ text: textOf(element).trim(), size: Number(size) }];
    });
    const largest = sizes.toSorted((a, b) => b.size - a.size);
    expect(largest[0]?.text).toBe('Siân Prys');
    expect(largest[1]?.size).toBeLessThan(largest[0]?.size ?? 0);
  });

  test('put the date on the right', () => {
    const [date] = elementsNamed(sample, 'p').filter((element) => textOf(element).trim() === '24 May 2028');
    expect(date && attribute(date, 'style')).toContain('text-align:right');
  });

  test('keep marks, breaks, links and list numbers', () => {
    expect(only(sample, 'strong')).toBe('Ynys Môn');
    expect(only(sample, 'em')).toBe('We need a party that says so');
    expect(only(sample, 'sup')).toBe('th|st');
    expect(elementsNamed(sample, 'a').map((element) => attribute(element, 'href'))).toEqual([
      'mailto:sian@example.org',
      'https://www.example.org/reports',
      'https://www.example.org/',
    ]);
    expect(elementsNamed(sample, 'ol').map((element) => attribute(element, 'start'))).toEqual(['3']);
    const announced = elementsNamed(sample, 'ul', 'blockquote', 'hr', 'img').filter(
      (element) => attribute(element, 'role') !== 'presentation',
    );
    expect(announced.map(({ tagName }) => tagName)).toEqual(['ul', 'blockquote', 'hr', 'img']);
    const html = renderHtml(letterOf(paragraph(marked('all', 'strong', 'emphasis', 'superscript'))), style, same);
    expect([only(html, 'strong'), only(html, 'em'), only(html, 'sup')]).toEqual(['all', 'all', 'all']);
    expect(bodyText(html).trim()).toBe('all');
  });

  test('say the language of a phrase, and of nothing else', () => {
    const phrase = { ...marked('Undeb y myfyrwyr', 'strong'), language: 'cy' };
    const html = renderHtml(letterOf(paragraph(plain('The '), phrase)), style, same);
    expect(elementsNamed(html, 'span').map((element) => attribute(element, 'lang'))).toEqual(['cy']);
    expect([only(html, 'span'), only(html, 'strong')]).toEqual(['Undeb y myfyrwyr', 'Undeb y myfyrwyr']);
  });

  test('keep the paragraphs of a list item apart, and a single one beside its marker', () => {
    const inItem = (...texts: readonly string[]): readonly string[] => {
      const html = renderHtml(
        letterOf({ kind: 'list', start: null, items: [texts.map((text) => paragraph(text))] }),
        style,
        same,
      );
      return elementsNamed(html, 'li', 'p').map(({ tagName }) => tagName);
    };
    expect(inItem('one')).toEqual(['li']);
    expect(inItem('one', 'two')).toEqual(['li', 'p', 'p']);
  });

  test('rank headings without a gap, below the sender’s name where there is one', () => {
    const heading = (level: 1 | 2 | 3) => ({ kind: 'heading', level, runs: [plain(`level ${level}`)] }) as const;
    const ranks = (html: string): readonly string[] =>
      elementsNamed(html, 'h1', 'h2', 'h3', 'h4').map(({ tagName }) => tagName);
    expect(ranks(sample)).toEqual(['h1', 'h2', 'h3']);
    expect(ranks(renderHtml(letterOf(heading(2), heading(3), heading(2)), style, same))).toEqual(['h1', 'h2', 'h1']);
    const nested = letterOf(
      heading(1),
      { kind: 'quotation', blocks: [heading(3)] },
      { kind: 'list', start: null, items: [[heading(2)]] },
    );
    expect(ranks(renderHtml(nested, style, same))).toEqual(['h1', 'h2', 'h2']);
  });
});

describe('pictures of the letter', () => {
  test('stand above the name and between close and name, with what they show in words', () => {
    const picture = (source: string): ImageBlock => ({ kind: 'image', source, alternative: `The ${source}` });
    const html = renderHtml(
      letterOf(
        { kind: 'sender', logo: picture('logo'), name: 'Siân Prys', lines: [] },
        { kind: 'signature', closing: 'Many thanks', picture: picture('signature'), name: 'Siân' },
      ),
      style,
      (source) => `cid:${source}`,
    );
    const order = [...html.matchAll(/(?<=<img [^>]*)src="[^"]+" alt="[^"]+"|Siân Prys<|Many thanks|Siân</gu)].map(
      String,
    );
    expect(order).toEqual([
      'src="cid:logo" alt="The logo"',
      'Siân Prys<',
      'Many thanks',
      'src="cid:signature" alt="The signature"',
      'Siân<',
    ]);
  });
});

describe('in Outlook for Windows, which knows neither a greatest width nor padding of a <div>', () => {
  const picture = { kind: 'image', source: 'photo.jpg', alternative: 'A photograph' } as const;

  test('the letter stands in a table, which no other program sees', () => {
    const html = renderHtml(letterOf(paragraph('Hello')), style, same);
    const seen = html.replace(/<!--\[if mso\]>(.*?)<!\[endif\]-->/gu, '$1');
    expect(elementsNamed(html, 'table')).toEqual([]);
    expect(elementsNamed(seen, 'table').map(({ attrs }) => attrs.find(({ name }) => name === 'width')?.value)).toEqual([
      '600',
    ]);
    expect(seen.indexOf('<td')).toBeLessThan(seen.indexOf('Hello'));
    expect(seen.indexOf('</td>')).toBeGreaterThan(seen.indexOf('Hello'));
  });

  test.each([
    [{ width: 4000, height: 3000 }, '560'],
    [{ width: 200, height: 900 }, '200'],
  ])('a picture of %o is as wide as everywhere else', (size, width) => {
    const html = renderHtml(letterOf(picture), style, same, () => size);
    expect(html).toContain(`width="${width}"`);
  });

  test('a logo is no higher than everywhere else', () => {
    const sender = { kind: 'sender', name: 'Siân Prys', lines: [], logo: picture } as const;
    const html = renderHtml(letterOf(sender), style, same, () => ({ width: 800, height: 760 }));
    expect(html).toContain('width="80"');
  });
});

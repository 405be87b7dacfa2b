import { describe, expect, it } from 'vitest';
import type { Block, Letter } from '../../../src/letter/letter.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { renderHtml } from '../../../src/render/html.js';
import { fonts, style } from '../../layout/letters.js';
import { letterOf, link, paragraph } from '../sample-letter.js';
import { textOf } from './read-pdf.js';

const typesetter = createTypesetter(fonts, style, new Map());

function printed(...blocks: readonly Block[]): string {
  return textOf(typesetter.setLetter(letterOf(...blocks), new Map()))
    .trim()
    .replace(/\s+/gu, ' ');
}

const site = link('https://www.example.org/reports/', 'my website');

describe('on paper, the address of a link', () => {
  it('stands behind its text, without what every browser adds', () => {
    expect(printed(paragraph('All is on ', site, '.'))).toBe('All is on my website (www.example.org/reports).');
    const found = link('http://example.org/find?q=a/', 'here');
    expect(printed(paragraph('Look ', found, '.'))).toBe('Look here (example.org/find?q=a/).');
    expect(printed(paragraph(link('mailto:jo@example.org?subject=Hello', 'Write to me'), '.'))).toBe(
      'Write to me (jo@example.org).',
    );
  });

  it.each([
    ['https://www.example.org/', 'www.example.org'],
    ['https://example.org/a', 'https://example.org/a'],
    ['mailto:jo@example.org', 'jo@example.org'],
  ])('is not said twice where the text is the address itself: %s', (href, text) => {
    expect(printed(paragraph(link(href, text), '.'))).toBe(`${text}.`);
  });

  it('is not repeated where the letter has said it, in the letterhead, a list or a quotation too', () => {
    const again = paragraph('See ', link('https://www.example.org/reports', 'the reports'), '.');
    expect(printed(paragraph(site, '.'), again)).toBe('my website (www.example.org/reports). See the reports.');
    const sender = { kind: 'sender', name: 'Siân', lines: [[link('mailto:s@example.org', 's@example.org')]] } as const;
    expect(printed(sender, paragraph(link('mailto:s@example.org', 'Write to me'), '.'))).toBe(
      'Siân s@example.org Write to me.',
    );
    const list = { kind: 'list', start: 1, items: [[paragraph(site)]] } as const;
    expect(printed(list, { kind: 'quotation', blocks: [again] })).toBe(
      '1. my website (www.example.org/reports) See the reports.',
    );
  });

  it('is in no e-mail', () => {
    const one: Letter = letterOf(paragraph(site));
    expect(renderHtml(one, style, () => '')).not.toContain('(www.example.org');
  });
});

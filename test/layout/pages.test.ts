import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/letter/letter.js';
import type { LineBox } from '../../src/layout/page/boxes.js';
import type { LetterImage } from '../../src/layout/page/image.js';
import { layoutLetter } from '../../src/layout/layout-letter.js';
import type { Page } from '../../src/layout/page/numbered-pages.js';
import { PAPER, TIGHTNESS, usualDesign } from '../../src/layout/text/typography.js';
import { heading, letter, letterSetting, paragraphOf, signature, style } from './letters.js';
import { runs } from '../runs.js';

const pagesOf = (blocks: readonly Block[]): readonly Page[] => layoutLetter(letter(...blocks), letterSetting);
const linesOf = (page: Page): readonly LineBox[] =>
  page.boxes.map(({ box }) => box).filter((box): box is LineBox => box.kind === 'line');

/** Where a page's number stands, and what it says. */
const numberOn = ({ folio }: Pick<Page, 'folio'>): unknown => [
  folio?.at,
  folio?.line.pieces.map(({ text }) => text).join(''),
];

const tightest = usualDesign(style, TIGHTNESS.length - 1);

/** What every letter must keep, whatever it is made of. */
function expectWellBroken(pages: readonly Page[]): void {
  for (const [index, page] of pages.entries()) {
    const lines = linesOf(page);
    const [first, last] = [lines[0], lines.at(-1)];
    if (index > 0) expect(first?.position, 'a last line alone at the head').not.toBe('last');
    if (index < pages.length - 1) {
      expect(last?.position, 'a first line alone at the foot').not.toBe('first');
      expect(last?.role, 'a heading at the foot').not.toBe('heading');
    }
    for (const { top, box } of page.boxes) {
      expect(top).toBeGreaterThanOrEqual(tightest.margin.top);
      expect(top + box.height).toBeLessThanOrEqual(PAPER.height - tightest.margin.bottom + 0.001);
    }
  }
}

function expectSignatureInCompany(pages: readonly Page[]): void {
  const lines = linesOf(pages.at(-1) ?? { boxes: [], folio: null });
  expect(lines.filter(({ role }) => role === 'signature')).toHaveLength(2);
  expect(lines.filter(({ role }) => role === 'text').length).toBeGreaterThanOrEqual(2);
}

describe('pages', () => {
  it('never leave a line alone, a heading at the foot or a signature without text, at any length of a paragraph', () => {
    for (const before of [4, 44, 45, 46, 47]) {
      for (let lines = 1; lines <= 80; lines += 1) {
        const pages = pagesOf([paragraphOf(before), paragraphOf(lines), signature]);
        expectWellBroken(pages);
        expectSignatureInCompany(pages);
      }
    }
  });

  it('keep these rules wherever a heading falls', () => {
    for (let lines = 30; lines <= 50; lines += 1) {
      const pages = pagesOf([paragraphOf(lines), heading, paragraphOf(5), signature]);
      expectWellBroken(pages);
      expectSignatureInCompany(pages);
    }
  });

  it('keep them for any sequence of paragraphs, headings and lists, and lose no line', () => {
    const block = fc.oneof(
      fc.integer({ min: 1, max: 9 }).map((lines) => paragraphOf(lines)),
      fc.constant(heading),
      fc
        .array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 })
        .map((items): Block => ({ kind: 'list', start: 1, items: items.map((lines) => [paragraphOf(lines)]) })),
    );
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 40 }), (blocks) => {
        // More headings in a row than a page holds cannot all be kept with what they head.
        fc.pre(!/(?:heading ){20}/u.test(blocks.map(({ kind }) => `${kind} `).join('')));
        const pages = pagesOf([...blocks, paragraphOf(2), signature]);
        expectWellBroken(pages);
        expectSignatureInCompany(pages);
        const unbroken = blocks.flatMap((one) => linesOf(pagesOf([one])[0] ?? { boxes: [], folio: null }));
        expect(pages.flatMap(linesOf)).toHaveLength(unbroken.length + 2 + 2);
      }),
      { numRuns: runs(60) },
    );
  });

  it('take a close that was typed as short paragraphs for a signature', () => {
    for (let lines = 30; lines <= 50; lines += 1) {
      const pages = pagesOf([paragraphOf(lines), paragraphOf(1, 'Yours fraternally'), paragraphOf(1, 'Siân Prys')]);
      expect(linesOf(pages.at(-1) ?? { boxes: [], folio: null }).length).toBeGreaterThanOrEqual(4);
    }
  });

  it('keep a picture with the close, but no text above it, and a signature’s picture with both of its lines', () => {
    const imageOf = (source: string): LetterImage => ({
      kind: 'jpeg',
      width: 200,
      height: source === 'rally' ? 300 : 60,
      channels: 3,
    });
    const image = (source: string): Block => ({ kind: 'image', source, alternative: source });
    const kindsOnLast = (...blocks: readonly Block[]): readonly string[] => {
      const pages = layoutLetter(letter(...blocks), { ...letterSetting, imageOf });
      return pages.length === 1
        ? []
        : (pages.at(-1)?.boxes ?? []).map(({ box }) => (box.kind === 'line' ? box.role : box.kind));
    };
    const closes: string[] = [];
    for (let lines = 25; lines <= 45; lines += 1) {
      closes.push(kindsOnLast(paragraphOf(lines), image('rally'), signature).join(' '));
      const typed = [paragraphOf(1, 'Many thanks,'), image('autograph'), paragraphOf(1, 'Siân Prys')];
      const last = kindsOnLast(paragraphOf(lines + 8), ...typed).join(' ');
      expect(['', /(?:text ){3,}image text$/u.exec(last)?.input]).toContain(last);
    }
    expect(closes).toContain('image signature signature');
  });

  it('begin a list on the page of the paragraph that introduces it', () => {
    for (let lines = 30; lines <= 50; lines += 1) {
      const list: Block = { kind: 'list', start: null, items: [[paragraphOf(1, 'item')], [paragraphOf(1, 'item')]] };
      const pages = pagesOf([paragraphOf(lines), paragraphOf(2, 'introduction'), list, paragraphOf(9)]);
      const label = (page: Page): number => linesOf(page).findIndex(({ parts }) => parts.length === 2);
      const page = pages.find((candidate) => label(candidate) !== -1);
      expect(page === undefined ? -1 : label(page)).toBeGreaterThanOrEqual(2);
    }
  });

  it('are numbered only where there is more than one, in the language of the letter', () => {
    expect(pagesOf([paragraphOf(10)]).map(({ folio }) => folio)).toEqual([null]);
    expect(pagesOf([paragraphOf(70)]).map(numberOn)).toEqual([
      ['foot', 'Page 1 of 2'],
      ['head', 'Siân Prys · Page 2 of 2'],
    ]);
    const welsh = { ...letter(paragraphOf(70)), language: 'cy' };
    const pages = layoutLetter(welsh, letterSetting);
    expect(pages.map(numberOn)).toEqual([
      ['foot', 'Tudalen 1 o 2'],
      ['head', 'Siân Prys · Tudalen 2 o 2'],
    ]);
  });

  it('tell from the second on whose letter they are and of which day, as far as there is room', () => {
    const dated = letter({ kind: 'date', text: '24 May 2028' }, paragraphOf(70));
    const second = (one: typeof dated): unknown => numberOn(layoutLetter(one, letterSetting)[1] ?? { folio: null });
    expect(second(dated)).toEqual(['head', 'Siân Prys · 24 May 2028 · Page 2 of 2']);
    expect(second({ ...dated, author: 'Siân '.repeat(25).trim() })).toEqual(['head', 'Page 2 of 2']);
    expect(second({ ...dated, author: 'Siân 漢' })).toEqual(['head', 'Page 2 of 2']);
  });

  it('hold the baselines of the body on one grid, whatever stands between', () => {
    const small: Block = { kind: 'recipient', lines: ['Jo Bloggs', '1 Stryd Fawr', 'Llangefni'] };
    const list: Block = { kind: 'list', start: 1, items: [[paragraphOf(1)], [paragraphOf(3)]] };
    const blocks = [
      small,
      { kind: 'date', text: '1 June' } as const,
      paragraphOf(3),
      heading,
      paragraphOf(2),
      list,
      { kind: 'rule' } as const,
    ];
    const pages = pagesOf([...blocks, ...blocks, ...blocks, ...blocks, signature]);
    expect(pages.length).toBeGreaterThan(1);
    const { grid, margin, body } = usualDesign(style, 0);
    const baselines = pages.flatMap(({ boxes }) =>
      boxes.flatMap(({ top, box }) => (box.kind === 'line' && box.onGrid ? [top + box.baseline] : [])),
    );
    const steps = baselines.map((baseline) => (baseline - margin.top - body.leading * 0.76) / grid);
    for (const step of steps) expect(Math.abs(step - Math.round(step))).toBeLessThan(0.001);
    expect(steps.length).toBeGreaterThan(40);
  });
});

import { describe, expect, it } from 'vitest';
import type { Letter } from '../../src/letter/letter.js';
import { layoutLetter, linesTooMany, plainly, type LetterSetting } from '../../src/layout/layout-letter.js';
import type { Page } from '../../src/layout/page/numbered-pages.js';
import { letter, letterSetting, paragraphOf, signature, style } from './letters.js';

const oneLine = 14.8;
const withFit = (fit: number): LetterSetting => ({ ...letterSetting, style: { ...style, fit } });
const pagesOf = (long: Letter, setting = letterSetting): readonly Page[] => layoutLetter(long, setting);
const tooMany = (long: Letter, setting: LetterSetting): number => linesTooMany(long, setting, plainly(long));
const bodySize = (pages: readonly Page[]): number => {
  const box = pages[0]?.boxes.map((placed) => placed.box).find(({ kind }) => kind === 'line');
  return box?.kind === 'line' ? (box.parts[0]?.line.pieces[0]?.size ?? 0) : 0;
};
const lines = (count: number): Letter => letter(paragraphOf(count), signature);

/** How many lines a page takes with a signature, set as usual. */
const full = Array.from({ length: 60 }, (_, count) => count + 1).findLast(
  (count) => pagesOf(lines(count)).length === 1 && pagesOf(lines(count))[0]?.boxes[1]?.box.height === oneLine,
);

describe('a letter that runs over', () => {
  it('by a line or a few is set tighter, no more than needed, and never below 11 points', () => {
    if (full === undefined) throw new Error('no page is full');
    const [one, few] = [pagesOf(lines(full + 1)), pagesOf(lines(full + 5))];
    expect([one.length, few.length]).toEqual([1, 1]);
    expect(bodySize(one)).toBe(11.5);
    expect(bodySize(few)).toBeLessThan(11.5);
    expect(bodySize(few)).toBeGreaterThanOrEqual(11);
  });

  it('by more takes another page, and is set as usual', () => {
    const pages = pagesOf(lines((full ?? 0) + 12));
    expect(pages).toHaveLength(2);
    expect(bodySize(pages)).toBe(11.5);
  });

  it('over the pages that the campaign allows tells by how many lines', () => {
    expect(tooMany(lines((full ?? 0) + 5), withFit(1))).toBe(0);
    expect(tooMany(lines(100), letterSetting)).toBe(0);
    const [some = 0, more = 0] = [70, 80].map((count) => tooMany(lines(count), withFit(1)));
    expect(some).toBeGreaterThan(0);
    expect(more - some).toBe(10);
    expect(tooMany(lines(80), withFit(2))).toBe(0);
    expect(tooMany({ ...lines(30), largePrint: true }, withFit(1))).toBeGreaterThan(0);
    expect(tooMany({ ...lines(30), largePrint: true }, withFit(2))).toBe(0);
  });
});

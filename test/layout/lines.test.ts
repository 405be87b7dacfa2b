import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/letter/letter.js';
import { breakLines, type Line } from '../../src/layout/text/lines.js';
import { cutWords } from '../../src/layout/text/words.js';
import { design, setting, text } from './letters.js';

const linesOf = (runs: readonly Run[], width: number): readonly Line[] =>
  breakLines(cutWords(runs, design.body, setting), width);
const textOf = (line: Line): string => line.pieces.map((piece) => piece.text).join('');

describe('lines', () => {
  it('hold every word in order, and none is wider than its column', () => {
    const word = fc.stringMatching(/^[a-zŵŷâô.,]{1,40}$/u);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 60, max: 460 }),
        (words, width) => {
          const lines = linesOf([text(words.join(' '))], width);
          expect(lines.map(textOf).join('')).toBe(words.join(' '));
          for (const line of lines) expect(line.width).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('are chosen for the whole paragraph, not one after the other', () => {
    const words = cutWords([text('aaa bb cc ddddd')], design.body, setting);
    const width = Math.max(...words.map((word) => word.width), (words[0]?.width ?? 0) + (words[1]?.width ?? 0) + 4);
    // One after the other they would be "aaa bb", "cc", "ddddd".
    expect(breakLines(words, width).map(textOf)).toEqual(['aaa ', 'bb cc ', 'ddddd']);
  });

  it('end where the author says', () => {
    expect(linesOf([text('one'), { kind: 'break' }, text('two')], 400).map(textOf)).toEqual(['one ', 'two']);
  });

  it('break at spaces only, not at hyphens or no-break spaces', () => {
    expect(cutWords([text('Stoke-on-Trent 24\u00a0June')], design.body, setting)).toHaveLength(2);
  });

  it('may break after a dash between words, and after a slash of a web address', () => {
    expect(cutWords([text('members—all of them')], design.body, setting).map(({ pieces }) => pieces[0]?.text)).toEqual([
      'members—',
      'all',
      'of',
      'them',
    ]);
    const link: Run = {
      kind: 'link',
      href: 'https://www.example.org/a/b',
      runs: [text('https://www.example.org/a/b')],
    };
    expect(cutWords([link], design.body, setting).map(({ pieces }) => pieces[0]?.text)).toEqual([
      'https://www.example.org/',
      'a/',
      'b',
    ]);
  });

  it('cut a word that no line can hold', () => {
    const lines = linesOf([text(`before ${'x'.repeat(200)} after`)], 300);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.map(textOf).join('')).toBe(`before ${'x'.repeat(200)} after`);
    for (const line of lines) expect(line.width).toBeLessThanOrEqual(300);
  });

  it('cut such a word after a hyphen of its own', () => {
    const lines = linesOf([text(`before ${'x'.repeat(40)}-${'y'.repeat(40)}-${'z'.repeat(30)} after`)], 300);
    expect(lines.map(textOf)).toEqual([
      'before ',
      `${'x'.repeat(40)}-`,
      `${'y'.repeat(40)}-`,
      `${'z'.repeat(30)} after`,
    ]);
  });

  it('cut an e-mail address after its @, and not after a hyphen that a reader would leave out', () => {
    const lines = linesOf([text(`${'x'.repeat(20)}@${'y'.repeat(10)}-${'z'.repeat(30)}`)], 300);
    expect(lines.map(textOf)).toEqual([`${'x'.repeat(20)}@`, `${'y'.repeat(10)}-${'z'.repeat(30)}`]);
  });

  it('keep a word together across changes of style', () => {
    const words = cutWords([text('24'), text('th', { superscript: true }), text(' June')], design.body, setting);
    expect(words.map(({ pieces }) => pieces.map((piece) => piece.text))).toEqual([['24', 'th'], ['June']]);
  });
});

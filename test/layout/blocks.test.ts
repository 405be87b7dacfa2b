import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/letter/letter.js';
import { setBlocks } from '../../src/layout/blocks.js';
import type { Box, LineBox } from '../../src/layout/page/boxes.js';
import { letter, paragraph, setting, text } from './letters.js';

const column = { x: 70, width: 450 };
const imageOf = (): { kind: 'png'; width: number; height: number } => ({ kind: 'png', width: 3000, height: 1500 });
const boxesOf = (...blocks: readonly Block[]): readonly Box[] =>
  setBlocks(letter(...blocks).blocks, null, column, { ...setting, imageOf, ranks: new Map() });
const linesOf = (...blocks: readonly Block[]): readonly LineBox[] =>
  boxesOf(...blocks).filter((box) => box.kind === 'line');
const textsOf = ({ parts }: LineBox): readonly string[] =>
  parts.map(({ line }) => line.pieces.map((piece) => piece.text).join(''));

describe('blocks', () => {
  it('hang the numbers of a list left of its items, ending below each other', () => {
    const [nine, ten, million] = linesOf(
      { kind: 'list', start: 9, items: [[paragraph('nine')], [paragraph('ten')]] },
      { kind: 'list', start: 1_000_000, items: [[paragraph('many')]] },
    );
    expect([nine, ten, million].map((box) => (box === undefined ? [] : textsOf(box)))).toEqual([
      ['9. ', 'nine'],
      ['10. ', 'ten'],
      ['1000000. ', 'many'],
    ]);
    const ends = [nine, ten, million].map((box) => (box?.parts[0]?.x ?? 0) + (box?.parts[0]?.line.width ?? 0));
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(0.001);
    expect(new Set([nine, ten, million].map((box) => box?.parts[1]?.x)).size).toBe(1);
  });

  it('set the items of a list within a list further in', () => {
    const inner: Block = { kind: 'list', start: null, items: [[paragraph('inner')]] };
    const xs = linesOf({ kind: 'list', start: null, items: [[paragraph('outer'), inner]] }).map(
      ({ parts }) => parts.at(-1)?.x ?? 0,
    );
    expect(xs[1]).toBeGreaterThan((xs[0] ?? 0) + 10);
  });

  it('lose neither an empty item nor one that begins with an image', () => {
    const image: Block = { kind: 'image', source: 'x.png', alternative: 'A chart' };
    expect(boxesOf({ kind: 'list', start: 1, items: [[], [image]] }).map(({ kind }) => kind)).toEqual([
      'line',
      'line',
      'image',
    ]);
  });

  it('scale an image to the width of the text, in proportion', () => {
    const [image] = boxesOf({ kind: 'image', source: 'x.png', alternative: 'A chart' });
    expect([image?.height, image?.kind === 'image' ? image.width : 0]).toEqual([225, 450]);
  });

  it('push the date to the right edge', () => {
    const [date] = linesOf({ kind: 'date', text: '12 April 2028' });
    expect((date?.parts[0]?.x ?? 0) + (date?.parts[0]?.line.width ?? 0)).toBeCloseTo(520, 6);
  });

  it('set the name of the sender larger than anything else', () => {
    const sizes = linesOf(
      { kind: 'sender', name: 'Siân Prys', lines: [[text('Ynys Môn CLP')]] },
      { kind: 'heading', level: 1, runs: [text('A heading')] },
      paragraph('Text'),
    ).map(({ parts }) => parts[0]?.line.pieces[0]?.size ?? 0);
    expect(sizes[0]).toBe(Math.max(...sizes));
    expect(sizes.filter((size) => size === sizes[0])).toHaveLength(1);
  });

  it('leave room to sign above the name', () => {
    const [closing, name] = linesOf({ kind: 'signature', closing: 'Many thanks,', name: 'Siân Prys' });
    expect(name?.spaceBefore).toBeCloseTo((14 * 72) / 25.4, 6);
    expect(closing?.keepWithNext).toBe(true);
  });
});

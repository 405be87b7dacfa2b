import fc from 'fast-check';
import { expect, it } from 'vitest';
import { headingRanks, type Block, type HeadingBlock } from '../../src/letter/letter.js';
import { renderHtml } from '../../src/render/html.js';
import { createTypesetter } from '../../src/render/pdf/typesetter.js';
import { fonts, letter, style, text } from '../layout/letters.js';
import { ask } from '../render/pdf/read-pdf.js';
import { runs } from '../runs.js';

const sender = { kind: 'sender', name: 'Siân Prys', lines: [] } as const;
const heading = (one: HeadingBlock['level']): HeadingBlock => ({
  kind: 'heading',
  level: one,
  runs: [text('A heading')],
});
const level = fc.constantFrom<HeadingBlock['level']>(1, 2, 3);

function ranksOf(levels: readonly HeadingBlock['level'][], ...before: readonly Block[]): readonly number[] {
  return [...headingRanks(letter(...before, ...levels.map((one) => heading(one)))).values()];
}

it.each([
  ['## only', [2, 2], [1, 1]],
  ['## A, # B', [2, 1], [1, 1]],
  ['# A, ### B, ## C', [1, 3, 2], [1, 2, 2]],
  ['### A, ## B, # C', [3, 2, 1], [1, 1, 1]],
  ['# A, ## B, ### C, # D, ### E', [1, 2, 3, 1, 3], [1, 2, 3, 1, 2]],
] as const)('no rank is left out: %s', (_, levels, ranks) => {
  expect(ranksOf(levels)).toEqual(ranks);
  expect(ranksOf(levels, sender)).toEqual(ranks.map((rank) => rank + 1));
});

it('whatever levels a letter uses, the first rank is 1 and none is more than one below the one before', () => {
  fc.assert(
    fc.property(fc.array(level, { minLength: 1, maxLength: 12 }), (levels) => {
      const ranks = ranksOf(levels);
      for (const [index, rank] of ranks.entries()) {
        const before = ranks[index - 1] ?? 0;
        expect(rank).toBeLessThanOrEqual(before + 1);
        // A heading of the same level, with none above it between, has the same rank.
        if (levels[index] === levels[index - 1]) expect(rank).toBe(before);
      }
    }),
    { numRuns: runs(300) },
  );
});

it("PDF and e-mail rank alike, the sender's name first", () => {
  const typesetter = createTypesetter(fonts, style, new Map());
  for (const before of [[], [sender]])
    for (const levels of [[2, 1], [1, 3, 2], [3]] as const) {
      const one = letter(...before, ...levels.map((each) => heading(each)));
      const inHtml = [...renderHtml(one, style, () => '').matchAll(/<h([1-6])/gu)].map(([, rank]) => `H${rank ?? ''}`);
      const structure = ask(typesetter.setLetter(one, new Map()), 'pdfinfo', '-struct', 'FILE');
      expect([...structure.matchAll(/^\s*(H\d)/gmu)].map(([, tag]) => tag)).toEqual(inHtml);
    }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html.js';
import { flowedTextInPieces } from '../../src/render/text.js';
import { arbitraryLetter } from './arbitrary-letter.js';
import { style } from './sample-letter.js';

test('letters that share their blocks read as if each had its own', () => {
  const styles = [style, { ...style, accent: '#0a6b2d' }];
  fc.assert(
    fc.property(arbitraryLetter, arbitraryLetter, (one, other) => {
      const both = { ...one, blocks: [...other.blocks, ...one.blocks] };
      for (const [index, letter] of [one, both, other, both, one].entries()) {
        const address = (source: string): string => `cid:${index}-${source}`;
        for (const each of styles)
          expect(renderHtml(letter, each, address)).toBe(renderHtml(structuredClone(letter), each, address));
        expect(flowedTextInPieces(letter)).toEqual(flowedTextInPieces(structuredClone(letter)));
      }
    }),
    { numRuns: 100 },
  );
});

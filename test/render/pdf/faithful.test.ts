import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadHyphenation } from '../../../src/layout/text/hyphenation.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { fallback, fonts, style } from '../../layout/letters.js';
import { runs } from '../../runs.js';
import { readAloud } from './read-aloud.js';
import { saidBy, settableLetter } from './settable-letter.js';

/** Places to hyphenate are no characters of the text, and white space may be a line's end. */
function bare(said: string): string {
  return said
    .normalize('NFC')
    .replace(/[\s\u00ad]+/gu, '')
    .normalize('NFC');
}

/** The address of a link, which paper says once. */
const ADDRESS = '(example.org)';
const LETTERS = runs(60);

describe('every character of a letter', () => {
  it.each(['left', 'justified'] as const)(
    'stands in the PDF exactly once and in order: %s',
    async (align) => {
      const typesetter = createTypesetter({ ...fonts, fallback }, { ...style, align }, await loadHyphenation());
      fc.assert(
        fc.property(settableLetter, (one) => {
          expect(typesetter.missingCharacters(one)).toEqual([]);
          const said = bare(readAloud(typesetter.setLetter(one, new Map())));
          expect(said.replace(ADDRESS, '')).toBe(bare(one.blocks.map(saidBy).join(' ')));
        }),
        { numRuns: LETTERS },
      );
    },
    60_000 + 1_000 * LETTERS,
  );
});

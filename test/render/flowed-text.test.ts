import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Letter } from '../../src/letter/letter.js';
import { flowedTextInPieces, renderText } from '../../src/render/text.js';
import { arbitraryLetter } from './arbitrary-letter.js';
import { letterOf, paragraph } from './sample-letter.js';
import { runs } from '../runs.js';

/** What a reader's program makes of format=flowed (RFC 3676 §4.2–4.4), for text that is not quoted. */
function reflowed(text: string): readonly string[] {
  const lines: string[] = [];
  let continues = false;
  for (const line of text.split('\n').slice(0, -1)) {
    const bare = line.startsWith(' ') ? line.slice(1) : line;
    if (continues) lines.push((lines.pop() ?? '') + bare);
    else lines.push(bare);
    continues = bare.endsWith(' ') && bare !== '-- ';
  }
  return lines;
}

const flowedText = (letter: Letter): string => flowedTextInPieces(letter).join('');

describe('flowed text', () => {
  test('puts each paragraph into one line again, however long, and parts what the author parted', () => {
    const long = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    expect(reflowed(flowedText(letterOf(paragraph(long, { kind: 'break' }, 'end'), paragraph('Next'))))).toEqual([
      long,
      'end',
      '',
      'Next',
    ]);
  });

  test('keeps what begins like a quotation, a mailbox or a footer from being taken for one', () => {
    const from = `${'x'.repeat(70)} From here > there`;
    const dashes = `-- ${'y'.repeat(72)}`;
    const text = flowedText(letterOf(paragraph('> no quotation'), paragraph(from), paragraph(dashes)));
    expect(text).toContain('\n From here');
    expect(text.startsWith(' > no')).toBe(true);
    expect(text.split('\n')).toContain('--');
    expect(text).not.toContain('-- \n');
    expect(reflowed(text).slice(0, 3)).toEqual(['> no quotation', '', from]);
  });

  test('says the same words as the plain one, in lines of at most 78 columns unless one word is longer', () => {
    const words = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '');
    fc.assert(
      fc.property(arbitraryLetter, (letter) => {
        expect(words(flowedText(letter))).toEqual(words(renderText(letter)));
        for (const line of flowedText(letter).split('\n')) {
          const columns = line.replace(/[\p{M}\p{Cf}]/gu, '').match(/./gsu)?.length ?? 0;
          if (columns > 78) expect(words(line).filter((word) => /\p{L}/u.test(word)).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: runs(200) },
    );
  });
});

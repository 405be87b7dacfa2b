import { Font } from 'harfbuzzjs';
import { expect, it } from 'vitest';
import { openFontFile } from '../../../src/layout/text/face-metrics.js';
import { createSubsetter } from '../../../src/render/pdf/truetype-subset.js';
import { fonts } from '../../layout/letters.js';

it.each([
  ['serif', fonts.serif.regular],
  ['sans', fonts.sans.bold],
])('the glyphs of a subset are drawn as in the whole font, also those made of several: %s', (_, whole) => {
  const font = new Font(openFontFile(whole));
  // A letter with an accent is put together of the two (OpenType, glyf table).
  const glyphs = Array.from('Siân Ŵyn, ẅ', (character) => font.nominalGlyph(character.codePointAt(0) ?? 0) ?? 0);
  const { bytes, numbers } = createSubsetter(whole)(glyphs);
  const subset = new Font(openFontFile(bytes));
  expect(bytes.length).toBeLessThan(whole.length / 20);
  for (const glyph of glyphs) expect(subset.glyphToPath(numbers.get(glyph) ?? 0)).toBe(font.glyphToPath(glyph));
});

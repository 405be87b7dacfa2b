import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html.js';
import { paletteFor } from '../../src/render/html/palette.js';
import { contrast } from './contrast.js';
import { sampleLetter, style } from './sample-letter.js';

const anyColour = fc.stringMatching(/^#[0-9a-fA-F]{6}$/u);

test('any accent can be read on light and on dark paper (4.5 : 1)', () => {
  fc.assert(
    fc.property(anyColour, (accent) => {
      const { light, dark } = paletteFor(accent);
      for (const { paper, ink, accent: shown } of [light, dark]) {
        expect(contrast(shown, paper)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(ink, paper)).toBeGreaterThanOrEqual(7);
      }
    }),
  );
});

test('an accent that can be read is kept as it is', () => {
  expect(paletteFor('#b3202c').light.accent).toBe('#b3202c');
  expect(paletteFor('#ffd700').dark.accent).toBe('#ffd700');
});

test('the letter wears the accent inline, and its dark twin in the dark-mode rule', () => {
  const html = renderHtml(sampleLetter, { ...style, accent: '#0b5d3b' }, (source) => source);
  expect(html).toMatch(/<h1 class="accent" style="[^"]*color:#0b5d3b"/u);
  const { dark } = paletteFor('#0b5d3b');
  expect(html).toContain(`.accent{color:${dark.accent}!important}`);
  expect(dark.accent).not.toBe('#0b5d3b');
});

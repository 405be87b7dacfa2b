import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html.js';
import { paletteFor } from '../../src/render/html/palette.js';
import { sampleLetter, style } from './sample-letter.js';

/** WCAG 2.2: relative luminance and contrast ratio, by their definitions. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const weights = [0.2126, 0.7152, 0.0722];
    return weights.reduce((sum, weight, index) => {
      const share = Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16) / 255;
      return sum + weight * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
    }, 0);
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

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

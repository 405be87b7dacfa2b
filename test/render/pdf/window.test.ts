import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/letter/letter.js';
import { ADDRESS_AREA } from '../../../src/layout/page/window.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { fonts, letter, paragraph, paragraphOf, style, text } from '../../layout/letters.js';
import { pictureOf } from '../../tools/pdfium.js';
import { askForBytes } from './read-pdf.js';
import { touches, within, wordBoxes } from './word-boxes.js';
import { runs } from '../../runs.js';

// Left, top, right, bottom in millimetres of A4 folded at 99 and 198 mm, as the window of a DL envelope shows it.
const ALWAYS_SHOWN = [20, 57, 100, 81];
const MAY_SHOW = [10, 46, 110, 92];

const typesetter = createTypesetter(fonts, style, new Map());
const set = (address: readonly string[], ...blocks: readonly Block[]): Uint8Array =>
  typesetter.setLetter(letter(...blocks), new Map(), address);

const SHORT = ['Jo Ely', 'BATH', 'BA1 1AA'];
const WELSH = ['Siân Ŵyn-Prŷs', 'Tŷ’r Ŷd', '4 Lôn Felin Ŵydd', 'LLANFAIRPWLLGWYNGYLL', 'LL61 5UJ'];
const LONGEST = [
  'The Secretary, Inverness, Skye and West CLP',
  'Flat 17, Featherstonehaugh Court',
  'Ŵ ŷ Å É Ç Ğ ğ ĵ Ș',
  '118 Cumbernauld and Kirkintilloch Road',
  'ASHBY-DE-LA-ZOUCH',
  'LE65 1ZZ',
];

const sender = (lines: number): Block => ({
  kind: 'sender',
  name: 'Siân Prys',
  lines: Array.from({ length: lines }, (_, line) => [text(`line ${line} of the letterhead`)]),
});

describe('the address of a letter on paper', () => {
  it.each([
    ['short', SHORT],
    ['Welsh', WELSH],
    ['of six long lines', LONGEST],
  ])('stands, %s, where the window always shows it, and nothing else where it may show', (_, address) => {
    const recipient: Block = { kind: 'recipient', lines: address };
    const date: Block = { kind: 'date', text: '12 April 2028' };
    const [page = []] = wordBoxes(set(address, sender(3), recipient, date, paragraph('Dear Jo,'), paragraphOf(90)));
    const shown = page.filter((word) => within(word, ALWAYS_SHOWN));
    expect(shown.map((word) => word.text)).toEqual(address.join(' ').split(' '));
    expect(page.filter((word) => touches(word, MAY_SHOW))).toEqual(shown);
    expect(Math.max(...shown.map(({ right }) => right))).toBeLessThanOrEqual(95);
    expect(new Set(shown.filter(({ left }) => left < 26.2).map(({ top }) => top)).size).toBe(address.length);
  });

  it.each([0, 1, 3, 5, 9])('stands there below a letterhead of %i lines', (lines) => {
    const pdf = set(SHORT, ...(lines === 0 ? [] : [sender(lines)]), paragraph('Dear Jo,'));
    const [page = []] = wordBoxes(pdf);
    expect(page.filter((word) => touches(word, MAY_SHOW)).map((word) => word.text)).toEqual(SHORT.join(' ').split(' '));
    expect(page.filter(({ text: word }) => word === 'letterhead')).toHaveLength(lines);
    // Ink, whatever drew it: lines and images are no words.
    expect(inkOutside(pdf, MAY_SHOW, ALWAYS_SHOWN)).toBe(0);
  });

  it('is set in a sans serif of 10 to 12 points', () => {
    for (const address of [SHORT, WELSH, LONGEST]) {
      const sizes = [...contentOf(set(address)).matchAll(/\/F(\d+) ([\d.]+) Tf/gu)].map(([, face, size]) => [
        face,
        Number(size),
      ]);
      expect(sizes).toHaveLength(1);
      expect(sizes[0]?.[0]).toBe('5');
      expect(sizes[0]?.[1]).toBeGreaterThanOrEqual(10);
      expect(sizes[0]?.[1]).toBeLessThanOrEqual(12);
    }
  });

  it('does not fit with more lines or with a word that no line can hold', () => {
    const fits = (lines: readonly string[]): boolean => typesetter.addressFits(lines, ADDRESS_AREA);
    expect([SHORT, WELSH, LONGEST].map(fits)).toEqual([true, true, true]);
    expect(fits([...LONGEST, 'LE65 1ZZ'])).toBe(false);
    expect(fits(['Jo Ely', 'W'.repeat(60), 'BA1 1AA'])).toBe(false);
    expect(fits([...LONGEST.slice(0, 5), 'The Old Post Office, 118 Cumbernauld and Kirkintilloch Road'])).toBe(false);
  });

  it('stands there whatever it is, if it is said to fit', () => {
    const word = fc.stringMatching(/^[A-Za-zŴŵŶŷÂâÔôŁłñ0-9'-]{1,14}$/u);
    const line = fc.array(word, { minLength: 1, maxLength: 7 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 6 }), (address) => {
        fc.pre(typesetter.addressFits(address, ADDRESS_AREA));
        const [page = []] = wordBoxes(set(address, sender(3), paragraph('Dear Jo,')));
        const shown = page.filter((box) => within(box, ALWAYS_SHOWN)).map((box) => box.text);
        expect(shown.join('')).toBe(address.join('').replaceAll(' ', ''));
        expect(page.filter((box) => touches(box, MAY_SHOW))).toHaveLength(shown.length);
      }),
      { numRuns: runs(40) },
    );
  });
});

describe('the first page of a letter on paper', () => {
  it('has a mark at its edge where it is folded in thirds, which no reader is told of', () => {
    const pdf = set(SHORT, paragraph('Dear Jo,'), paragraphOf(80));
    const marks = [...contentOf(pdf).matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re f/gu)].map(
      ([, x, y, width, height]) => ({
        right: mm(Number(x) + Number(width)),
        fold: Math.round(297 - mm(Number(y) + Number(height) / 2)),
      }),
    );
    expect(marks.map(({ fold }) => fold)).toEqual([99, 198]);
    expect(contentOf(pdf)).toMatch(/\/Artifact <<\/Type \/Layout>> BDC\n[^B]* re f\n[^B]* re f\nEMC/u);
    for (const { right } of marks) expect(right).toBeLessThanOrEqual(10);
    const [first = [], second = []] = wordBoxes(pdf);
    expect(first[0]?.text).toBe('Jo');
    // The second page begins where every second page does.
    expect(Math.min(...second.map(({ top }) => top))).toBeLessThan(30);
  });
});

function mm(points: number): number {
  return (points * 25.4) / 72;
}

/** The operators of all pages. */
function contentOf(pdf: Uint8Array): string {
  return askForBytes(pdf, 'qpdf', '--qdf', '--object-streams=disable', 'FILE', '-').toString('latin1');
}

/** How many pixels of the first page are not white, within one area and outside of another. */
function inkOutside(
  pdf: Uint8Array,
  [x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[],
  inner: readonly number[],
): number {
  const { width, pixels } = pictureOf(pdf, 0, 127);
  const [left = 0, top = 0, right = 0, bottom = 0] = inner;
  let ink = 0;
  // 127 pixels an inch are five a millimetre.
  for (let y = y1 * 5; y < y2 * 5; y += 1) {
    for (let x = x1 * 5; x < x2 * 5; x += 1) {
      const inside = x >= left * 5 && x < right * 5 && y >= top * 5 && y < bottom * 5;
      const isInk = pixels.subarray(3 * (y * width + x), 3 * (y * width + x + 1)).some((value) => value < 255);
      if (!inside && isInk) ink += 1;
    }
  }
  return ink;
}

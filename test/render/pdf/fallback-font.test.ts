import { describe, expect, it } from 'vitest';
import type { Block, Letter } from '../../../src/letter/letter.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { fallback, fonts, heading, letter, paragraph, signature, style, text } from '../../layout/letters.js';
import { ask, wordsOf } from './read-pdf.js';

const plain = createTypesetter(fonts, style, new Map());
const typesetter = createTypesetter({ ...fonts, fallback }, style, new Map());
const missing = (...characters: readonly string[]): readonly string[] =>
  typesetter.missingCharacters(letter(...characters.map((said) => paragraph(said))));

// Neither of the letter's own serif faces has Ὀ or Ѫ, and none at all has Ҋ.
const blocks: readonly Block[] = [
  { kind: 'sender', name: 'Ҋван Prys', lines: [[text('Ѫ')]] },
  { kind: 'recipient', lines: ['Ҋван Ѫ', 'LL77 7AA'] },
  { kind: 'heading', level: 1, runs: [text('To Ὀδυσσεύς and Ҋван')] },
  paragraph(
    'Dear Ὀδυσσεύς-Ҋван, ',
    text('Ѫ, fine office', { strong: true }),
    text('Ѫ', { superscript: true }),
    ' Ŵyn.',
  ),
  signature,
];

describe('a fallback font', () => {
  it('sets what the letter’s faces lack, wherever it stands, as text that reads back', () => {
    expect(plain.missingCharacters(letter(...blocks))).toEqual(['Ҋ', 'Ѫ', 'Ὀ']);
    expect(typesetter.missingCharacters(letter(...blocks))).toEqual([]);
    const pdf = typesetter.setLetter(letter(...blocks), new Map());
    expect(wordsOf(pdf).join(' ')).toBe(
      'Ҋван Prys Ѫ Ҋван Ѫ LL77 7AA To Ὀδυσσεύς and Ҋван Dear Ὀδυσσεύς-Ҋван, Ѫ, fine officeѪ Ŵyn. Yours fraternally, Siân Prys',
    );
    const listed = ask(pdf, 'pdffonts', 'FILE')
      .split('\n')
      .filter((line) => line.includes('Tinos'));
    expect(listed).toHaveLength(1);
    expect(listed[0]).toMatch(/^[A-Z]{6}\+Tinos.*CID TrueType +Identity-H +yes yes yes/u);
    expect(ask(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found');
    expect(typesetter.setLetter(letter(...blocks), new Map())).toEqual(pdf);
  });

  it('sets a word whole, and as high as the words around it', () => {
    const pdf = typesetter.setLetter(letter(paragraph('Ὀδυσσεύς')), new Map());
    expect(ask(pdf, 'pdffonts', 'FILE').trim().split('\n').slice(2)).toHaveLength(1);
    const page = ask(pdf, 'qpdf', '--qdf', '--object-streams=disable', 'FILE', '-');
    const size = Number(/\/F7 ([\d.]+) Tf/u.exec(page)?.[1]);
    // Small letters have 0.475 of the size in Source Serif 4, and 0.459 in Tinos.
    expect(size).toBeCloseTo((11.5 * 0.475) / 0.459, 1);
  });

  it('stands in an address for a window, and on labels', () => {
    const address = ['Ҋван Ѫ', '1 High Street', 'LL77 7AA'];
    const pdf = typesetter.setLetter(letter(heading, paragraph('x')), new Map(), address);
    expect(wordsOf(pdf).join(' ')).toContain(address.join(' '));
    const sheet = { name: 'own', columns: 2, rows: 7, width: 99, height: 38, left: 5, top: 15, gapX: 2, gapY: 0 };
    const labels = typesetter.setLabels({ language: 'en-GB', subject: 'Labels', author: 'Siân' }, sheet, 1, [address]);
    expect(wordsOf(labels).join(' ')).toBe(address.join(' '));
  });

  it('changes no byte of a letter that does not need it', () => {
    const letters: readonly Letter[] = [
      letter(heading, paragraph('Tŷ Ŵyn: Łódź, Жанна, fine — “office”'), signature),
      { ...letter(paragraph('Ὀδυσσεύς')), largePrint: true },
    ];
    for (const one of letters) expect(typesetter.setLetter(one, new Map())).toEqual(plain.setLetter(one, new Map()));
  });

  it('does not help where it has the characters, but they would stand in the wrong order or shape', () => {
    expect(missing('שלום and Ҋ', 'x ع')).toEqual(['ש', 'ל', 'ו', 'ם', 'ع']);
    expect(missing('ก', '東', '😀')).toEqual(['ก', '東', '😀']);
  });

  it('keeps marks with their letters', () => {
    const marked = 'ҋ\u0301 x\u0302';
    expect(missing(marked)).toEqual([]);
    expect(
      wordsOf(typesetter.setLetter(letter(paragraph(marked)), new Map()))
        .join(' ')
        .normalize('NFC'),
    ).toBe(marked.normalize('NFC'));
  });
});

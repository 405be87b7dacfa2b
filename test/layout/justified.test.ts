import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadHyphenation, syllablesIn } from '../../src/layout/text/hyphenation.js';
import { breakJustifiedLines, type Line } from '../../src/layout/text/lines.js';
import { columnOf } from '../../src/layout/page/paragraph.js';
import { cutWords } from '../../src/layout/text/words.js';
import { createTypesetter } from '../../src/render/pdf/typesetter.js';
import { ask, wordsOf } from '../render/pdf/read-pdf.js';
import { design, fonts, letter, paragraph, setting, style, text } from './letters.js';
import { runs } from '../runs.js';

const hyphenation = await loadHyphenation();
const english = syllablesIn(hyphenation, 'en-GB');
const linesOf = (characters: string, width: number, syllables = english): readonly Line[] =>
  breakJustifiedLines(cutWords([text(characters)], design.body, setting), width, () => syllables);
const textOf = (line: Line): string => line.pieces.map((piece) => piece.text).join('');
const drawnWidth = (line: Line): number => {
  const pieces = line.pieces.at(-1)?.text === ' ' ? line.pieces.slice(0, -1) : line.pieces;
  return pieces.reduce((sum, piece) => sum + piece.width, 0);
};
const prose =
  'The efficient committee considered nominations from constituencies throughout the country, and its representatives, without exception, encouraged Siân Prys-Llewelyn to communicate regularly with ordinary members about affiliation and devolution.';

describe('justified lines', () => {
  it('are as wide as their column, but for the last and one that would gape, and say every word', () => {
    fc.assert(
      fc.property(fc.integer({ min: 340, max: 460 }), (width) => {
        const lines = linesOf(`${prose} ${prose}`, width);
        expect(lines.map(textOf).join('').replaceAll('\u00ad', '')).toBe(`${prose} ${prose}`);
        // Of such long words a line may be left that would gape.
        const short = lines.slice(0, -1).filter((line) => Math.abs(drawnWidth(line) - width) > 0.001);
        expect(short.length).toBeLessThanOrEqual(1);
        for (const line of short) expect(drawnWidth(line)).toBeLessThan(width);
        expect(lines.at(-1)?.width).toBeLessThanOrEqual(width);
      }),
      { numRuns: runs(120) },
    );
  });

  it('part lower-case words where the language parts them, and never names', () => {
    const parted = [120, 140, 160, 180].flatMap((width) =>
      linesOf(prose, width)
        .map((line, index, lines) =>
          /(\S+)\u00ad$/u.exec(textOf(line))?.[1]?.concat('|', textOf(lines[index + 1] ?? line)),
        )
        .filter((part) => part !== undefined),
    );
    expect(parted.length).toBeGreaterThan(6);
    for (const part of parted) expect(part).toMatch(/^\p{Ll}{2,}\|\p{Ll}{3,}/u);
    expect(english?.('devolution')).toEqual(['de', 'vol', 'u', 'tion']);
    expect(syllablesIn(hyphenation, 'cy')?.('penderfyniad')).toEqual(['pen', 'der', 'fyn', 'iad']);
    expect(syllablesIn(hyphenation, 'de')).toBeNull();
  });

  it('part fewer words than they could: none where spaces can make up for it', () => {
    expect(linesOf(prose, 460).map(textOf).join('')).not.toContain('\u00ad');
  });

  it('part no words of lines that follow each other where spaces can make up for it', () => {
    const ladder =
      'I have belonged to the party for thirty-one years, have campaigned in every election since I joined, and have held office from my branch upwards. I was a councillor in Merthyr Tydfil until 2017, so I know at first hand what austerity did to councils, and to the people who rely on them. Working for UNISON, I have stood with members against cuts and the loss of their jobs.';
    const lines = linesOf(ladder, columnOf(design).width).map(textOf);
    expect(lines.filter((line, index) => line.endsWith('\u00ad') && lines[index + 1]?.endsWith('\u00ad'))).toEqual([]);
  });

  it('have a word that is not parted in one piece, with its kerns and ligatures', () => {
    expect(english?.('committee')).toHaveLength(3);
    const [line] = linesOf('An efficient committee', 400);
    expect(line?.pieces.map((piece) => piece.text)).toEqual(['An', ' ', 'efficient', ' ', 'committee']);
  });

  it('stretch no-break spaces with the others', () => {
    const [line] = linesOf('Mr\u00a0Jones spoke on 24\u00a0June and extraordinarily unenthusiastically', 200, null);
    const spaces = line?.pieces.filter(({ text: characters }) => /^[ \u00a0]$/u.test(characters)).slice(0, -1) ?? [];
    expect(new Set(spaces.map(({ width }) => width.toFixed(6))).size).toBe(1);
    expect(spaces[0]?.width).not.toBeCloseTo(line?.pieces.at(-1)?.width ?? 0, 3);
  });

  it('leave a line as it is rather than let it gape', () => {
    const lines = linesOf('A Llanfairpwllgwyngyllgogerychwyrndrobwll A', 200);
    expect(
      Math.max(
        ...lines.flatMap(({ pieces }) => pieces.filter((piece) => piece.text === ' ').map(({ width }) => width)),
      ),
    ).toBeLessThan(12);
  });

  it('give whole words back to whoever reads or copies the page', () => {
    const justified = createTypesetter(fonts, { ...style, align: 'justified' }, hyphenation);
    const body = Array.from({ length: 6 }, () => prose).join(' ');
    const pdf = justified.setLetter(letter(paragraph(body)), new Map());
    expect(ask(pdf, 'pdfinfo', '-struct-text', 'FILE')).toContain(`"${body}"`);
    // Off the bare page a parted word has a soft hyphen, which programs drop when they put its halves together.
    expect(wordsOf(pdf).join(' ')).toContain('\u00ad ');
    expect(wordsOf(pdf).join(' ').replaceAll('\u00ad ', '')).toBe(body);
  });
});

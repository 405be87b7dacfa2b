import { describe, expect, it } from 'vitest';
import type { Face } from '../../../src/layout/text/face.js';
import type { Letter } from '../../../src/letter/letter.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { faces, fallback, fonts, letter, style, text } from '../../layout/letters.js';
import { LONG_PROOFS } from '../../long-proofs.js';
import { textByMupdf } from '../../tools/mupdf.js';
import { textByPdfjs } from '../../tools/pdfjs.js';
import { ask, textOf } from './read-pdf.js';
import { readAloud } from './read-aloud.js';

const typesetter = createTypesetter({ ...fonts, fallback }, style, new Map());

/** Programs that copy text out of a PDF, look for it there, or read it aloud; each with its name. */
const READERS: readonly (readonly [string, (pdf: Uint8Array) => string | Promise<string>])[] = [
  ['PDFium, as in Chrome', textOf],
  ['pdf.js, as in Firefox', textByPdfjs],
  ['poppler, as in Evince', (pdf) => ask(pdf, 'pdftotext', '-enc', 'UTF-8', 'FILE', '-')],
  ['MuPDF', textByMupdf],
  ['a reader aloud', readAloud],
];

/** The letter's face in each of these, and its looks where a run of text is marked so. */
const FACES = [
  ['serif', faces.serif.regular, {}, false],
  ['serif italic', faces.serif.italic, { emphasis: true }, false],
  ['serif bold', faces.serif.bold, { strong: true }, false],
  ['serif bold italic', faces.serif.boldItalic, { strong: true, emphasis: true }, false],
  ['sans', faces.sans.regular, {}, true],
  ['sans bold', faces.sans.bold, { strong: true }, true],
] as const;

/** Of the letters with marks that a face has, every so-manieth is tried; all would take too long. */
const STEP = LONG_PROOFS ? 3 : 9;

/** Poppler puts a space behind this sign of phonetics in Source Sans; no name is written with it. */
const PARTED = '\u027b\u0329';

/** Readers take ﬁ and its like apart into letters; U+034F and others that nobody sees are no marks. */
const LATIN = /^(?=\p{L})\p{Script=Latin}(?<![\ufb00-\ufb06])$/u;
const MARK = /^(?=\p{M})[\p{scx=Latin}\p{scx=Inherited}](?<!\p{Default_Ignorable_Code_Point})$/u;

function charactersOf(face: Face, kind: RegExp): readonly string[] {
  return [...face.glyphs.keys()].map((codePoint) => String.fromCodePoint(codePoint)).filter((one) => kind.test(one));
}

/** Letters with a mark that have no code point of their own. */
function stacksOf(face: Face): readonly string[] {
  const marks = charactersOf(face, MARK);
  const marked = charactersOf(face, LATIN).flatMap((base) => marks.map((mark) => (base + mark).normalize('NFC')));
  return [...new Set(marked)].filter((one) => Array.from(one).length > 1 && one !== PARTED);
}

function wordsIn(said: string): readonly string[] {
  return said.normalize('NFC').split(/\s+/u);
}

function saying(words: readonly string[], marks: object, largePrint = false): Letter {
  return { ...letter({ kind: 'paragraph', runs: [text(words.join(' '), marks)] }), largePrint };
}

/** The words that a reader of the letter does not find whole. */
async function notFound(words: readonly string[], one: Letter, reader: (typeof READERS)[number][1]): Promise<unknown> {
  expect(typesetter.missingCharacters(one)).toEqual([]);
  const found = new Set(wordsIn(await reader(typesetter.setLetter(one, new Map()))));
  return words.filter((word) => !found.has(word.normalize('NFC')));
}

describe.each(READERS)('%s finds whole', (_, reader) => {
  it.each(FACES)('every letter of the Latin script with a mark, in the middle of a word: %s', async (...one) => {
    const [, face, marks, largePrint] = one;
    const words = stacksOf(face).flatMap((stack, index) => (index % STEP === 0 ? [`n${stack}r`] : []));
    expect(words.length).toBeGreaterThan(8000 / STEP);
    expect(await notFound(words, saying(words, marks, largePrint), reader)).toEqual([]);
  });

  it('letters with two and three marks, at either end of a word, and names', async () => {
    const below = ['\u0323', '\u0324', '\u0326', '\u0329', '\u0331'];
    const above = ['\u0300', '\u0301', '\u0302', '\u0304', '\u0308', '\u030c'];
    const stacks = Array.from('aeinouwyMNRSTŁØ', (base) =>
      below.flatMap((low) => above.map((high) => [base + low + high, `${base + low + high}\u0301`])),
    ).flat(2);
    const names = ['Olúwaṣẹ́gun', 'Ọ̀ṣun', 'Adébáyọ̀', 'Ọlọ́run', 'Nguyễn', 'M̂bala', 'J̌ovan', 'Ạ̀kànní'];
    const words = [...names, ...stacks.flatMap((stack) => [`${stack}ba`, `ab${stack}`])];
    expect(await notFound(words, saying(words, {}), reader)).toEqual([]);
  });

  it('letters with marks that only the fallback font has', async () => {
    const words = ['nꬲ̇r', 'Ꞗ̄b', 'ж̃ж', 'α̩β', 'ə͆s'].filter(
      (word) => typesetter.missingCharacters(saying([word], {})).length === 0,
    );
    expect(words.length).toBeGreaterThan(2);
    expect(await notFound(words, saying(words, {}), reader)).toEqual([]);
  });
});

it('a letter with such names has the same bytes whatever was set before it', () => {
  const one = saying(['Ọ̀ṣun', 'Adébáyọ̀'], {});
  const alone = createTypesetter(fonts, style, new Map()).setLetter(one, new Map());
  typesetter.setLetter(saying(['M̂bala', 'Adébáyọ̀'], {}), new Map());
  for (const time of ['first', 'second', 'third'])
    expect(typesetter.setLetter(one, new Map()), `set for the ${time} time`).toEqual(alone);
});

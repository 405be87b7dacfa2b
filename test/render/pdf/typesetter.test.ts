import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Letter, Run } from '../../../src/letter/letter.js';
import { createTypesetter } from '../../../src/render/pdf/typesetter.js';
import { faces, fonts, heading, letter, paragraph, paragraphOf, signature, style, text } from '../../layout/letters.js';
import { ask, wordsOf } from './read-pdf.js';
import { runs } from '../../runs.js';

const typesetter = createTypesetter(fonts, style, new Map());
const set = (...blocks: readonly Block[]): Uint8Array => typesetter.setLetter(letter(...blocks), new Map());

const website = { kind: 'link', href: 'https://www.example.org/sian?a=1&b=(2)', runs: [text('my website')] } as const;
const sender: Block = {
  kind: 'sender',
  name: 'Siân Prys',
  lines: [[text('Ynys Môn CLP')], [text('sian@example.org')]],
};
const recipient: Block = { kind: 'recipient', lines: ['Jo Bloggs', '1 Stryd Fawr', 'Llangefni', 'LL77 7RX'] };
const full: Letter = {
  ...letter(
    sender,
    recipient,
    { kind: 'date', text: '12 April 2028' },
    paragraph('Dear Jo,'),
    paragraph(
      'By the 24',
      text('th', { superscript: true }),
      ' June your ',
      text('efficient', { emphasis: true }),
      ' office, and ',
      text('affluent', { strong: true }),
      ' flocks, in Tŷ Ŵyn.',
    ),
    heading,
    paragraph('Please read ', website, ' soon.'),
    {
      kind: 'list',
      start: 3,
      items: [[paragraph('Łukasz Wiśniewski')], [paragraph('Catrìona NicLeòid'), paragraphOf(2)]],
    },
    { kind: 'quotation', blocks: [paragraph('What others say')] },
    { kind: 'rule' },
    ...Array.from({ length: 12 }, () => paragraphOf(4)),
    signature,
  ),
  subject: 'Smith & Sons <again>: ŵ?',
};

describe('a letter as a PDF', () => {
  const pdf = typesetter.setLetter(full, new Map());

  it('is a file that qpdf finds nothing wrong with', () => {
    expect(ask(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found');
  });

  it('tells its title, author, language and paper, and no time of its making', () => {
    const info = ask(pdf, 'pdfinfo', '-isodates', 'FILE');
    for (const line of [
      'Title:           Smith & Sons <again>: ŵ?',
      'Author:          Siân Prys',
      'Tagged:          yes',
      'Pages:           2',
      '(A4)',
      'CreationDate:    2008-07-01',
    ]) {
      expect(info).toContain(line);
    }
    const catalogue = ask(pdf, 'qpdf', '--json', '--json-key=qpdf', 'FILE');
    expect(catalogue).toContain('"/Lang": "u:en-GB"');
    expect(catalogue).toContain('"/DisplayDocTitle": true');
    expect(ask(pdf, 'pdfinfo', '-meta', 'FILE')).toContain('Smith &amp; Sons &lt;again&gt;: ŵ?');
  });

  it('embeds every face as a subset that reads back as Unicode', () => {
    const listed = ask(pdf, 'pdffonts', 'FILE').trim().split('\n').slice(2);
    expect(listed.map((line) => line.split(/\s+/u)[0]?.replace(/^[A-Z]{6}\+/u, '')).sort()).toEqual([
      'SourceSans3-Regular',
      'SourceSerif4-Bold',
      'SourceSerif4-Italic',
      'SourceSerif4-Regular',
    ]);
    for (const line of listed) expect(line).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/u);
  });

  it('gives its words back in reading order, ligatures, Welsh letters and superscripts as plain characters', () => {
    const words = wordsOf(set(...full.blocks.slice(0, 10))).join(' ');
    expect(words).toBe(
      'Siân Prys Ynys Môn CLP sian@example.org Jo Bloggs 1 Stryd Fawr Llangefni LL77 7RX 12 April 2028 Dear Jo, ' +
        'By the 24th June your efficient office, and affluent flocks, in Tŷ Ŵyn. A heading Please read my website ' +
        '(www.example.org/sian?a=1&b=(2)) soon. ' +
        '3. Łukasz Wiśniewski 4. Catrìona NicLeòid line 1 line 2 What others say',
    );
  });

  it('reads the text around a link aloud in its order', () => {
    const said = ask(set(paragraph('Please read ', website, ' soon.')), 'pdfinfo', '-struct-text', 'FILE');
    expect(said.match(/"(.*?)"/gu)).toEqual([
      '"Please read "',
      '"my website"',
      '" ("',
      '"www.example.org/sian?a=1&b=(2)"',
      '") soon."',
    ]);
  });

  it('tells a screen reader what is what, and of no page number', () => {
    const structure = ask(pdf, 'pdfinfo', '-struct-text', 'FILE');
    const lines = structure.split('\n').map((line) => line.trim());
    for (const part of [
      'Document',
      'H2 (block)',
      '"A heading"',
      'Link (inline)',
      '"my website"',
      'L (block):',
      '"3. "',
      'BlockQuote',
    ]) {
      expect(
        lines.some((line) => line === part),
        part,
      ).toBe(true);
    }
    expect(structure).toContain('"By the 24th June your efficient office, and affluent flocks, in Tŷ Ŵyn."');
    expect(structure).toContain('"Jo Bloggs 1 Stryd Fawr Llangefni LL77 7RX"');
    expect(structure).not.toContain('Page 1');
    expect(wordsOf(pdf).join(' ')).toContain('Page 1 of 2');
  });

  it('can be clicked where a link stands', () => {
    const annotations = ask(pdf, 'qpdf', '--json', '--json-key=qpdf', 'FILE');
    expect(annotations).toContain('"/URI": "u:https://www.example.org/sian?a=1&b=(2)"');
    const rectangle =
      /"\/Rect": \[\s*([\d.]+),\s*([\d.]+),\s*([\d.]+),\s*([\d.]+)/u.exec(annotations)?.slice(1).map(Number) ?? [];
    const boxes = ask(pdf, 'pdftotext', '-bbox', 'FILE', '-');
    const word =
      /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">website</u.exec(boxes)?.slice(1).map(Number) ??
      [];
    const [left = 0, bottom = 0, right = 0, top = 0] = rectangle;
    const [xMin = 0, yMin = 0, xMax = 0, yMax = 0] = word;
    const middle = 841.89 - (yMin + yMax) / 2;
    expect(left).toBeLessThan(xMin);
    expect(Math.abs(right - xMax)).toBeLessThan(0.1);
    expect(middle).toBeGreaterThan(bottom);
    expect(middle).toBeLessThan(top);
  });

  it('is the same bytes whenever it is made, and whatever was made before it', () => {
    const fresh = createTypesetter(fonts, style, new Map());
    set(paragraph('Quite another letter, with żółć, ², 2 and ﬁ of its own'));
    expect(Buffer.compare(typesetter.setLetter(full, new Map()), pdf)).toBe(0);
    expect(Buffer.compare(fresh.setLetter(full, new Map()), pdf)).toBe(0);
  });

  it('tells apart what looks the same: superscripts, no-break spaces, typed ligatures', () => {
    const superscript = (characters: string): Run => text(characters, { superscript: true });
    const blocks = [
      paragraph('x²', superscript('2'), ' 24', superscript('ain'), ' 24\u00a0June ﬁt fit ᵃ'),
      paragraph(superscript('2'), '²'),
    ];
    const page = set(...blocks);
    expect(ask(page, 'pdftotext', '-raw', 'FILE', '-')).toBe('x²2 24ain 24 June ﬁt fit ᵃ\n2²\n\f');
    expect(
      Buffer.compare(createTypesetter(fonts, style, new Map()).setLetter(letter(...blocks), new Map()), page),
    ).toBe(0);
  });

  it('stays small', () => {
    expect(pdf.length).toBeLessThan(30 * 1024);
  });

  it('finds every object of a letter that has hundreds of them', () => {
    const words = Array.from({ length: 600 }, (_, index) => `paragraph${index}`);
    const long = set(...words.map((word) => paragraph(word)));
    expect(ask(long, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found');
    expect(
      wordsOf(long)
        .join(' ')
        .replaceAll(/(?: Siân Prys ·)? Page \d+ of \d+/gu, ''),
    ).toBe(words.join(' '));
    const structure = ask(long, 'pdfinfo', '-struct-text', 'FILE');
    expect(structure.match(/paragraph\d+/gu)).toEqual(words);
  });

  it('keeps its lines apart evenly where a superscript stands', () => {
    const boxes = ask(
      set(paragraph('one', { kind: 'break' }, 'the 24', text('th', { superscript: true }), { kind: 'break' }, 'three')),
      'pdftotext',
      '-bbox',
      'FILE',
      '-',
    );
    const [one = 0, the = 0, three = 0] = ['one', 'the', 'three'].map((word) =>
      Number(new RegExp(`yMin="([\\d.]+)"[^>]*>${word}<`, 'u').exec(boxes)?.[1]),
    );
    expect(the - one).toBeCloseTo(three - the, 3);
  });

  it('gives back any text of its faces', () => {
    const characters = [...faces.serif.regular.glyphs.keys()]
      .filter(
        (codePoint) =>
          (codePoint > 0x20 && codePoint < 0x180 && codePoint !== 0xad && codePoint !== 0xa0) ||
          (codePoint >= 0x1e80 && codePoint <= 0x1ef9),
      )
      .map((codePoint) => String.fromCodePoint(codePoint))
      .filter((character) => /[\p{L}\p{N}\p{P}\p{Sc}]/u.test(character));
    // Letters at both ends: pdftotext guesses where words part, and takes "! !" for "!!".
    const word = fc
      .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 9 })
      .map((parts) => `n${parts.join('')}n`);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
        expect(
          wordsOf(set(paragraph(words.join(' '))))
            .join(' ')
            .normalize('NFC'),
        ).toBe(words.join(' ').normalize('NFC'));
      }),
      { numRuns: runs(40) },
    );
  });
});

describe('large print', () => {
  it('has no glyph below 16 points, no serifs, and keeps to the left even where others are justified', () => {
    const large = { ...full, largePrint: true };
    const pdf = createTypesetter(fonts, { ...style, align: 'justified' }, new Map()).setLetter(large, new Map());
    const listed = ask(pdf, 'pdffonts', 'FILE');
    expect(listed).toContain('SourceSans3-Regular');
    expect(listed).not.toContain('Serif');
    const sizes = [
      ...ask(pdf, 'qpdf', '--qdf', '--object-streams=disable', 'FILE', '-').matchAll(/\/F\d ([\d.]+) Tf/gu),
    ];
    expect(Math.min(...sizes.map(([, size]) => Number(size)))).toBe(16);
    expect(wordsOf(pdf).join(' ')).toContain('By the 24th June your efficient office, and affluent flocks, in Tŷ Ŵyn.');
  });
});

describe('missing characters', () => {
  it('are told in reading order, each once, of whatever face they would be set in', () => {
    const blocks: Block[] = [
      { ...sender, name: 'Siân 😀 Prys' },
      { kind: 'recipient', lines: ['東京', 'Tŷ Ŵyn'] },
      paragraph('😀 and 東, ', { kind: 'link', href: 'https://example.org', runs: [text('ع')] }),
      { kind: 'list', start: null, items: [[{ kind: 'quotation', blocks: [paragraph('ก')] }]] },
      { kind: 'signature', closing: 'Hwyl,', name: 'ა' },
    ];
    expect(typesetter.missingCharacters(letter(...blocks))).toEqual(['😀', '東', '京', 'ع', 'ก', 'ა']);
  });

  it('that are set all the same are a mistake of the program', () => {
    expect(() => set(paragraph('A 😀'))).toThrow('no glyph for "😀"');
  });

  it('are none in Welsh, Gaelic and Polish, composed or not', () => {
    const names = 'Ŵyn Ŷnyr Siân Tŷ ẁ ẃ ẅ ỳ Òrdugh Łódź żółć'.normalize('NFD');
    expect(typesetter.missingCharacters(letter(paragraph(names), { kind: 'recipient', lines: [names] }))).toEqual([]);
    expect(wordsOf(set(paragraph(names))).join(' ')).toBe(names.normalize('NFC'));
  });
});

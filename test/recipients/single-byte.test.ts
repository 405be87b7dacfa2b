import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { codecOf, singleByteEncoding, SINGLE_BYTE_ENCODINGS } from '../../src/recipients/encoding/single-byte.js';

/** What lists hold beyond ASCII, as far as all three encodings have it. */
const WORDS = `
Siân|Môn|Siôn|Zoë|Élan|Renée|André|Brontë|Beyoncé|Thérèse|Gwenllïan|Gwynfôr|Bróna|Seán|Siobhán|Múirne|Gráinne|Róisín|Caoimhín|Áine|Éamonn
Müller|Jürgen|Björn|Özil|Ünal|Strauß|Schäfer|Muñoz|Peña|José|García|Núñez|Íñigo|Araújo|João|Gonçalves|Conceição|Søren|Ålund|Bjørn|Kjærgaard
Chloë|Noël|Lôn|Crème|Françoise|Hélène|Côté|Benoît|Cwmbrân|Pwllhêli|Rhôs|Pen-y-Fôn|Sîan|Tân|Hên|Tîm|Gwên|£5|£20.00|ÉLAN|SIÂN|école|a£
`
  .trim()
  .split(/[|\n]/u);

/** Lists of so many of the words, always the same. */
function listsOf(length: number): readonly string[] {
  const step = [7, 11, 13, 17, 23, 29, 31, 37];
  return step.flatMap((stride) =>
    WORDS.map((_, start) =>
      Array.from({ length }, (__, index) => WORDS[(start + index * stride) % WORDS.length] ?? '').join(',Leeds\n'),
    ),
  );
}

describe.each(SINGLE_BYTE_ENCODINGS)('a list in %s', (encoding) => {
  it.each([
    [1, encoding === 'Windows-1252' ? 1 : 0.6],
    [5, encoding === 'Windows-1252' ? 1 : 0.99],
    [20, 1],
  ])('with %i such words is known by them', (length, share) => {
    const lists = listsOf(length);
    const known = lists.filter((list) => singleByteEncoding(iconv.encode(list, codecOf(encoding))) === encoding);
    expect(known.length / lists.length).toBeGreaterThanOrEqual(share);
  });
});

it('is in Windows-1252 where its only signs are those of a word processor', () => {
  for (const text of ['O’Brien', 'Weald\u00A0of\u00A0Kent', 'Stoke–on–Trent', '“Jo” Ely …', '€5', 'Jo ‘J’ Ely'])
    expect(singleByteEncoding(iconv.encode(text, 'windows-1252'))).toBe('Windows-1252');
});

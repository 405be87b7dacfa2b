import type { Face } from '../../layout/text/face.js';
import type { Glyph, GlyphStretch } from '../../layout/text/shaping.js';
import { joined, rounded } from './numbers.js';

/** The two-byte codes by which a face's glyphs stand in page contents (ISO 32000-1, 9.7.6.2: CIDs under Identity-H). */
export interface GlyphCodes {
  /**
   * A glyph's code is its number in the font, plus a multiple of the number of glyphs where the same glyph stands for
   * other characters (² and a superscript 2, a space and a no-break space), so that each code reads back as one text.
   */
  readonly codeOf: (glyph: Pick<Glyph, 'id' | 'codePoints'>) => number;
  readonly glyphOf: (code: number) => number;
  /** The elements of a TJ array for glyphs of that size and rise, in points. The same for every letter, and so kept. */
  readonly encode: (stretch: GlyphStretch, size: number, rise: number) => string;
}

/** Characters that would end or break a literal string. */
const TO_ESCAPE = /[\\()\r]/gu;

export function glyphCodes(face: Face): GlyphCodes {
  const count = face.metrics.glyphs;
  const characters = charactersByGlyph(face);
  const kept = new WeakMap<GlyphStretch, { readonly size: number; readonly rise: number; readonly elements: string }>();

  const codeOf = (glyph: Pick<Glyph, 'id' | 'codePoints'>): number => {
    const own = characters.get(glyph.id);
    if (own === undefined) return glyph.id;
    const place = glyph.codePoints.length === 1 ? own.indexOf(glyph.codePoints[0] ?? 0) : own.length + 1;
    return glyph.id + count * (place === -1 ? own.length : place);
  };
  return {
    codeOf,
    glyphOf: (code) => code % count,
    encode: (stretch, size, rise) => {
      const known = kept.get(stretch);
      if (known?.size === size && known.rise === rise) return known.elements;
      const elements = encodeGlyphs(stretch.glyphs, codeOf, size, rise);
      kept.set(stretch, { size, rise, elements });
      return elements;
    },
  };
}

/** Whether two bytes are enough for the codes of a face, whatever is set in it. */
export function hasCodeForEachGlyph(face: Face): boolean {
  const count = face.metrics.glyphs;
  const largest = [...charactersByGlyph(face)].map(([glyph, own]) => glyph + count * (own.length + 1));
  return Math.max(count, ...largest) <= 0xffff;
}

/** The characters that the font's own table gives to each glyph, in ascending order. */
function charactersByGlyph(face: Face): ReadonlyMap<number, readonly number[]> {
  const characters = new Map<number, number[]>();
  for (const [codePoint, id] of face.glyphs) {
    const known = characters.get(id);
    if (known === undefined) characters.set(id, [codePoint]);
    else known.push(codePoint);
  }
  return characters;
}

/** `(codes) kern (codes)`, with text rise and moves around marks that stand off the baseline. */
function encodeGlyphs(glyphs: readonly Glyph[], codeOf: (glyph: Glyph) => number, size: number, rise: number): string {
  let elements = '';
  let codes = '';
  const close = (move: number): void => {
    if (codes !== '') elements += `(${codes})`;
    codes = '';
    if (Math.abs(move) >= 0.5) elements = joined(elements, String(Math.round(-move)));
  };
  for (const glyph of glyphs) {
    if (glyph.xOffset !== 0) close(glyph.xOffset);
    if (glyph.yOffset !== 0) {
      close(0);
      elements += `]TJ ${rounded(rise + (glyph.yOffset * size) / 1000)} Ts[`;
    }
    codes += written(codeOf(glyph));
    if (glyph.yOffset !== 0) {
      close(0);
      elements += `]TJ ${rounded(rise)} Ts[`;
    }
    const kern = glyph.advance - glyph.width - glyph.xOffset;
    if (Math.abs(kern) >= 0.5) close(kern);
  }
  close(0);
  return elements;
}

/** The elements of a TJ array for these codes, after which the pen moves by `advance`. */
export function showCodes(codes: readonly number[], { width, advance }: Pick<Glyph, 'width' | 'advance'>): string {
  const kern = advance - width;
  return `(${codes.map(written).join('')})${Math.abs(kern) >= 0.5 ? String(Math.round(-kern)) : ''}`;
}

/** A code as two characters of a literal string. */
function written(code: number): string {
  return String.fromCharCode(code >> 8, code & 0xff).replace(TO_ESCAPE, escaped);
}

function escaped(character: string): string {
  return character === '\r' ? '\\r' : `\\${character}`;
}

import { create, type Font } from 'fontkit';

/** One glyph of shaped text. Measures are in thousandths of the type size. */
export interface Glyph {
  readonly id: number;
  /** The characters that it stands for: several for a ligature. */
  readonly codePoints: readonly number[];
  /** Its width in the font's own table, and how far the pen moves here: they differ by the kerning. */
  readonly width: number;
  readonly advance: number;
  /** Where it is drawn, from the pen: not 0 for combining marks only. */
  readonly xOffset: number;
  readonly yOffset: number;
}

/** A stretch of text as glyphs of one face. The same object for the same text, so that it can key a cache. */
export interface ShapedText {
  readonly glyphs: readonly Glyph[];
  /** In thousandths of the type size. */
  readonly width: number;
}

/** One cut of a typeface: what it has, and what text set in it measures. */
export interface Face {
  /** The file, for embedding. */
  readonly bytes: Uint8Array;
  readonly font: Font;
  has(codePoint: number): boolean;
  /** Kerned, with ligatures. `text` is in NFC and holds no line break. */
  shape(text: string): ShapedText;
  /** A hyphen that reads as a soft one (U+00AD), since the word that it parts is still one word (ISO 32000-1, 14.8.2.2.3). */
  softHyphen(): ShapedText;
  /** The face's own superior letters and figures, or null where it lacks one of them. */
  shapeSuperior(text: string): ShapedText | null;
}

/** Words beyond this are shaped again: a million names must not fill the memory. */
const CACHED_WORDS = 4_000;

/** Programs that read text off a page take a gap of a tenth of the size for a space (as between ſ and Ỹ). */
const WIDEST_KERN = 90;

/** Opens a TrueType font. Throws where the bytes are none. */
export function openFace(bytes: Uint8Array): Face {
  const font = create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (!('layout' in font)) throw new TypeError('a collection of fonts cannot be used: give one TrueType file');
  forgetGlyphs(font);
  const codePoints = new Set(font.characterSet);
  const scale = 1000 / font.unitsPerEm;

  const shapeWith = (text: string, features?: string[]): ShapedText => {
    const run = font.layout(text, features);
    let width = 0;
    const glyphs = run.glyphs.map((glyph, index): Glyph => {
      const position = run.positions[index];
      const natural = glyph.advanceWidth * scale;
      const advance = Math.min((position?.xAdvance ?? 0) * scale, natural + WIDEST_KERN);
      width += advance;
      return {
        id: glyph.id,
        codePoints: glyph.codePoints,
        width: natural,
        advance,
        xOffset: (position?.xOffset ?? 0) * scale,
        yOffset: (position?.yOffset ?? 0) * scale,
      };
    });
    return { glyphs, width };
  };

  const softHyphen = (): ShapedText => {
    // As a soft hyphen itself is shaped it has no width, and is not drawn.
    const { glyphs, width } = shapeWith('-');
    return { glyphs: glyphs.map((glyph) => ({ ...glyph, codePoints: [0xad] })), width };
  };
  let hyphen: ShapedText | null = null;
  return {
    bytes,
    font,
    has: (codePoint) => codePoints.has(codePoint),
    // Only when it is needed: the first text of a face costs as much as a thousand others.
    softHyphen: () => (hyphen ??= softHyphen()),
    shape: remember((text) => shapeWith(text)),
    shapeSuperior: remember((text) => {
      const plain = shapeWith(text);
      const superior = shapeWith(text, ['sups']);
      const all = superior.glyphs.length === plain.glyphs.length;
      return all && superior.glyphs.every(({ id }, index) => id !== plain.glyphs[index]?.id) ? superior : null;
    }),
  };
}

/**
 * fontkit keeps one object a glyph, with the characters that it first stood for: of a 2 and a superior 2, of a space and a
 * no-break space, of ∆ and Δ even within one word, it would give whichever came first. Without its memory it is right.
 */
function forgetGlyphs(font: Font): void {
  const getGlyph = font.getGlyph.bind(font);
  const getFreshGlyph: typeof getGlyph = (id, codePoints) => {
    Object.assign(font, { _glyphs: {} });
    return getGlyph(id, codePoints);
  };
  Object.assign(font, { getGlyph: getFreshGlyph });
}

function remember<Value>(make: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= CACHED_WORDS) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}

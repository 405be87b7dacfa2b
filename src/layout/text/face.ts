import { Feature, Font } from 'harfbuzzjs';
import { openFontFile, readMetrics, type FaceMetrics } from './face-metrics.js';
import { recentlyUsed } from '../../kept/recently-used.js';
import { createShaper, type ShapedText } from './shaping.js';

/** One cut of a typeface: what it has, and what text set in it measures. */
export interface Face {
  /** The file, for embedding. */
  readonly bytes: Uint8Array;
  readonly metrics: FaceMetrics;
  /** The glyphs of the characters that it has, by their code points, in ascending order. */
  readonly glyphs: ReadonlyMap<number, number>;
  has(codePoint: number): boolean;
  /** Kerned, with ligatures. `text` is in NFC and holds no line break. */
  shape(text: string): ShapedText;
  /** A hyphen that reads as a soft one (U+00AD), since the word that it parts is still one word (ISO 32000-1, 14.8.2.2.3). */
  softHyphen(): ShapedText;
  /** The face's own superior letters and figures, or null where it lacks one of them. */
  shapeSuperior(text: string): ShapedText | null;
}

/** Words beyond this are shaped again: a million names must not fill the memory. */
const CACHED_WORDS = 2_000;

const SUPERIORS = [new Feature('sups', 1)];

/** Opens a TrueType font. Throws where the bytes are none. */
export function openFace(bytes: Uint8Array): Face {
  const file = openFontFile(bytes);
  const font = new Font(file);
  const glyphs = new Map<number, number>();
  for (const codePoint of file.collectUnicodes()) glyphs.set(codePoint, font.nominalGlyph(codePoint) ?? 0);
  const shapeWith = createShaper(font, 1000 / file.upem);

  const softHyphen = (): ShapedText => {
    // As a soft hyphen itself is shaped it has no width, and is not drawn.
    const { stretches, width } = shapeWith('-');
    const glyphs = stretches.flatMap((stretch) => (stretch.kind === 'glyphs' ? stretch.glyphs : []));
    const soft = glyphs.map((glyph) => ({ ...glyph, codePoints: [0xad] }));
    return { stretches: [{ kind: 'glyphs', glyphs: soft }], width };
  };
  let hyphen: ShapedText | null = null;
  return {
    bytes,
    metrics: readMetrics(file),
    glyphs,
    has: (codePoint) => glyphs.has(codePoint),
    softHyphen: () => (hyphen ??= softHyphen()),
    shape: remember((text) => shapeWith(text)),
    shapeSuperior: remember((text) => {
      const plain = glyphIds(shapeWith(text));
      const shaped = shapeWith(text, SUPERIORS);
      const superior = glyphIds(shaped);
      const all = superior.length === plain.length;
      return all && superior.every((id, index) => id !== plain[index]) ? shaped : null;
    }),
  };
}

function glyphIds({ stretches }: ShapedText): readonly number[] {
  return stretches.flatMap((stretch) => {
    const glyphs = stretch.kind === 'glyphs' ? stretch.glyphs : stretch.parts;
    return glyphs.map(({ id }) => id);
  });
}

function remember<Value>(make: (text: string) => Value): (text: string) => Value {
  const known = recentlyUsed<Value>(CACHED_WORDS);
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    known.set(text, made);
    return made;
  };
}

import { Buffer, ClusterLevel, Feature, Font, shape } from 'harfbuzzjs';
import { openFontFile, readMetrics, type FaceMetrics } from './face-metrics.js';
import { recentlyUsed } from '../../kept/recently-used.js';

/** One glyph of shaped text. Measures are in thousandths of the type size. */
export interface Glyph {
  readonly id: number;
  /** The characters that it stands for: several for a ligature, none for what follows the first of several glyphs for one. */
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

/** Programs that read text off a page take a gap of a tenth of the size for a space (as between ſ and Ỹ). */
const WIDEST_KERN = 90;

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
    const { glyphs: shaped, width } = shapeWith('-');
    return { glyphs: shaped.map((glyph) => ({ ...glyph, codePoints: [0xad] })), width };
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
      const plain = shapeWith(text);
      const superior = shapeWith(text, SUPERIORS);
      const all = superior.glyphs.length === plain.glyphs.length;
      return all && superior.glyphs.every(({ id }, index) => id !== plain.glyphs[index]?.id) ? superior : null;
    }),
  };
}

function createShaper(font: Font, scale: number): (text: string, features?: Feature[]) => ShapedText {
  const buffer = new Buffer();
  return (text, features) => {
    buffer.reset();
    buffer.setClusterLevel(ClusterLevel.CHARACTERS);
    buffer.addText(text);
    // Left to itself, it would be the language of this computer.
    buffer.setLanguage('und');
    buffer.guessSegmentProperties();
    shape(font, buffer, features);
    const infos = buffer.getGlyphInfos();
    const positions = buffer.getGlyphPositions();
    const charactersOf = byCluster(text, infos);
    let width = 0;
    const glyphs = infos.map(({ codepoint: id, cluster }, index): Glyph => {
      const natural = font.glyphHAdvance(id) * scale;
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      const advance = Math.min(xAdvance * scale, natural + WIDEST_KERN);
      width += advance;
      const codePoints = charactersOf.get(cluster) ?? [];
      charactersOf.delete(cluster);
      return { id, codePoints, width: natural, advance, xOffset: xOffset * scale, yOffset: yOffset * scale };
    });
    return { glyphs, width };
  };
}

/** The code points between the places in the text (UTF-16) at which glyphs' characters begin, by those places. */
function byCluster(text: string, infos: readonly { readonly cluster: number }[]): Map<number, readonly number[]> {
  const starts = [...new Set(infos.map(({ cluster }) => cluster))].sort((a, b) => a - b);
  return new Map(
    starts.map((start, index) => {
      const characters = text.slice(start, starts[index + 1]);
      return [start, Array.from(characters, (character) => character.codePointAt(0) ?? 0)];
    }),
  );
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

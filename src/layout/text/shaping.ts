import { Buffer, ClusterLevel, Feature, Font, shape } from 'harfbuzzjs';

/** One glyph of shaped text. Measures are in thousandths of the type size. */
export interface Glyph {
  readonly id: number;
  /** The characters that it stands for: several for a ligature. */
  readonly codePoints: readonly number[];
  /** Its width in the font's own table, and how far the pen moves here: they differ by the kerning. */
  readonly width: number;
  readonly advance: number;
  /** Where it is drawn, from the pen: not 0 for a mark without a letter below it only. */
  readonly xOffset: number;
  readonly yOffset: number;
}

/** Glyphs of which each stands for characters of its own. */
export interface GlyphStretch {
  readonly kind: 'glyphs';
  readonly glyphs: readonly Glyph[];
}

/**
 * A letter with its marks where the font has no single glyph for them: several glyphs that
 * together stand for characters. Measures are in thousandths of the type size.
 */
export interface Stack {
  readonly kind: 'stack';
  readonly codePoints: readonly number[];
  /** As of a glyph. */
  readonly width: number;
  readonly advance: number;
  /** The glyphs, and where each is drawn from the pen. */
  readonly parts: readonly StackPart[];
}

export interface StackPart {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Text as glyphs of one face. The same object for the same text, and so are its stretches, so that
 * they can key a cache.
 */
export interface ShapedText {
  readonly stretches: readonly (GlyphStretch | Stack)[];
  /** In thousandths of the type size. */
  readonly width: number;
}

/** Text as glyphs, with the font's features switched on that are given. */
type Shaper = (text: string, features?: Feature[]) => ShapedText;

/** Programs that read text off a page take a gap of a tenth of the size for a space (as between ſ and Ỹ). */
const WIDEST_KERN = 90;

/** A letter, and a mark on it. */
const WITH_MARK = /\P{M}\p{M}/u;

/** @param scale how many thousandths of the type size one of the font's units is */
export function createShaper(font: Font, scale: number): Shaper {
  const buffer = new Buffer();
  return (text, features) => {
    buffer.reset();
    // A letter and its marks are one cluster.
    buffer.setClusterLevel(ClusterLevel.MONOTONE_GRAPHEMES);
    buffer.addText(text);
    // Left to itself, it would be the language of this computer.
    buffer.setLanguage('und');
    buffer.guessSegmentProperties();
    shape(font, buffer, features);
    const positions = buffer.getGlyphPositions();
    const glyphs = buffer.getGlyphInfos().map(({ codepoint: id, cluster }, index): PlacedGlyph => {
      const natural = font.glyphHAdvance(id) * scale;
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      const advance = Math.min(xAdvance * scale, natural + WIDEST_KERN);
      return { id, cluster, width: natural, advance, xOffset: xOffset * scale, yOffset: yOffset * scale };
    });
    return { stretches: stretchesOf(text, glyphs), width: glyphs.reduce((sum, { advance }) => sum + advance, 0) };
  };
}

/** `cluster` is the place in the text (UTF-16) where the characters begin that it stands for, alone or with others. */
interface PlacedGlyph extends Omit<Glyph, 'codePoints'> {
  readonly cluster: number;
}

/** The code points of a text, in its order. */
export function codePointsOf(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

function stretchesOf(text: string, placed: readonly PlacedGlyph[]): readonly (GlyphStretch | Stack)[] {
  const stretches: (GlyphStretch | Stack)[] = [];
  let glyphs: Glyph[] = [];
  for (const { characters, own } of clustersOf(text, placed)) {
    const codePoints = codePointsOf(characters);
    const [only, ...others] = own;
    if (only === undefined || others.length > 0 || WITH_MARK.test(characters)) {
      stretches.push(stackOf(own, codePoints));
      glyphs = [];
      continue;
    }
    const { id, width, advance, xOffset, yOffset } = only;
    if (glyphs.length === 0) stretches.push({ kind: 'glyphs', glyphs });
    glyphs.push({ id, codePoints, width, advance, xOffset, yOffset });
  }
  return stretches;
}

interface Cluster {
  readonly characters: string;
  readonly own: readonly PlacedGlyph[];
}

/** The characters that cannot be told apart by their glyphs, and those glyphs: from left to right. */
function clustersOf(text: string, placed: readonly PlacedGlyph[]): readonly Cluster[] {
  const byStart = new Map<number, PlacedGlyph[]>();
  for (const glyph of placed) {
    const own = byStart.get(glyph.cluster);
    if (own === undefined) byStart.set(glyph.cluster, [glyph]);
    else own.push(glyph);
  }
  const starts = [...byStart.keys()].sort((a, b) => a - b);
  return [...byStart].map(([start, own]) => ({
    characters: text.slice(start, starts[starts.indexOf(start) + 1]),
    own,
  }));
}

/** Glyphs drawn as one, with each where the pen would have come to. */
function stackOf(glyphs: readonly PlacedGlyph[], codePoints: readonly number[]): Stack {
  const parts: StackPart[] = [];
  let [width, advance] = [0, 0];
  for (const glyph of glyphs) {
    parts.push({ id: glyph.id, x: advance + glyph.xOffset, y: glyph.yOffset });
    width += glyph.width;
    advance += glyph.advance;
  }
  return { kind: 'stack', codePoints, width, advance, parts };
}

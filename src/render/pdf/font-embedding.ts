import { hash } from 'node:crypto';
import type { PdfReference, PdfValue } from 'pdfkit';
import type { Face } from '../../layout/text/face.js';
import type { GlyphStretch, Stack } from '../../layout/text/shaping.js';
import { recentlyUsed } from '../../kept/recently-used.js';
import { deflateForMany } from './deflate.js';
import { glyphCodes, type GlyphCodes } from './glyph-codes.js';
import { pdfText, type PdfFile } from './pdf-file.js';
import { createSubsetter } from './truetype-subset.js';

/** A face that letters can be written in and that can be put into their files. */
export interface EmbeddableFace {
  /** Its name among a page's resources. */
  readonly name: string;
  readonly codes: GlyphCodes;
  /** Adds the codes of glyphs, by the code: where one reads back in two ways, as it stood first. Throws where a glyph is missing. */
  readonly addUses: (stretch: GlyphStretch, uses: Map<number, CodeUse>) => void;
  /** Puts the glyphs of these codes into the file. */
  readonly embed: (uses: ReadonlyMap<number, CodeUse>, file: PdfFile) => PdfReference;
  /** Puts these stacks into the file, as a font in which the first has the code 1. Throws where a glyph is missing. */
  readonly embedStacks: (stacks: readonly Stack[], file: PdfFile) => PdfReference;
}

/** The parts of an embedded font that depend on which glyphs it has. */
interface Subset {
  readonly name: string;
  readonly fontFile: Uint8Array;
  readonly fontFileLength: number;
  readonly glyphsByCode: Uint8Array;
  readonly toUnicode: Uint8Array;
  readonly widths: readonly PdfValue[];
}

/** What a code draws and reads as. */
export interface CodeUse {
  readonly code: number;
  readonly width: number;
  readonly codePoints: readonly number[];
}

/** Most letters of a mailing need the same glyphs: their subsets are cut and deflated once. */
const CACHED_SUBSETS = 50;

/**
 * A letter's body needs almost all of the usual characters, and which not is the chance of a name: a face of which more
 * are used than this gets all of them, or each letter would have a subset of its own.
 */
const ALMOST_ALL = 55;
const USUAL = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 &'(),-.");

export function embeddableFace(face: Face, name: string): EmbeddableFace {
  const codes = glyphCodes(face);
  const subsetOf = createSubsetter(face.bytes);
  const subsets = recentlyUsed<Subset>(CACHED_SUBSETS);
  let usual: readonly CodeUse[] | null = null;
  const usualUses = (): readonly CodeUse[] => {
    const uses = new Map<number, CodeUse>();
    for (const character of USUAL) {
      if (!face.has(character.charCodeAt(0))) continue;
      for (const stretch of face.shape(character).stretches) if (stretch.kind === 'glyphs') addUses(stretch, uses);
    }
    return [...uses.values()];
  };
  const addUses: EmbeddableFace['addUses'] = ({ glyphs }, uses) => {
    for (const { id, width, codePoints } of glyphs) {
      if (id === 0) throw noGlyph(codePoints);
      const code = codes.codeOf({ id, codePoints });
      if (!uses.has(code)) uses.set(code, { code, width, codePoints });
    }
  };

  const cut = (uses: readonly CodeUse[], key: string): Subset => {
    const { bytes, numbers } = subsetOf(new Set(uses.map(({ code }) => codes.glyphOf(code))));
    return subset(key, bytes, uses, (code) => numbers.get(codes.glyphOf(code)) ?? 0);
  };
  const cutStacks = (stacks: readonly Stack[], key: string): Subset => {
    if (stacks.some(({ parts }) => parts.some(({ id }) => id === 0)))
      throw noGlyph(stacks.flatMap(({ codePoints }) => codePoints));
    const uses = stacks.map(({ width, codePoints }, index) => ({ code: index + 1, width, codePoints }));
    // A stack's number in the subset is its code.
    return subset(key, subsetOf([], stacks).bytes, uses, (code) => code);
  };
  const subset = (
    key: string,
    font: Uint8Array,
    uses: readonly CodeUse[],
    numberOf: (code: number) => number,
  ): Subset => {
    const glyphsByCode = new DataView(new ArrayBuffer(2 * ((uses.at(-1)?.code ?? 0) + 1)));
    for (const { code } of uses) glyphsByCode.setUint16(2 * code, numberOf(code));
    return {
      name: `${subsetTag(key)}+${face.metrics.name}`,
      fontFile: deflateForMany(font),
      fontFileLength: font.length,
      glyphsByCode: deflateForMany(new Uint8Array(glyphsByCode.buffer)),
      toUnicode: deflateForMany(toUnicodeMap(uses)),
      widths: widthsOf(uses),
    };
  };
  const kept = (key: string, make: () => Subset): Subset => {
    const known = subsets.get(key) ?? make();
    subsets.set(key, known);
    return known;
  };

  return {
    name,
    codes,
    addUses,
    embed: (needed, file) => {
      const all = new Map(needed);
      if (all.size > ALMOST_ALL)
        for (const use of (usual ??= usualUses())) if (!all.has(use.code)) all.set(use.code, use);
      const uses = [...all.values()].sort((a, b) => a.code - b.code);
      const key = uses.map(({ code, codePoints }) => `${code}=${codePoints.join('+')}`).join(' ');
      return writeFont(
        face,
        kept(key, () => cut(uses, key)),
        file,
      );
    },
    embedStacks: (stacks, file) => {
      const key = JSON.stringify(stacks);
      return writeFont(
        face,
        kept(key, () => cutStacks(stacks, key)),
        file,
      );
    },
  };
}

function noGlyph(codePoints: readonly number[]): TypeError {
  return new TypeError(`no glyph for "${String.fromCodePoint(...codePoints)}": ask missingCharacters first`);
}

/** The W array (ISO 32000-1, 9.7.4.3): each first code with the widths of those that follow it without a gap. */
function widthsOf(uses: readonly CodeUse[]): readonly PdfValue[] {
  const stretches: { readonly first: number; readonly widths: number[] }[] = [];
  for (const { code, width } of uses) {
    const last = stretches.at(-1);
    if (last !== undefined && last.first + last.widths.length === code) last.widths.push(Math.round(width));
    else stretches.push({ first: code, widths: [Math.round(width)] });
  }
  return stretches.flatMap(({ first, widths }) => [first, widths]);
}

/** Six capitals that tell subsets of one font apart (ISO 32000-1, 9.6.4). */
function subsetTag(key: string): string {
  const digest = hash('sha256', key, 'buffer');
  return String.fromCharCode(...digest.subarray(0, 6).map((byte) => 65 + (byte % 26)));
}

/** A composite font (ISO 32000-1, 9.7) whose codes are two bytes. */
function writeFont(face: Face, subset: Subset, file: PdfFile): PdfReference {
  const { box, italicAngle, ascent, descent, capHeight } = face.metrics;
  const stream = (bytes: Uint8Array, more: Record<string, PdfValue> = {}): PdfReference => {
    const reference = file.ref({ Filter: 'FlateDecode', Length: bytes.length, ...more });
    reference.end(bytes);
    return reference;
  };
  const descriptor = file.ref({
    Type: 'FontDescriptor',
    FontName: subset.name,
    Flags: 4 + (italicAngle === 0 ? 0 : 64),
    FontBBox: box,
    ItalicAngle: italicAngle,
    Ascent: ascent,
    Descent: descent,
    CapHeight: capHeight,
    StemV: 80,
    FontFile2: stream(subset.fontFile, { Length1: subset.fontFileLength }),
  });
  descriptor.end();
  const descendant = file.ref({
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: subset.name,
    CIDSystemInfo: { Registry: pdfText('Adobe'), Ordering: pdfText('Identity'), Supplement: 0 },
    FontDescriptor: descriptor,
    W: subset.widths,
    CIDToGIDMap: stream(subset.glyphsByCode),
  });
  descendant.end();
  const reference = file.ref({
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: subset.name,
    Encoding: 'Identity-H',
    DescendantFonts: [descendant],
    ToUnicode: stream(subset.toUnicode),
  });
  reference.end();
  return reference;
}

/** What the codes read as (ISO 32000-1, 9.10.3), in blocks of at most a hundred. */
function toUnicodeMap(uses: readonly CodeUse[]): Buffer {
  const entries = uses.map(({ code, codePoints }) => {
    const text = Buffer.from(String.fromCodePoint(...codePoints), 'utf16le').swap16();
    return `<${code.toString(16).padStart(4, '0')}> <${text.toString('hex')}>`;
  });
  const blocks: string[] = [];
  for (let at = 0; at < entries.length; at += 100) {
    const block = entries.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar`, ...block, 'endbfchar');
  }
  return Buffer.from(
    [
      '/CIDInit /ProcSet findresource begin',
      '12 dict begin',
      'begincmap',
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
      '/CMapName /Adobe-Identity-UCS def',
      '/CMapType 2 def',
      '1 begincodespacerange',
      '<0000> <ffff>',
      'endcodespacerange',
      ...blocks,
      'endcmap',
      'CMapName currentdict /CMap defineresource pop',
      'end',
      'end',
    ].join('\n'),
  );
}

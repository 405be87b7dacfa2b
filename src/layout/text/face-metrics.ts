import { Blob, Face as FontFile, Font, MetricsTag } from 'harfbuzzjs';

/** What a PDF tells of a face for those who have to do without it (ISO 32000-1, 9.8). Measures are in thousandths of the type size. */
export interface FaceMetrics {
  /** Its PostScript name. */
  readonly name: string;
  /** How many glyphs it has. */
  readonly glyphs: number;
  /** Left, bottom, right and top of all glyphs laid upon each other. */
  readonly box: readonly number[];
  /** In degrees, counter-clockwise from the vertical. */
  readonly italicAngle: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  /** Of its small letters. */
  readonly xHeight: number;
  /** To embed it: fsType of the OS/2 table (OpenType). */
  readonly rights: number;
}

/** How TrueType files begin (OpenType, Organization of an OpenType font); those with other outlines, and collections, do not. */
const TRUETYPE = [0x00010000, 0x74727565];
/** OpenType, name table. */
const POSTSCRIPT_NAME = 6;

/** Opens a TrueType font. Throws where the bytes are none. */
export function openFontFile(bytes: Uint8Array): FontFile {
  if (bytes.length < 12 || !TRUETYPE.includes(viewOf(bytes).getUint32(0)))
    throw new TypeError('this is no TrueType font');
  return new FontFile(new Blob(bytes));
}

export function readMetrics(file: FontFile): FaceMetrics {
  const [head, maxp, post, os2] = ['head', 'maxp', 'post', 'OS/2'].map((tag) =>
    viewOf(file.referenceTable(tag) ?? new Uint8Array()),
  );
  if (head === undefined || maxp === undefined || post === undefined || os2 === undefined)
    throw new TypeError('the font lacks a table');
  const font = new Font(file);
  const scaled = (units: number): number => Math.round((units * 1000) / file.upem);
  const { ascender, descender } = font.hExtents();
  return {
    name: file.getName(POSTSCRIPT_NAME, 'en'),
    glyphs: maxp.getUint16(4),
    box: [36, 38, 40, 42].map((at) => scaled(head.getInt16(at))),
    italicAngle: post.getInt32(4) / 0x10000,
    ascent: scaled(ascender),
    descent: scaled(descender),
    capHeight: scaled(font.getMetricPositionWithFallback(MetricsTag.CAP_HEIGHT)),
    xHeight: scaled(font.getMetricPositionWithFallback(MetricsTag.X_HEIGHT)),
    rights: os2.getUint16(8),
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

import { openFace } from '../../layout/text/face.js';
import { hasCodeForEachGlyph } from './glyph-codes.js';
import { createSubsetter } from './truetype-subset.js';

/** Why a file cannot serve as a font, as a sentence without subject and full stop. */
export interface FontRefusal {
  readonly why: string;
  readonly remedy: string;
}

/** How files begin that hold fonts, but not one with TrueType outlines (OpenType, Organization of an OpenType font; WOFF; WOFF 2.0). */
const OTHER_KINDS = new Map([
  ['OTTO', 'has PostScript outlines'],
  ['ttcf', 'holds several fonts'],
  ['wOFF', 'is one for the web'],
  ['wOF2', 'is one for the web'],
]);

/** Rights to embed (OpenType, OS/2 table, fsType). Where a font of old says several of the first three, the freest counts. */
const RESTRICTED = 0x0002;
const FOR_PRINTING = 0x0004;
const FOR_EDITING = 0x0008;
const NO_SUBSETTING = 0x0100;
const BITMAPS_ONLY = 0x0200;

/** What stands against setting letters in a font and putting it into their files; null where nothing does. */
export function refusalOfFont(bytes: Uint8Array): FontRefusal | null {
  const other = OTHER_KINDS.get(String.fromCharCode(...bytes.subarray(0, 4)));
  if (other !== undefined)
    return { why: other, remedy: 'Get the same font as a TrueType file (.ttf), or another font.' };
  try {
    const face = openFace(bytes);
    if (!mayBeEmbedded(face.metrics.rights)) {
      const remedy = 'Take a font under a free licence, such as Noto Sans or DejaVu Sans.';
      return { why: 'may not be put into other files: its maker says so in it', remedy };
    }
    if (!hasCodeForEachGlyph(face))
      return { why: `has too many glyphs (${face.metrics.glyphs})`, remedy: 'Take a font of fewer scripts.' };
    createSubsetter(bytes)(face.glyphs.values());
    return null;
  } catch {
    const remedy = 'Get it again where it came from, as a TrueType file (.ttf).';
    return { why: 'cannot be read as a TrueType font', remedy };
  }
}

function mayBeEmbedded(rights: number): boolean {
  if ((rights & (NO_SUBSETTING | BITMAPS_ONLY)) !== 0) return false;
  return (rights & RESTRICTED) === 0 || (rights & (FOR_PRINTING | FOR_EDITING)) !== 0;
}

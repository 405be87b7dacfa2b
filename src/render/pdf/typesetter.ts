import type { LetterStyle } from '../../campaign.js';
import type { Letter } from '../../letter/letter.js';
import { openFace, type Face, type ShapedText } from '../../layout/face.js';
import { readImage, type LetterImage } from '../../layout/image.js';
import { layoutLetter } from '../../layout/layout-letter.js';
import { missingCharacters } from '../../layout/missing-characters.js';
import type { Faces } from '../../layout/typography.js';
import { drawPage } from './draw-page.js';
import { embedImage } from './embedded-image.js';
import { embeddableFace, type EmbeddableFace } from './font-embedding.js';
import { createPdfFile } from './pdf-file.js';
import { createStructure } from './structure.js';

/** The bytes of the TrueType files that letters are set in. */
export interface FontFiles {
  readonly serif: {
    readonly regular: Uint8Array;
    readonly italic: Uint8Array;
    readonly bold: Uint8Array;
    readonly boldItalic: Uint8Array;
  };
  readonly sans: { readonly regular: Uint8Array; readonly bold: Uint8Array };
}

/** Makes PDF letters. Fonts are opened once; words and subsets are kept from letter to letter, and show in no byte of any. */
export interface Typesetter {
  /** The characters of the letter that the face they would be set in does not have: in reading order, each once. */
  missingCharacters(letter: Letter): readonly string[];
  /**
   * A whole PDF file, tagged after PDF/UA. `images` holds the files of image blocks by their source.
   * Throws where an image is not given or cannot be read, or a character is missing. Let the event loop turn between
   * letters: pdfkit's stream holds its document until then.
   */
  setLetter(letter: Letter, images: ReadonlyMap<string, Uint8Array>): Uint8Array;
}

export function createTypesetter({ serif, sans }: FontFiles, style: LetterStyle): Typesetter {
  const faces: Faces = {
    serif: {
      regular: openFace(serif.regular),
      italic: openFace(serif.italic),
      bold: openFace(serif.bold),
      boldItalic: openFace(serif.boldItalic),
    },
    sans: { regular: openFace(sans.regular), bold: openFace(sans.bold) },
  };
  const order = [...Object.values(faces.serif), ...Object.values(faces.sans)];
  const embeddable = new Map<Face, EmbeddableFace>();
  const embeddableOf = (face: Face): EmbeddableFace => {
    const known = embeddable.get(face);
    if (known !== undefined) return known;
    const made = embeddableFace(face, `F${order.indexOf(face) + 1}`);
    embeddable.set(face, made);
    return made;
  };

  return {
    missingCharacters: (letter) => missingCharacters(letter, faces),
    setLetter: (letter, images) => {
      const bytesOf = (source: string): Uint8Array => {
        const bytes = images.get(source);
        if (bytes === undefined) throw new Error(`the image "${source}" was not given`);
        return bytes;
      };
      const imageOf = (source: string): LetterImage => {
        const image = readImage(bytesOf(source));
        if (image === null) throw new TypeError(`"${source}" is neither a PNG without interlacing nor a JPEG`);
        return image;
      };
      const pages = layoutLetter(letter, { faces, accent: style.accent, imageOf });
      const used = new Map<EmbeddableFace, Set<ShapedText>>();
      const drawn = pages.map((page) => drawPage(page, { of: embeddableOf, used }));

      const file = createPdfFile(letter);
      const fonts = Object.fromEntries([...used].map(([face, texts]) => [face.name, face.embed(texts, file)]));
      const structure = createStructure(file);
      for (const drawnPage of drawn) {
        const page = file.addPage(drawnPage.content);
        Object.assign(page.fonts, fonts);
        for (const [name, source] of drawnPage.images) page.xobjects[name] = embedImage(bytesOf(source), file);
        structure.addPage(drawnPage, page);
      }
      structure.end();
      return file.toBytes();
    },
  };
}

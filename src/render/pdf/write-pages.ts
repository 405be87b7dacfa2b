import type { PdfReference } from 'pdfkit';
import type { Face, ShapedText } from '../../layout/face.js';
import type { Page } from '../../layout/layout-letter.js';
import { drawPage } from './draw-page.js';
import { embedImage } from './embedded-image.js';
import type { EmbeddableFace } from './font-embedding.js';
import { createPdfFile, type PdfHead } from './pdf-file.js';
import { createStructure } from './structure.js';

/** What pages are drawn with. */
export interface PageMaterials {
  readonly faceOf: (face: Face) => EmbeddableFace;
  /** The file of an image, by its source. Throws where it was not given. */
  readonly bytesOf: (source: string) => Uint8Array;
}

/** A whole PDF file of these pages. Each font, with the glyphs that the pages need, stands in it once, and so does each image. */
export function writePages(head: PdfHead, pages: readonly Page[], { faceOf, bytesOf }: PageMaterials): Uint8Array {
  const used = new Map<EmbeddableFace, Set<ShapedText>>();
  const drawn = pages.map((page) => drawPage(page, { of: faceOf, used }));
  const file = createPdfFile(head);
  const fonts = Object.fromEntries([...used].map(([face, texts]) => [face.name, face.embed(texts, file)]));
  const images = new Map<string, PdfReference>();
  const structure = createStructure(file);
  for (const drawnPage of drawn) {
    const pictures: Record<string, PdfReference> = {};
    for (const [name, source] of drawnPage.images) {
      const image = images.get(source) ?? embedImage(bytesOf(source), file);
      images.set(source, image);
      pictures[name] = image;
    }
    const page = file.addPage(drawnPage.content, { Font: fonts, XObject: pictures });
    structure.addPage(drawnPage, page);
    page.end();
  }
  structure.end();
  return file.toBytes();
}

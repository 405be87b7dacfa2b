import type { PdfReference } from 'pdfkit';
import type { LetterStyle } from '../../campaign.js';
import type { Page } from '../../layout/page/numbered-pages.js';
import type { LineDrawer } from './draw-line.js';
import { drawPage } from './draw-page.js';
import { embedImage } from './embedded-image.js';
import { createFileStacks } from './file-stacks.js';
import type { CodeUse, EmbeddableFace } from './font-embedding.js';
import { createPdfFile, type PdfHead } from './pdf-file.js';
import { createStructure } from './structure.js';

/** What pages are drawn with. */
export interface PageMaterials {
  readonly drawLine: LineDrawer;
  /** The file of an image, by its source. Throws where it was not given. */
  readonly bytesOf: (source: string) => Uint8Array;
  readonly style: Pick<LetterStyle, 'archive'>;
}

/** A whole PDF file of these pages. Each font, with the glyphs that the pages need, stands in it once, and so does each image. */
export function writePages(
  head: PdfHead,
  pages: readonly Page[],
  { drawLine, bytesOf, style }: PageMaterials,
): Uint8Array {
  const stacks = createFileStacks();
  const drawn = pages.map((page) => drawPage(page, (line, before) => drawLine(line, before, stacks)));
  const file = createPdfFile(head, style.archive);
  const used = new Map<EmbeddableFace, Map<number, CodeUse>>();
  for (const line of drawn.flatMap((page) => page.used)) {
    for (const [face, uses] of line) {
      const all = used.get(face) ?? new Map<number, CodeUse>();
      used.set(face, all);
      for (const [code, use] of uses) if (!all.has(code)) all.set(code, use);
    }
  }
  const plain = Object.fromEntries([...used].map(([face, uses]) => [face.name, face.embed(uses, file)]));
  const fonts = { ...plain, ...stacks.embed(file) };
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

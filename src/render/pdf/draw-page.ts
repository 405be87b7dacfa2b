import type { LinePart } from '../../layout/boxes.js';
import type { Element } from '../../layout/element.js';
import type { Face, ShapedText } from '../../layout/face.js';
import type { Page } from '../../layout/layout-letter.js';
import { PAPER } from '../../layout/typography.js';
import type { Piece } from '../../layout/words.js';
import type { EmbeddableFace } from './font-embedding.js';
import { linkStretches, type Mark } from './marks.js';
import { rgb, rounded } from './numbers.js';

/** Where a link can be clicked, in points from the lower left corner: left, bottom, right, top. */
export interface LinkArea {
  readonly mark: Mark;
  readonly rectangle: readonly [number, number, number, number];
}

/** A page as PDF operators, and what has to stand in the file besides. */
export interface DrawnPage {
  readonly content: string;
  /** In reading order: the index is the content's MCID. */
  readonly marks: readonly Mark[];
  readonly links: readonly LinkArea[];
  /** The sources of the images, by their names among the page's resources. */
  readonly images: ReadonlyMap<string, string>;
  /** The bounds of figures, as for a link area. */
  readonly bounds: ReadonlyMap<Element, readonly [number, number, number, number]>;
}

/** The faces of one letter, and the texts that it sets in each. */
export interface LetterFaces {
  readonly of: (face: Face) => EmbeddableFace;
  readonly used: Map<EmbeddableFace, Set<ShapedText>>;
}

/** The line below links, in points. */
const UNDERLINE = { below: 2, thickness: 0.45 } as const;

/** Writes a page's operators (ISO 32000-1, 14.6 for marked content, 9.4 for text). */
export function drawPage(page: Page, faces: LetterFaces): DrawnPage {
  const marks: Mark[] = [];
  const links: LinkArea[] = [];
  const images = new Map<string, string>();
  const bounds = new Map<Element, readonly [number, number, number, number]>();
  let content = '';
  let artifacts = '';
  // Text state, so that only changes are written.
  let inText = false;
  let open: Mark | null = null;
  let elements = '';
  let font = '';
  let colour = '';
  let rise = 0;

  const flush = (): void => {
    if (elements !== '') content += `[${elements}]TJ\n`;
    elements = '';
  };
  const closeMark = (): void => {
    flush();
    if (open !== null) content += 'EMC\n';
    open = null;
  };
  const closeText = (): void => {
    closeMark();
    if (inText) content += 'ET\n';
    inText = false;
  };
  const openMark = (tag: string, mark: Mark): void => {
    closeMark();
    content += `/${tag} <</MCID ${marks.length}>> BDC\n`;
    marks.push(mark);
    open = mark;
  };
  const show = (piece: Piece): void => {
    const face = faces.of(piece.face);
    const wanted = `/${face.name} ${rounded(piece.size)} Tf`;
    if (wanted !== font || piece.colour !== colour || piece.rise !== rise) {
      flush();
      if (wanted !== font) content += `${wanted}\n`;
      if (piece.colour !== colour) content += `${rgb(piece.colour)} rg\n`;
      if (piece.rise !== rise) content += `${rounded(piece.rise)} Ts\n`;
      font = wanted;
      ({ colour, rise } = piece);
    }
    elements += face.codes.encode(piece.shaped, piece.size, piece.rise);
    const texts = faces.used.get(face);
    if (texts === undefined) faces.used.set(face, new Set([piece.shaped]));
    else texts.add(piece.shaped);
  };
  const moveTo = (x: number, y: number): void => {
    flush();
    if (!inText) content += 'BT\n';
    inText = true;
    content += `1 0 0 1 ${rounded(x)} ${rounded(y)} Tm\n`;
  };

  const drawPart = (part: LinePart, y: number): void => {
    const { element } = part;
    moveTo(part.x, y);
    for (const piece of part.line.pieces) {
      if (open?.element !== element || open.link !== piece.link) {
        openMark(piece.link === null ? element.tag : 'Link', { element, link: piece.link });
      }
      show(piece);
    }
    for (const { mark, left, right, piece } of linkStretches(part)) {
      const below = y - UNDERLINE.below;
      links.push({ mark, rectangle: [left, y - piece.size * 0.3, right, y + piece.size * 0.9] });
      artifacts += `${rgb(piece.colour)} rg ${rounded(left)} ${rounded(below)} ${rounded(right - left)} ${UNDERLINE.thickness} re f\n`;
    }
  };

  for (const { top, box } of page.boxes) {
    switch (box.kind) {
      case 'line':
        for (const part of box.parts) drawPart(part, PAPER.height - top - box.baseline);
        break;
      case 'rule': {
        const y = PAPER.height - top - box.height;
        artifacts += `${rgb(box.colour)} rg ${rounded(box.x)} ${rounded(y)} ${rounded(box.width)} ${rounded(box.height)} re f\n`;
        break;
      }
      case 'image': {
        const y = PAPER.height - top - box.height;
        const name = `I${images.size + 1}`;
        images.set(name, box.source);
        bounds.set(box.element, [box.x, y, box.x + box.width, y + box.height]);
        closeText();
        openMark('Figure', { element: box.element, link: null });
        content += `q ${rounded(box.width)} 0 0 ${rounded(box.height)} ${rounded(box.x)} ${rounded(y)} cm /${name} Do Q\n`;
        closeMark();
        break;
      }
    }
  }
  closeText();
  if (artifacts !== '') content += `/Artifact BMC\n${artifacts}EMC\n`;
  colour = '';
  if (page.folio !== null) {
    content += '/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n';
    moveTo(page.folio.x, PAPER.height - page.folio.baseline);
    show(page.folio.piece);
    closeText();
    content += 'EMC\n';
  }
  return { content, marks, links, images, bounds };
}

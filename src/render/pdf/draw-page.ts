import type { ImageBox, LinePart } from '../../layout/page/boxes.js';
import type { Element } from '../../layout/element.js';
import type { Folio, Page } from '../../layout/page/numbered-pages.js';
import { PAPER } from '../../layout/text/typography.js';
import type { LinkRun } from '../../letter/letter.js';
import type { UsedCodes } from './draw-line.js';
import type { Mark } from './marks.js';
import { createPen, type PageLineDrawer } from './pen.js';

/** Left, bottom, right, top: in points from the lower left corner. */
type Rectangle = readonly [number, number, number, number];

/** A page as PDF operators, and what has to stand in the file besides. */
export interface DrawnPage {
  readonly content: string;
  readonly used: readonly UsedCodes[];
  /** In reading order: the index is the content's MCID (ISO 32000-1, 14.7.4). */
  readonly marks: readonly Mark[];
  /** Where links can be clicked; `mark` is one of the marks. */
  readonly links: readonly { readonly mark: Mark; readonly rectangle: Rectangle }[];
  /** The sources of the images, by their names among the page's resources. */
  readonly images: ReadonlyMap<string, string>;
  /** The bounds of figures. */
  readonly bounds: ReadonlyMap<Element, Rectangle>;
}

/** The line below links, in points. */
const UNDERLINE = { below: 2.4, thickness: 0.45 } as const;
/** How far a link can be clicked below and above its baseline, as parts of its size. */
const CLICKABLE = { below: 0.3, above: 0.9 } as const;

/** Draws a page, decorations and page number apart from what is read. */
export function drawPage(page: Page, drawLine: PageLineDrawer): DrawnPage {
  const pen = createPen(drawLine);
  const used: UsedCodes[] = [];
  const marks: Mark[] = [];
  const links: { readonly mark: Mark; readonly rectangle: Rectangle }[] = [];
  const images = new Map<string, string>();
  const bounds = new Map<Element, Rectangle>();
  const decorations: { readonly rectangle: Rectangle; readonly colour: string }[] = [];
  let open: Mark | null = null;

  const close = (): void => {
    if (open !== null) pen.closeMark();
    open = null;
  };
  const begin = (tag: string, mark: Mark): void => {
    close();
    pen.mark(tag, `/MCID ${marks.length}`);
    marks.push(mark);
    open = mark;
  };

  const drawPart = ({ x, line, element }: LinePart, y: number): void => {
    pen.moveTo(x, y);
    const drawn = pen.draw(line);
    used.push(drawn.used);
    const markOf = new Map<LinkRun, Mark>();
    for (const { link, language, operators } of drawn.parts) {
      if (open?.element !== element || open.link !== link || open.language !== language) {
        const tag = language !== null ? 'Span' : link !== null ? 'Link' : element.tag;
        begin(tag, { element, link, language });
      }
      if (link !== null && open !== null && !markOf.has(link)) markOf.set(link, open);
      pen.write(operators);
    }
    for (const { link, left, right, piece } of drawn.links) {
      const { colour, size } = piece;
      const mark = markOf.get(link);
      if (mark !== undefined)
        links.push({ mark, rectangle: [x + left, y - CLICKABLE.below * size, x + right, y + CLICKABLE.above * size] });
      const under = y - UNDERLINE.below;
      decorations.push({ colour, rectangle: [x + left, under, x + right, under + UNDERLINE.thickness] });
    }
  };
  const drawImage = (box: ImageBox, bottom: number): void => {
    const name = `I${images.size + 1}`;
    images.set(name, box.source);
    bounds.set(box.element, [box.x, bottom, box.x + box.width, bottom + box.height]);
    close();
    pen.endText();
    begin(box.element.tag, { element: box.element, link: null, language: null });
    pen.drawImage(name, box.x, bottom, box.width, box.height);
    close();
  };

  const drawFolio = ({ at, x, baseline, line }: Folio): void => {
    pen.mark('Artifact', `/Type /Pagination /Subtype /${at === 'head' ? 'Header' : 'Footer'}`);
    pen.moveTo(x, PAPER.height - baseline);
    const drawn = pen.draw(line);
    used.push(drawn.used);
    for (const { operators } of drawn.parts) pen.write(operators);
    pen.endText();
    pen.closeMark();
  };

  // Some programs read a page in the order in which it is drawn.
  if (page.folio?.at === 'head') drawFolio(page.folio);
  for (const { top, box } of page.boxes) {
    const bottom = PAPER.height - top - box.height;
    if (box.kind === 'line') for (const part of box.parts) drawPart(part, PAPER.height - top - box.baseline);
    else if (box.kind === 'image') drawImage(box, bottom);
    else decorations.push({ colour: box.colour, rectangle: [box.x, bottom, box.x + box.width, bottom + box.height] });
  }
  close();
  pen.endText();
  if (decorations.length > 0) pen.mark('Artifact', '/Type /Layout');
  for (const { rectangle, colour } of decorations) {
    const [left, bottom, right, top] = rectangle;
    pen.fillRectangle(left, bottom, right - left, top - bottom, colour);
  }
  if (decorations.length > 0) pen.closeMark();
  if (page.folio?.at === 'foot') drawFolio(page.folio);
  return { content: pen.content(), used, marks, links, images, bounds };
}

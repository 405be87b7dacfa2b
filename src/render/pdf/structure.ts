import type { PdfReference, PdfValue } from 'pdfkit';
import type { LinkRun } from '../../letter/letter.js';
import type { Element } from '../../layout/element.js';
import type { DrawnPage } from './draw-page.js';
import type { Mark } from './marks.js';
import { pdfText, type PdfFile } from './pdf-file.js';

/** An element of the structure tree as it grows. */
interface Node {
  readonly reference: PdfReference;
  readonly kids: PdfValue[];
  /** The page that bare content numbers among `kids` mean. */
  page: PdfReference | null;
  /** The link that its last kid is, so that a link over several lines is one element. */
  lastLink: { readonly run: LinkRun; readonly node: Node } | null;
}

/** The structure tree of a letter (ISO 32000-1, 14.7), in reading order. */
export interface Structure {
  /** Adds a page's content and the annotations of its links, page after page. */
  addPage(drawn: DrawnPage, page: PdfReference): void;
  /** Writes the tree; nothing can be added after it. */
  end(): void;
}

export function createStructure(file: PdfFile): Structure {
  const root = file.structureRoot;
  const nodes = new Map<Element, Node>();
  const all: Node[] = [];
  /** Under the number of each page or annotation, the elements that its content belongs to (14.7.4.4). */
  const parents: PdfValue[][] = [];

  const newNode = (parent: PdfReference, data: Record<string, PdfValue>): Node => {
    const kids: PdfValue[] = [];
    const node = { reference: file.ref({ ...data, P: parent, K: kids }), kids, page: null, lastLink: null };
    all.push(node);
    return node;
  };
  const document = newNode(root, { S: 'Document' });

  const nodeOf = (element: Element, drawn: DrawnPage): Node => {
    const known = nodes.get(element);
    if (known !== undefined) return known;
    const parent = element.parent === null ? document : nodeOf(element.parent, drawn);
    const node = newNode(parent.reference, { S: element.tag, ...attributes(element, drawn) });
    parent.kids.push(node.reference);
    parent.lastLink = null;
    nodes.set(element, node);
    return node;
  };
  const nodeOfMark = ({ element, link }: Mark, drawn: DrawnPage): Node => {
    const node = nodeOf(element, drawn);
    if (link === null) {
      node.lastLink = null;
      return node;
    }
    if (node.lastLink?.run === link) return node.lastLink.node;
    const linkNode = newNode(node.reference, { S: 'Link' });
    node.kids.push(linkNode.reference);
    node.lastLink = { run: link, node: linkNode };
    return linkNode;
  };

  return {
    addPage: (drawn, page) => {
      const marked = drawn.marks.map((mark, number) => {
        const node = nodeOfMark(mark, drawn);
        if (node.page === null) {
          node.page = page;
          node.reference.data['Pg'] = page;
        }
        node.kids.push(node.page === page ? number : { Type: 'MCR', Pg: page, MCID: number });
        return node;
      });
      page.data['StructParents'] = parents.push(marked.map((node) => node.reference)) - 1;
      const annotations = drawn.links.map(({ mark, rectangle }) => {
        const node = marked[drawn.marks.indexOf(mark)];
        const annotation = linkAnnotation(mark.link, rectangle, file);
        if (node !== undefined) {
          annotation.data['StructParent'] = parents.push([node.reference]) - 1;
          node.kids.push({ Type: 'OBJR', Pg: page, Obj: annotation });
        }
        annotation.end();
        return annotation;
      });
      if (annotations.length > 0) page.data['Annots'] = annotations;
    },
    end: () => {
      root.data['K'] = [document.reference];
      root.data['ParentTree'] = { Nums: parents.flatMap((parent, number) => [number, parent]) };
      root.data['ParentTreeNextKey'] = parents.length;
      for (const node of all) node.reference.end();
    },
  };
}

function attributes(element: Element, drawn: DrawnPage): Record<string, PdfValue> {
  if (element.tag === 'L') return { A: { O: 'List', ListNumbering: element.numbered === true ? 'Decimal' : 'Disc' } };
  if (element.tag === 'TH') return { A: { O: 'Table', Scope: 'Column' } };
  const bounds = drawn.bounds.get(element);
  if (bounds === undefined) return element.language === undefined ? {} : { Lang: pdfText(element.language) };
  return { Alt: pdfText(element.alternative ?? ''), A: { O: 'Layout', Placement: 'Block', BBox: bounds } };
}

/** A place to click (12.5.6.5). `Contents` tells where it leads to those who cannot see it. */
function linkAnnotation(link: LinkRun | null, rectangle: readonly number[], file: PdfFile): PdfReference {
  const href = link?.href ?? '';
  return file.ref({
    Type: 'Annot',
    Subtype: 'Link',
    Rect: rectangle,
    Border: [0, 0, 0],
    F: 4, // it is printed (12.5.3)
    Contents: pdfText(href.replace(/^mailto:/u, '')),
    A: { S: 'URI', URI: pdfText(href) },
  });
}

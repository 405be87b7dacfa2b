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
  /** The link or phrase that its last kid is, so that one over several lines is one element. */
  lastInline: { readonly is: LinkRun | string; readonly node: Node } | null;
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
  /** Under the number of each page, the elements that its content belongs to; under that of each annotation, its element (14.7.4.4). */
  const parents: PdfValue[] = [];

  const newNode = (parent: PdfReference, data: Record<string, PdfValue>): Node => {
    const kids: PdfValue[] = [];
    const node = { reference: file.ref({ ...data, P: parent, K: kids }), kids, page: null, lastInline: null };
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
    parent.lastInline = null;
    nodes.set(element, node);
    return node;
  };
  /** The element of a link or of a phrase, by its language, within another; null: of neither. */
  const nodeWithin = (parent: Node, is: LinkRun | string | null): Node => {
    if (is !== null && parent.lastInline?.is === is) return parent.lastInline.node;
    parent.lastInline = null;
    if (is === null) return parent;
    const data = typeof is === 'string' ? { S: 'Span', Lang: pdfText(is) } : { S: 'Link' };
    const node = newNode(parent.reference, data);
    parent.kids.push(node.reference);
    parent.lastInline = { is, node };
    return node;
  };
  /** The element of marked content, and that of the link which it is part of. */
  const nodesOfMark = ({ element, link, language }: Mark, drawn: DrawnPage): { own: Node; link: Node } => {
    const linkNode = nodeWithin(nodeOf(element, drawn), link);
    return { own: nodeWithin(linkNode, language), link: linkNode };
  };

  return {
    addPage: (drawn, page) => {
      const marked = drawn.marks.map((mark, number) => {
        const nodes = nodesOfMark(mark, drawn);
        const { own } = nodes;
        if (own.page === null) {
          own.page = page;
          own.reference.data['Pg'] = page;
        }
        own.kids.push(own.page === page ? number : { Type: 'MCR', Pg: page, MCID: number });
        return nodes;
      });
      page.data['StructParents'] = parents.push(marked.map(({ own }) => own.reference)) - 1;
      const annotations = drawn.links.map(({ mark, rectangle }) => {
        const node = marked[drawn.marks.indexOf(mark)]?.link;
        const annotation = linkAnnotation(mark.link, rectangle, file);
        if (node !== undefined) {
          annotation.data['StructParent'] = parents.push(node.reference) - 1;
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

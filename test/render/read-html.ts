import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';

export type Element = DefaultTreeAdapterTypes.Element;

/** Every element of a document, in document order, as a browser would build it. */
export function elementsOf(html: string): readonly Element[] {
  return below(parse(html)).filter((node) => defaultTreeAdapter.isElementNode(node));
}

export function elementsNamed(html: string, ...names: readonly string[]): readonly Element[] {
  return elementsOf(html).filter((element) => names.includes(element.tagName));
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

const INLINE = new Set(['a', 'strong', 'em', 'sup', 'span']);

/** The characters that a reader sees; every element but inline ones parts words. An image is read as [alternative]. */
export function textOf(element: Element): string {
  const content = element.childNodes
    .map((node) => {
      if (defaultTreeAdapter.isTextNode(node)) return node.value;
      return defaultTreeAdapter.isElementNode(node) ? textOf(node) : '';
    })
    .join('');
  if (element.tagName === 'img') return `[${attribute(element, 'alt') ?? ''}]`;
  return INLINE.has(element.tagName) ? content : `\n${content}\n`;
}

/** The text of the letter, without its title and styles. */
export function bodyText(html: string): string {
  return elementsNamed(html, 'body').map(textOf).join('');
}

function below(node: DefaultTreeAdapterTypes.ParentNode): readonly DefaultTreeAdapterTypes.Node[] {
  return node.childNodes.flatMap((child) => [child, ...('childNodes' in child ? below(child) : [])]);
}

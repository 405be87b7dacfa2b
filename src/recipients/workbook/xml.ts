import { SaxesParser, type SaxesAttributeNS } from 'saxes';

/**
 * What a reader of XML is told, in the order of the text. Names come as ECMA-376 writes them,
 * whatever prefixes the file has: `row`, `r:id`, `rel:Relationship`. Elements of other namespaces,
 * and extensions (`extLst`), are passed over with all that is in them.
 */
export interface XmlEvents {
  /** `parent` is the name of the element around it, '' at the root. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>, parent: string) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/**
 * The prefixes of ECMA-376 for its namespaces, those of its transitional and of its strict edition.
 */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/spreadsheetml/2006/main', ''],
  ['http://purl.oclc.org/ooxml/spreadsheetml/main', ''],
  ['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'r:'],
  ['http://purl.oclc.org/ooxml/officeDocument/relationships', 'r:'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rel:'],
]);

const EXTENSIONS = 'extLst';

function attributesOf(attributes: Readonly<Record<string, SaxesAttributeNS>>): Readonly<Record<string, string>> {
  const named: Record<string, string> = {};
  for (const key in attributes) {
    const attribute = attributes[key];
    if (attribute === undefined) continue;
    const prefix = attribute.uri === '' ? '' : PREFIXES.get(attribute.uri);
    if (prefix !== undefined) named[prefix + attribute.local] = attribute.value;
  }
  return named;
}

/**
 * The encoding of an XML text (XML 1.0, appendix F): its mark or its NULs tell UTF-16, else its
 * first line says it, else UTF-8.
 */
function encodingOf(bytes: Buffer): string {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  const said = /^<\?xml[^>]*?\sencoding=["']([^"'>]+)/u.exec(bytes.toString('latin1', 0, 200))?.[1] ?? '';
  // UTF-16 would have been seen: this was written as a text, and saved as UTF-8 afterwards.
  return said === '' || /^utf-?16/iu.test(said) ? 'utf-8' : said;
}

/**
 * Reads a whole XML text (XML 1.0 with namespaces), without entities of its own. @throws where it
 * is not well-formed.
 */
export function readXml(bytes: Buffer, { open, text, close }: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const around: string[] = [];
  let passedOver = 0;
  parser.on('opentag', ({ local, uri, attributes }) => {
    const prefix = PREFIXES.get(uri);
    if (passedOver > 0 || prefix === undefined || local === EXTENSIONS) {
      passedOver += 1;
      return;
    }
    const name = prefix + local;
    open?.(name, attributesOf(attributes), around.at(-1) ?? '');
    around.push(name);
  });
  const onText = (piece: string): void => {
    if (passedOver === 0) text?.(piece);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    if (passedOver > 0) {
      passedOver -= 1;
      return;
    }
    const name = around.pop() ?? '';
    close?.(name);
  });
  parser.write(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)).close();
}

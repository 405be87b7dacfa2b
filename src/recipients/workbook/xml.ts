import { SaxesParser } from 'saxes';

/** What a reader of XML is told, in the order of the text. Names come without their prefix: `x:row` is `row`. */
export interface XmlEvents {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Reads a whole XML text (XML 1.0), without entities of its own. @throws Error where it is not well-formed. */
export function readXml(xml: string, { open, text, close }: XmlEvents): void {
  const parser = new SaxesParser();
  if (open !== undefined)
    parser.on('opentag', ({ name, attributes }) => {
      open(localName(name), attributes);
    });
  if (text !== undefined) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close !== undefined)
    parser.on('closetag', ({ name }) => {
      close(localName(name));
    });
  parser.write(xml).close();
}

import PDFDocument, { type PdfReference, type PdfValue } from 'pdfkit';
import { PAPER } from '../../layout/text/typography.js';
import { ARCHIVE_METADATA, outputIntent } from './archive.js';
import { deflateOnce } from './deflate.js';
import { createObjectWriter, type ObjectWriter } from './object-writer.js';

// The one place that knows pdfkit's insides: `_write`, through which it hands on the file object by object; `_finalize`,
// which would write a cross-reference table; `_root`, `_info` and `_id`, the trailer's entries, of
// which the first is the catalogue; and `_addInfo`, which it
// calls for the metadata.

/**
 * The date in every letter's file: a file made today and one made by the sending next week must be the same bytes, so
 * it cannot be the clock's, and a letter carries its own date where people read it. It is the day on which the format
 * that we write, PDF 1.7, became an ISO standard.
 */
const DATE = new Date(Date.UTC(2008, 6, 1));

const PRODUCER = 'nominate';

/** What a file says of itself. `language` is BCP 47; `subject` is its title. */
export interface PdfHead {
  readonly language: string;
  readonly subject: string;
  readonly author: string;
}

/** A PDF file in the making. */
export interface PdfFile {
  /** An object of the file; it is written when it ends. */
  ref(data: Record<string, PdfValue>): PdfReference;
  /** The root of the structure tree; it ends with the file. */
  readonly structureRoot: PdfReference;
  /** Adds a page, whose dictionary may grow until it ends. `content` has its origin in the lower left corner, a character a byte. */
  addPage(content: string, resources: Record<string, PdfValue>): PdfReference;
  /** Ends the file. */
  toBytes(): Uint8Array;
}

/** pdfkit's document is a stream, which the event loop would hold until its next turn: nothing is put into it. */
class UnreadDocument extends PDFDocument {
  override push(): boolean {
    return true;
  }
}

/** @param isArchival whether it is after PDF/A-3b (ISO 19005-3) as well as PDF/UA */
export function createPdfFile({ language, subject, author }: PdfHead, isArchival: boolean): PdfFile {
  const document = new UnreadDocument({
    autoFirstPage: false,
    displayTitle: true,
    font: null,
    // pdfkit makes the file's identifier from these values, and thus the same one for the same letter's head.
    info: { Title: subject, Author: author, Creator: PRODUCER, Producer: PRODUCER, CreationDate: DATE, ModDate: DATE },
    lang: language,
    pdfVersion: '1.7',
    size: [PAPER.width, PAPER.height],
    subset: 'PDF/UA',
    tagged: true,
  });
  // pdfkit puts title and author into XML as they are, so that "Smith & Sons" would break it.
  document._addInfo = () => {
    document.appendXML(metadata(subject, author));
    if (isArchival) document.appendXML(ARCHIVE_METADATA);
  };
  const writer = createObjectWriter();
  document._write = objectsTo(writer);
  document._finalize = () => undefined;
  const pages = document._root.data.Pages;
  if (isArchival) document._root.data.OutputIntents = [outputIntent((data) => document.ref(data), pdfText)];

  return {
    ref: (data) => document.ref(data),
    structureRoot: document.getStructTreeRoot(),
    addPage: (content, resources) => {
      const contents = document.ref({ Filter: 'FlateDecode' });
      contents.end(deflateOnce(Buffer.from(content, 'latin1')));
      const page = document.ref({
        Type: 'Page',
        Parent: pages,
        MediaBox: [0, 0, PAPER.width, PAPER.height],
        Contents: contents,
        Resources: resources,
        Tabs: 'S',
      });
      pages.data.Kids.push(page);
      pages.data.Count += 1;
      return page;
    },
    toBytes: () => {
      document.end();
      const id = Buffer.from(document._id).toString('hex');
      return writer.end(`/Root ${document._root.id} 0 R /Info ${document._info.id} 0 R /ID [<${id}> <${id}>]`);
    },
  };
}

/** Takes an object as pdfkit writes it: `1 0 obj`, its body, perhaps `stream`, the bytes and `endstream`, then `endobj`. */
function objectsTo(writer: ObjectWriter): (part: string | Uint8Array) => void {
  let parts: (string | Uint8Array)[] = [];
  return (part) => {
    if (part !== 'endobj') {
      parts.push(part);
      return;
    }
    const [id, body, , stream = null] = parts;
    if (typeof id !== 'string' || typeof body !== 'string' || typeof stream === 'string')
      throw new TypeError('pdfkit does not write objects as it did');
    writer.add(parseInt(id, 10), body, stream);
    parts = [];
  };
}

/** A text string, where a bare one would be a name. */
export function pdfText(text: string): PdfValue {
  return new String(text);
}

function metadata(title: string, author: string): string {
  const date = DATE.toISOString().replace('.000', '');
  return `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>${date}</xmp:CreateDate>
<xmp:ModifyDate>${date}</xmp:ModifyDate>
<xmp:CreatorTool>${PRODUCER}</xmp:CreatorTool>
<pdf:Producer>${PRODUCER}</pdf:Producer>
</rdf:Description>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/gu, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');
}

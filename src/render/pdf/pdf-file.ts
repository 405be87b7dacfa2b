import PDFDocument, { type PdfReference, type PdfValue } from 'pdfkit';
import type { Letter } from '../../letter/letter.js';
import { PAPER } from '../../layout/typography.js';

// The one place that knows pdfkit's insides: `_addInfo`, which it calls for the metadata; that page contents begin with
// a flip of the vertical axis; and that a document that needs no event loop can be read as soon as it has ended.

/**
 * The date in every letter's file: a file made today and one made by the sending next week must be the same bytes, so
 * it cannot be the clock's, and a letter carries its own date where people read it. It is the day on which the format
 * that we write, PDF 1.7, became an ISO standard.
 */
const DATE = new Date(Date.UTC(2008, 6, 1));

const PRODUCER = 'nominate';

/** A PDF file in the making. */
export class PdfFile extends PDFDocument {
  readonly #xmp: string;

  constructor(letter: Letter) {
    const { language, subject, author } = letter;
    super({
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
    this.#xmp = metadata(subject, author);
  }

  /** Overrides pdfkit's, which puts title and author into XML as they are, so that `Smith & Sons` broke it. */
  _addInfo(): void {
    this.appendXML(this.#xmp);
  }

  /** Begins a page. `content` has its origin in the lower left corner. */
  writePage(content: string): void {
    this.addPage();
    this.page.write(`1 0 0 -1 0 ${PAPER.height} cm\n${content}`);
  }

  /** Ends the file. */
  toBytes(): Uint8Array {
    this.end();
    const bytes: unknown = this.read();
    if (!(bytes instanceof Uint8Array)) throw new TypeError('pdfkit left an object open');
    return bytes;
  }
}

/** A text string, where a bare one would be a name. */
export function pdfText(text: string): PdfValue {
  return new String(text);
}

export type { PdfReference };

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

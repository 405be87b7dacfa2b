import PDFDocument, { type PdfPage, type PdfReference, type PdfValue } from 'pdfkit';
import { PAPER } from '../../layout/typography.js';

// The one place that knows pdfkit's insides: `_addInfo`, which it calls for the metadata; `_write`, through which every
// byte of the file goes, and `_offset`, how many there have been; and that page contents begin with a flip of the
// vertical axis.

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
  /** Begins a page. `content` has its origin in the lower left corner. What is added to the page must be so before the next. */
  addPage(content: string): PdfPage;
  /** Ends the file. */
  toBytes(): Uint8Array;
}

export function createPdfFile({ language, subject, author }: PdfHead): PdfFile {
  const document = new PDFDocument({
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
  };
  // pdfkit feeds a stream; a letter is small, and a stream of small pieces was a quarter of its cost. The file's first
  // line is in the stream by now. A string's characters are bytes, with a line feed after them.
  const parts: (string | Uint8Array)[] = [document.read()];
  document._write = (part) => {
    parts.push(part);
    document._offset += typeof part === 'string' ? part.length + 1 : part.length;
  };

  return {
    ref: (data) => document.ref(data),
    structureRoot: document.getStructTreeRoot(),
    addPage: (content) => {
      document.addPage();
      document.page.write(`1 0 0 -1 0 ${PAPER.height} cm\n${content}`);
      return document.page;
    },
    toBytes: () => {
      document.end();
      const bytes = new Uint8Array(document._offset);
      const buffer = Buffer.from(bytes.buffer);
      let at = 0;
      for (const part of parts) {
        if (typeof part === 'string') at += buffer.write(`${part}\n`, at, 'latin1');
        else {
          bytes.set(part, at);
          at += part.length;
        }
      }
      return bytes;
    },
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

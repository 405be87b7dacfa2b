// What nominate uses of pdfkit 0.20. @types/pdfkit describes 0.17: it lacks the tagged parts and has `any` for objects.
declare module 'pdfkit' {
  namespace PDFDocument {
    /** A string is written as a PDF name, a String object as a PDF text string. */
    type PdfValue =
      | string
      | number
      | boolean
      | null
      | Date
      | Uint8Array
      | PdfReference
      | { valueOf(): string }
      | readonly PdfValue[]
      | { readonly [key: string]: PdfValue };

    /** An indirect object. It is written, and may not be changed any more, when it ends. */
    interface PdfReference {
      readonly id: number;
      readonly data: Record<string, PdfValue>;
      write(chunk: string | Uint8Array): void;
      end(chunk?: string | Uint8Array): void;
    }

    interface PdfPage {
      readonly dictionary: PdfReference;
      readonly fonts: Record<string, PdfValue>;
      readonly xobjects: Record<string, PdfValue>;
      write(chunk: string | Uint8Array): void;
    }

    interface Options {
      readonly autoFirstPage: boolean;
      readonly displayTitle: boolean;
      readonly font: null;
      readonly info: Readonly<Record<string, string | Date>>;
      readonly lang: string;
      readonly pdfVersion: '1.7';
      readonly size: readonly [number, number];
      readonly subset: 'PDF/UA';
      readonly tagged: true;
    }
  }

  class PDFDocument {
    constructor(options: PDFDocument.Options);
    readonly page: PDFDocument.PdfPage;
    _addInfo: () => void;
    _offset: number;
    _write: (part: string | Uint8Array) => void;
    addPage(): this;
    appendXML(xml: string): void;
    getStructTreeRoot(): PDFDocument.PdfReference;
    ref(data: Record<string, PDFDocument.PdfValue>): PDFDocument.PdfReference;
    /** What is in the stream. */
    read(): Uint8Array;
    end(): void;
  }

  export = PDFDocument;
}

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

    interface PdfPages extends PdfReference {
      readonly data: { readonly Kids: PdfReference[]; Count: number };
    }

    interface Catalogue {
      readonly Pages: PdfPages;
      OutputIntents?: readonly PdfValue[];
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
    readonly _root: { readonly id: number; readonly data: PDFDocument.Catalogue };
    readonly _info: PDFDocument.PdfReference;
    readonly _id: Uint8Array;
    _addInfo: () => void;
    _finalize: () => void;
    _write: (part: string | Uint8Array) => void;
    appendXML(xml: string): void;
    getStructTreeRoot(): PDFDocument.PdfReference;
    ref(data: Record<string, PDFDocument.PdfValue>): PDFDocument.PdfReference;
    push(chunk: Uint8Array | null): boolean;
    end(): void;
  }

  export = PDFDocument;
}

import { askPoppler } from '../../tools/poppler.js';
import { askQpdf } from '../../tools/qpdf.js';

/** What a tool says of a PDF. `args` has "FILE" where the tool wants its name. */
export function ask(pdf: Uint8Array, tool: string, ...args: readonly string[]): string {
  return askForBytes(pdf, tool, ...args).toString('utf8');
}

/** What a tool makes of a PDF: qpdf, or one of poppler's. */
export function askForBytes(pdf: Uint8Array, tool: string, ...args: readonly string[]): Buffer {
  return tool === 'qpdf' ? askQpdf(pdf, ...args) : askPoppler(pdf, tool, ...args);
}

/** The words of a PDF as a reader of the page, or somebody who copies it, gets them. */
export function wordsOf(pdf: Uint8Array): readonly string[] {
  return ask(pdf, 'pdftotext', '-enc', 'UTF-8', 'FILE', '-')
    .split(/\s+/u)
    .filter((word) => word !== '');
}

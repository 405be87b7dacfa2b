import { expect } from 'vitest';
import { charactersOnPages, HYPHEN_AT_LINE_END } from '../../tools/pdfium.js';
import { askPoppler, POPPLER } from '../../tools/poppler.js';
import { askQpdf } from '../../tools/qpdf.js';

/** What a tool says of a PDF. `args` has "FILE" where the tool wants its name. */
export function ask(pdf: Uint8Array, tool: string, ...args: readonly string[]): string {
  return askForBytes(pdf, tool, ...args).toString('utf8');
}

/** What a tool makes of a PDF: qpdf, or one of poppler's. */
export function askForBytes(pdf: Uint8Array, tool: string, ...args: readonly string[]): Buffer {
  return tool === 'qpdf' ? askQpdf(pdf, ...args) : askPoppler(pdf, tool, ...args);
}

/**
 * The text of a PDF as PDFium finds it, line by line; a hyphen at the end of a line is a soft one,
 * typed or not.
 */
export function textOf(pdf: Uint8Array): string {
  const pages = charactersOnPages(pdf).map((page) => page.map(({ text }) => text).join(''));
  return pages.join('\n').replaceAll('\r\n', '\n').replaceAll(HYPHEN_AT_LINE_END, '\u00ad\n');
}

/**
 * The words of a PDF as a reader of the page, or somebody who copies it, gets them: from PDFium,
 * which browsers read with, and where poppler is there, from both alike.
 */
export function wordsOf(pdf: Uint8Array): readonly string[] {
  const words = cut(textOf(pdf));
  if (POPPLER.isThere)
    expect(cut(ask(pdf, 'pdftotext', '-enc', 'UTF-8', 'FILE', '-')).map(softened)).toEqual(words.map(softened));
  return words;
}

/** PDFium does not say whether a hyphen at the end of a line was typed. */
function softened(word: string): string {
  return word.replace(/-$/u, '\u00ad');
}

function cut(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

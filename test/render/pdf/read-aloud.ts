import { ask } from './read-pdf.js';

/** What a screen reader gets of a PDF, without the names of what it stands in. */
export function readAloud(pdf: Uint8Array): string {
  const lines = ask(pdf, 'pdfinfo', '-struct-text', 'FILE').split('\n');
  return lines.flatMap((line) => /^\s*"(.*)"$/su.exec(line)?.slice(1) ?? []).join('');
}

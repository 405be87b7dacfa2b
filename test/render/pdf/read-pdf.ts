import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a tool says of a PDF. `args` has "FILE" where the tool wants its name. */
export function ask(pdf: Uint8Array, tool: string, ...args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'nominate-pdf-'));
  const file = join(folder, 'letter.pdf');
  try {
    writeFileSync(file, pdf);
    return execFileSync(tool, args.map((arg) => (arg === 'FILE' ? file : arg)), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The words of a PDF as a reader of the page, or somebody who copies it, gets them. */
export function wordsOf(pdf: Uint8Array): readonly string[] {
  return ask(pdf, 'pdftotext', '-enc', 'UTF-8', 'FILE', '-').split(/\s+/u).filter((word) => word !== '');
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a tool says of a PDF. `args` has "FILE" where the tool wants its name. */
export function ask(pdf: Uint8Array, tool: string, ...args: readonly string[]): string {
  return askForBytes(pdf, tool, ...args).toString('utf8');
}

/** What a tool makes of a PDF. */
export function askForBytes(pdf: Uint8Array, tool: string, ...args: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'nominate-pdf-'));
  const file = join(folder, 'letter.pdf');
  try {
    writeFileSync(file, pdf);
    const named = args.map((arg) => (arg === 'FILE' ? file : arg));
    return execFileSync(tool, named, { maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The words of a PDF as a reader of the page, or somebody who copies it, gets them. */
export function wordsOf(pdf: Uint8Array): readonly string[] {
  return ask(pdf, 'pdftotext', '-enc', 'UTF-8', 'FILE', '-')
    .split(/\s+/u)
    .filter((word) => word !== '');
}

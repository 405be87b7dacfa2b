import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { need, type Tool } from './left-out.js';

export const POPPLER: Tool = {
  name: 'poppler-utils',
  howToGet: 'apt-get install poppler-utils',
  isThere: spawnSync('pdfinfo', ['-v']).status === 0,
};

/** What one of poppler's programs makes of a PDF. In `args`, "FILE" is the PDF. */
export function askPoppler(pdf: Uint8Array, program: string, ...args: readonly string[]): Buffer {
  need(POPPLER);
  const folder = mkdtempSync(join(tmpdir(), 'nominate-pdf-'));
  const file = join(folder, 'letter.pdf');
  try {
    writeFileSync(file, pdf);
    const named = args.map((arg) => (arg === 'FILE' ? file : arg));
    return execFileSync(program, named, { maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

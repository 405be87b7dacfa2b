import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { need, type Tool } from './left-out.js';

const MUPDF: Tool = {
  name: 'mupdf-tools',
  howToGet: 'apt-get install mupdf-tools',
  isThere: spawnSync('mutool', ['-v']).status === 0,
};

/** The text of a PDF as MuPDF finds it, line by line. */
export function textByMupdf(pdf: Uint8Array): string {
  need(MUPDF);
  const folder = mkdtempSync(join(tmpdir(), 'nominate-mupdf-'));
  const file = join(folder, 'letter.pdf');
  try {
    writeFileSync(file, pdf);
    const drawn = ['draw', '-q', '-F', 'txt', file];
    return execFileSync('mutool', drawn, { maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

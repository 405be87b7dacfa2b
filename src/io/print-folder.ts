import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printManifestSchema, type PrintManifest } from '../sending/print-manifest.js';
import { isMissing } from './file-error.js';
import { ForeignFile } from './preview-folder.js';

/** The letters of a print run, in one file. */
export const PRINT_RUN = 'print-run.pdf';
export const LABELS = 'labels.pdf';
const MANIFEST = 'manifest.json';

/** A print run to be written. */
export interface PrintRunFiles {
  readonly head: Pick<PrintManifest, 'campaign' | 'mailing' | 'today' | 'letters'>;
  readonly printRun: Uint8Array;
  /** Null where none were asked for. */
  readonly labels: Uint8Array | null;
}

/**
 * Writes a print run. It replaces what nominate wrote there before and touches nothing else; the manifest comes first, so that
 * an interrupted one leaves nothing that is nobody's.
 * @throws ForeignFile, before anything is written
 */
export function writePrintFolder(folder: string, { head, printRun, labels }: PrintRunFiles): void {
  mkdirSync(folder, { mode: 0o700, recursive: true });
  const before = readManifest(folder);
  const own = new Set(before === null ? [] : [MANIFEST, ...before.files]);
  const contents = new Map([[PRINT_RUN, printRun], ...(labels === null ? [] : [[LABELS, labels] as const])]);
  for (const name of [MANIFEST, ...contents.keys()]) {
    if (!own.has(name) && existsSync(join(folder, name))) throw new ForeignFile(join(folder, name));
  }
  const manifest: PrintManifest = { version: 1, ...head, files: [...contents.keys()], digest: digestOf(printRun) };
  for (const name of own) if (name !== MANIFEST && !contents.has(name)) rmSync(join(folder, name), { force: true });
  for (const [name, content] of [[MANIFEST, `${JSON.stringify(manifest, null, 1)}\n`] as const, ...contents]) {
    writeFileSync(join(folder, `${name}.new`), content, { mode: 0o600 });
    renameSync(join(folder, `${name}.new`), join(folder, name));
  }
}

/** What was printed; null where there is no whole print run. */
export function readPrintManifest(folder: string): PrintManifest | null {
  const manifest = readManifest(folder);
  const printRun = readIfThere(join(folder, PRINT_RUN));
  return manifest !== null && printRun !== null && digestOf(printRun) === manifest.digest ? manifest : null;
}

function readManifest(folder: string): PrintManifest | null {
  const bytes = readIfThere(join(folder, MANIFEST));
  if (bytes === null) return null;
  try {
    return printManifestSchema.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

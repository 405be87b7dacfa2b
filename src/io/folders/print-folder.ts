import { hash } from 'node:crypto';
import { join } from 'node:path';
import { printManifestSchema, type PrintManifest } from '../../sending/output/print-manifest.js';
import { openOwnFolder, readJsonIfThere } from './own-folder.js';
import { readIfThere } from '../files/read-if-there.js';

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
 * Writes a print run. It replaces what nominate wrote there before and touches nothing else.
 * @throws ForeignFile
 */
export function writePrintFolder(folder: string, { head, printRun, labels }: PrintRunFiles): void {
  const manifest = readManifest(folder);
  const before = manifest === null ? [] : [MANIFEST, ...manifest.files];
  const target = openOwnFolder(folder, { folders: [], before, growing: [MANIFEST] });
  const contents = new Map([[PRINT_RUN, printRun], ...(labels === null ? [] : [[LABELS, labels] as const])]);
  for (const [name, content] of contents) target.write(name, content);
  const after: PrintManifest = { version: 1, ...head, files: [...contents.keys()], digest: digestOf(printRun) };
  target.append(MANIFEST, `${JSON.stringify(after, null, 1)}\n`);
  target.finish();
}

/**
 * What was printed; null where there is no print run, or half of one. Its PDF may have been taken to a printer's meanwhile: nominate
 * overwrites it and never removes it, so one that is gone was whole.
 */
export function readPrintManifest(folder: string): PrintManifest | null {
  const manifest = readManifest(folder);
  const printRun = readIfThere(join(folder, PRINT_RUN));
  return manifest !== null && (printRun === null || digestOf(printRun) === manifest.digest) ? manifest : null;
}

function readManifest(folder: string): PrintManifest | null {
  return printManifestSchema.safeParse(readJsonIfThere(join(folder, MANIFEST))).data ?? null;
}

function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}

import { createHash, hash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { failAt } from './file-error.js';
import { kindAt } from './file-kind.js';
import { readWhole } from './read-if-there.js';
import { beginWholeFile, hiddenBeside, removeFile, writeWholeFile, type UnfinishedFile } from './whole-file.js';

/** What became of the list of held rows beside a list. */
export type HeldFile =
  /** `rows` were held, and are in the file. */
  | { readonly kind: 'written'; readonly path: string; readonly rows: number }
  /** `rows` were held, and the file that is there is not overwritten: it is not as nominate wrote it. */
  | { readonly kind: 'foreign'; readonly path: string; readonly rows: number }
  /** Nothing was held; a list of rows that once were is gone. */
  | { readonly kind: 'none' };

/**
 * Writes rows that were held into a list of their own, `held.csv` beside the list that they come from, readable by its owner only; whole or
 * not at all. Without any rows, the file of an earlier run is removed. A file that nominate did not write, or that somebody
 * has mended since, is left alone: a digest of what was written stands beside it.
 * @param lines the header, then a line for each row; none where nothing is held
 * @throws the file system's error where it cannot be written
 */
export async function writeHeldFile(listPath: string, lines: AsyncIterable<string>): Promise<HeldFile> {
  const path = join(dirname(listPath), nameBeside(basename(listPath)));
  const seal = hiddenBeside(path, 'sha256');
  const held = await writeLines(path, lines).catch(failAt(path));
  const standing = digestOf(path);
  const isOurs = standing === '' || standing === held?.digest || standing === recordedDigest(seal);
  if (held === null) {
    if (isOurs) for (const stale of [path, seal]) await removeFile(stale);
    return { kind: 'none' };
  }
  const { file, digest, rows } = held;
  if (!isOurs) {
    await file.discard();
    return { kind: 'foreign', path, rows };
  }
  // The digest first: after a crash between the two, the file that is there counts as somebody's own, and is kept.
  await writeWholeFile(seal, `${digest}\n`).catch(failAt(seal));
  await file.put();
  return { kind: 'written', path, rows };
}

/** The rows that are held of held.csv go into held-2.csv: those that were mended in held.csv may not have gone out yet. */
function nameBeside(list: string): string {
  const held = /^held(?:-(\d{1,6}))?\.csv$/u.exec(list);
  return held === null ? 'held.csv' : `held-${Number(held[1] ?? 1) + 1}.csv`;
}

/** Rows that are held, in a file that is not in its place yet. */
interface HeldRows {
  readonly file: UnfinishedFile;
  readonly rows: number;
  readonly digest: string;
}

/** Null where there is none. */
async function writeLines(path: string, lines: AsyncIterable<string>): Promise<HeldRows | null> {
  let file: UnfinishedFile | null = null;
  const whole = createHash('sha256');
  let written = 0;
  try {
    for await (const line of lines) {
      // Not before there is a line: a list without held rows may lie in a folder that cannot be written.
      file ??= await beginWholeFile(path);
      whole.update(line);
      await file.append(line);
      written += 1;
    }
  } catch (error) {
    await file?.discard();
    throw error;
  }
  // The header alone is no row.
  if (written > 1 && file !== null) return { file, rows: written - 1, digest: whole.digest('hex') };
  await file?.discard();
  return null;
}

/** "" where nothing stands; null for what is no file, such as a link: it is nobody's list. */
function digestOf(path: string): string | null {
  const kind = kindAt(path);
  if (kind === null) return '';
  return kind === 'file' ? hash('sha256', readWhole(path)) : null;
}

/** "" where nothing was recorded. */
function recordedDigest(seal: string): string {
  return kindAt(seal) === 'file' ? readWhole(seal).toString().trim() : '';
}

import { createHash, hash } from 'node:crypto';
import { open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failAt } from './file-error.js';
import { readIfThere } from './read-if-there.js';

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
  const unfinished = hidden(path, 'new');
  await rm(unfinished, { force: true });
  const { rows, digest } = await writeLines(unfinished, lines).catch(failAt(path));
  const standing = digestOf(path);
  const isOurs = standing === null || standing === digest || standing === recordedDigest(path);
  if (rows === 0 || !isOurs) {
    await rm(unfinished, { force: true });
    if (rows > 0) return { kind: 'foreign', path, rows };
    if (isOurs) for (const stale of [path, hidden(path, 'sha256')]) await rm(stale, { force: true });
    return { kind: 'none' };
  }
  // The digest first: after a crash between the two, the file that is there counts as somebody's own, and is kept.
  const seal = hidden(path, 'sha256');
  await writeFile(seal, `${digest}\n`, { mode: 0o600 }).catch(failAt(seal));
  await rename(unfinished, path);
  return { kind: 'written', path, rows };
}

/** The rows that are held of held.csv go into held-2.csv: those that were mended in held.csv may not have gone out yet. */
function nameBeside(list: string): string {
  const held = /^held(?:-(\d{1,6}))?\.csv$/u.exec(list);
  return held === null ? 'held.csv' : `held-${Number(held[1] ?? 1) + 1}.csv`;
}

function hidden(path: string, extension: string): string {
  return join(dirname(path), `.${basename(path)}.${extension}`);
}

async function writeLines(
  path: string,
  lines: AsyncIterable<string>,
): Promise<{ readonly rows: number; readonly digest: string }> {
  let handle: FileHandle | null = null;
  const whole = createHash('sha256');
  let written = 0;
  try {
    for await (const line of lines) {
      // Not before there is a line: a list without held rows may lie in a folder that cannot be written.
      handle ??= await open(path, 'wx', 0o600);
      whole.update(line);
      await handle.appendFile(line);
      written += 1;
    }
    await handle?.sync();
  } finally {
    await handle?.close();
  }
  return { rows: Math.max(written - 1, 0), digest: whole.digest('hex') };
}

function digestOf(path: string): string | null {
  const content = readIfThere(path);
  return content === null ? null : hash('sha256', content);
}

function recordedDigest(path: string): string {
  return readIfThere(hidden(path, 'sha256'))?.toString().trim() ?? '';
}

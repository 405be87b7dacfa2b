import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { makeOwnerFolder } from './owner-folder.js';
import { isMissing } from '../files/file-error.js';
import { readWhole } from '../files/read-if-there.js';
import { writeWholeFile } from '../files/whole-file.js';
import { sumOf } from '../../sending/ledger/ledger-event.js';

/**
 * A mailing of which a ledger holds letters; `sent`: how many went out, or may have, when that was
 * last counted.
 */
const begunMailingSchema = z.object({ campaign: z.string(), mailing: z.string(), sent: z.int().nonnegative() });

/**
 * Where a ledger lay, how far it had got and what it was about when this user last wrote into it.
 * It is kept outside of the campaign's folder: a copy of the folder, or one that is put back from a
 * copy, brings its own witness along or none at all, and only this can tell that the letters have
 * gone on elsewhere. It names no people.
 *
 * The first nominates wrote the first four only, and read this as well.
 */
const memorySchema = z.object({
  version: z.literal(1),
  path: z.string(),
  seq: z.int().nonnegative(),
  sum: z.string(),
  /** When the ledger was last written. */
  at: z.iso.datetime().optional(),
  mailings: z.array(begunMailingSchema).optional(),
  /**
   * The ledgers, by their ids, of which a person has said that this one goes on without them, and
   * how far they had got then.
   */
  dismissed: z.record(z.string(), z.int().nonnegative()).optional(),
});

/** `path` is the real one; `seq` and `sum` are those of the ledger's last line. */
export type LedgerMemory = Omit<z.infer<typeof memorySchema>, 'version'>;

/**
 * All that a user remembers, by the ids of the ledgers, and the files that should say more and
 * cannot be read.
 */
export interface Memories {
  readonly known: ReadonlyMap<string, LedgerMemory>;
  readonly unreadable: readonly string[];
}

/** The names of the memory's own files; whatever else lies in the folder is no business of it. */
const MEMORY_FILE = /^([0-9a-f]{16})\.json$/u;

/**
 * Reads everything that is remembered. A folder that is not there remembers nothing; one that
 * cannot be read is named as unreadable.
 */
export async function readMemories(folder: string): Promise<Memories> {
  const known = new Map<string, LedgerMemory>();
  const unreadable: string[] = [];
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    return { known, unreadable: isMissing(error) ? [] : [folder] };
  }
  for (const name of names) {
    const id = MEMORY_FILE.exec(name)?.[1];
    if (id === undefined) continue;
    const memory = readMemory(memoryPath(folder, id));
    if (memory === null) unreadable.push(join(folder, name));
    else known.set(id, memory);
  }
  return { known, unreadable };
}

/**
 * What is remembered of the ledger that is known by `id`; where that is "", of every ledger that lay at `path`, since it may be gone with its
 * witness.
 */
export async function recall(
  folder: string | null,
  path: string,
  id: string,
): Promise<ReadonlyMap<string, LedgerMemory>> {
  if (folder === null) return new Map();
  const { known } = await readMemories(folder);
  const real = await realPathOf(path);
  return new Map([...known].filter(([one, memory]) => (id === '' ? memory.path === real : one === id)));
}

function readMemory(path: string): LedgerMemory | null {
  try {
    return memorySchema.safeParse(JSON.parse(readWhole(path).toString())).data ?? null;
  } catch {
    return null;
  }
}

/** The path of a ledger by which it is remembered, also of one that is gone. */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path));
  }
}

/**
 * Remembers a ledger and where it lies; on disk when it resolves. Where that cannot be done, or its
 * folder was renamed meanwhile, what was remembered before vouches for less, and no letter waits
 * for it.
 */
export async function remember(folder: string, id: string, memory: LedgerMemory): Promise<void> {
  try {
    const text = JSON.stringify({ version: 1, ...memory, path: await realpath(memory.path) });
    await makeOwnerFolder(folder);
    await writeWholeFile(memoryPath(folder, id), `${text}\n`);
  } catch {
    return;
  }
}

/** `id`: the checksum of the ledger's first line. */
export function memoryPath(folder: string, id: string): string {
  return join(folder, `${id}.json`);
}

/**
 * Whether the ledger that is remembered is another file than the one at `path`, and still there: then one of them is a copy.
 * One file that two mounts show under different device numbers is one file.
 */
export async function isCopied(memory: LedgerMemory, path: string, id: string): Promise<boolean> {
  try {
    if (memory.path === (await realpath(path))) return false;
    const [there, here] = [await stat(memory.path), await stat(path)];
    const isSame = there.ino === here.ino && there.size === here.size && there.mtimeMs === here.mtimeMs;
    return !isSame && (await ledgerId(memory.path)) === id;
  } catch {
    // It is gone, or may not be looked at.
    return false;
  }
}

/** More than the longest first line of a ledger. */
const FIRST_LINE = 64 * 1024;

/** By what a ledger is known, wherever it lies: the checksum of its first line; "" where it has no whole line. @throws where it cannot be read */
export async function ledgerId(path: string): Promise<string> {
  // A pipe would be waited for until somebody writes into it.
  if ((await stat(path)).isFIFO()) throw new Error('it is no file');
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(FIRST_LINE), 0, FIRST_LINE, 0);
    const end = buffer.indexOf(0x0a);
    return end === -1 ? '' : sumOf(buffer.toString('utf8', 0, end));
  } finally {
    await handle.close();
  }
}

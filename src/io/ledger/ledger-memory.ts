import { mkdir, open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { writeWholeFile } from '../files/whole-file.js';
import { sumOf } from '../../sending/ledger/ledger-event.js';
import type { LedgerWitness } from './ledger-witness.js';

/**
 * Where a ledger lay and how far it had got when this user last wrote into it. It is kept outside of the campaign's folder: a copy of the
 * folder, or one that is put back from a copy, brings its own witness along, and only this can tell that the ledger has gone on elsewhere.
 */
const memorySchema = z.object({ version: z.literal(1), path: z.string(), seq: z.int().nonnegative(), sum: z.string() });

/** `path` is the real one; `seq` and `sum` are those of the ledger's last line. */
export type LedgerMemory = Omit<z.infer<typeof memorySchema>, 'version'>;

/**
 * What is remembered of the ledger that is known by `id`; where that is "", of every ledger that lay at `path`, since it may be gone with its
 * witness. Nothing where that cannot be read: then what lies there is believed.
 */
export async function recall(
  folder: string | null,
  path: string,
  id: string,
): Promise<ReadonlyMap<string, LedgerMemory>> {
  const found = new Map<string, LedgerMemory>();
  if (folder === null) return found;
  try {
    const real = join(await realpath(dirname(path)), basename(path));
    const ids = id === '' ? (await readdir(folder)).map((name) => basename(name, '.json')) : [id];
    for (const one of ids) {
      const memory = await readMemory(memoryPath(folder, one));
      if (memory !== null && (id !== '' || memory.path === real)) found.set(one, memory);
    }
  } catch {
    return found;
  }
  return found;
}

async function readMemory(path: string): Promise<LedgerMemory | null> {
  try {
    return memorySchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Remembers a ledger and where it lies. Where that cannot be done, or its folder was renamed meanwhile, what was remembered before vouches
 * for less, and no letter waits for it.
 */
export async function remember(folder: string | null, id: string, path: string, end: LedgerWitness): Promise<void> {
  if (folder === null) return;
  try {
    const { seq, sum } = end;
    const memory = JSON.stringify({ version: 1, path: await realpath(path), seq, sum });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeWholeFile(memoryPath(folder, id), `${memory}\n`);
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
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(FIRST_LINE), 0, FIRST_LINE, 0);
    const end = buffer.indexOf(0x0a);
    return end === -1 ? '' : sumOf(buffer.toString('utf8', 0, end));
  } finally {
    await handle.close();
  }
}

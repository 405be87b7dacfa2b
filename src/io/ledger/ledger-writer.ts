import { appendFileSync, fdatasyncSync, fstatSync, ftruncateSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LedgerFailure } from '../../sending/delivery/ports.js';
import { sumOf, type LedgerEvent } from '../../sending/ledger/ledger-event.js';
import type { LedgerContents } from './ledger-read.js';
import type { MemoryKeeper } from './memory-keeper.js';
import { writeWitness } from './ledger-witness.js';

export interface Written {
  /** How many of the lines are on disk, from the first on: all of them where there is no failure. */
  readonly onDisk: number;
  readonly failure: LedgerFailure | null;
}

/** An event and the line that it makes, without its newline. */
export interface LedgerRecord {
  readonly event: LedgerEvent;
  readonly line: string;
}

export interface Writer {
  /**
   * Resolves once the records are on disk. `isBusy`: there are letters that this thread can serve
   * while the disk is waited for.
   */
  write(records: readonly LedgerRecord[], isBusy: boolean): Promise<Written>;
  close(): Promise<void>;
}

/**
 * Opens the file with the first text, cut to its sound bytes; makes it where it is missing,
 * readable by its owner only. The witness is on disk before the first text, but not before the
 * file, which would seem lost then; it follows when the file is closed. So does the user's memory,
 * which can begin only with the first line; it is on disk before a mailing's first letter is
 * answered for.
 */
export function createWriter(path: string, contents: LedgerContents, memory: MemoryKeeper): Writer {
  const { missing, soundBytes } = contents;
  /** Of what is on disk. */
  let { id, end } = contents;
  let handle: FileHandle | null = null;
  let length = soundBytes;

  async function prepare(): Promise<FileHandle> {
    const opened = await open(path, missing ? 'ax' : 'a', 0o600);
    try {
      if (missing) {
        await syncFolder(dirname(path));
      } else {
        await opened.chmod(0o600);
        await opened.truncate(soundBytes);
      }
      await writeWitness(path, end);
      await memory.keep(id, end);
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  async function advance(records: readonly LedgerRecord[]): Promise<void> {
    const [first, last] = [records.at(0), records.at(-1)];
    if (first === undefined || last === undefined) return;
    if (id === '') id = sumOf(first.line);
    end = { seq: end.seq + records.length, sum: sumOf(last.line) };
    length += Buffer.byteLength(textOf(records));
    if (memory.begins(records.map(({ event }) => event))) await memory.keep(id, end);
  }

  /** What was not acknowledged must not be found by the next run. A disk that takes nothing at all may keep it: then the next run knows more than this one. */
  function cutBack(): void {
    try {
      if (handle !== null) ftruncateSync(handle.fd, length);
    } catch {
      return;
    }
  }

  return {
    async write(records, isBusy) {
      const failures: LedgerFailure[] = [];
      let onDisk = records.length;
      try {
        handle ??= await prepare();
        try {
          appendFileSync(handle.fd, textOf(records));
        } catch (error) {
          failures.push(failureOf(error));
          onDisk = keepWholeLines(handle.fd, length, records);
        }
        // A sync in another thread costs as much again for the way there and back: more than composing a letter meanwhile gains.
        if (isBusy) await handle.datasync();
        else fdatasyncSync(handle.fd);
        await advance(records.slice(0, onDisk));
      } catch (error) {
        failures.push(failureOf(error));
        onDisk = 0;
        cutBack();
      }
      return { onDisk, failure: failures[0] ?? null };
    },
    async close() {
      if (handle === null) return;
      await handle.close();
      // Where the disk is full or gone, an older witness stays, which vouches for less and never for too much.
      await writeWitness(path, end).catch(() => undefined);
      await memory.keep(id, end);
    },
  };
}

function textOf(records: readonly LedgerRecord[]): string {
  return records.map(({ line }) => `${line}\n`).join('');
}

function failureOf(error: unknown): LedgerFailure {
  return { detail: error instanceof Error ? error.message : String(error) };
}

/**
 * After an append that failed half-way, as on a full disk: cuts the file off behind the last line that it took whole, and tells
 * how many are there. `length` is the file's length in bytes before the append.
 */
function keepWholeLines(descriptor: number, length: number, records: readonly LedgerRecord[]): number {
  const { size } = fstatSync(descriptor);
  let kept = 0;
  let end = length;
  for (const record of records) {
    const bytes = Buffer.byteLength(textOf([record]));
    if (end + bytes > size) break;
    end += bytes;
    kept += 1;
  }
  ftruncateSync(descriptor, end);
  return kept;
}

/** Puts a new file's name on disk, not only its contents. Windows knows no such thing and refuses. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

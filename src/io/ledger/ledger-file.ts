import { appendFileSync, fdatasyncSync, ftruncateSync } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { errorAt, hasErrors, type Problem } from '../../problem.js';
import {
  stampEntry,
  sumOf,
  writeLedgerLine,
  type LedgerEntry,
  type LedgerEvent,
} from '../../sending/ledger/ledger-event.js';
import type { LedgerState } from '../../sending/ledger/ledger-state.js';
import type { Ledger, LedgerFailure } from '../../sending/delivery/ports.js';
import { lockLedger, lockName } from './ledger-lock.js';
import { remember } from './ledger-memory.js';
import { readLedger, type LedgerContents } from './ledger-read.js';
import { writeWitness, type LedgerWitness } from './ledger-witness.js';
import { keepWholeLines } from './partial-append.js';

/** The ledger of one campaign, locked for this process. */
export interface LedgerFile extends Ledger {
  /** Whether there was no file when it was opened. The first entry makes one. */
  readonly missing: boolean;
  /** Why this may not be the whole ledger; only a person can tell. Null where there is no doubt about it. */
  readonly suspicion: Problem | null;
  /** Waits for what is being written, then lets go of the file and the lock. */
  close(): Promise<void>;
}

interface Pending {
  readonly event: LedgerEvent;
  readonly line: string;
  readonly settle: (failure: LedgerFailure | null) => void;
}

/**
 * Locks the ledger at `path` and reads it; problems name it as `file`. Null beside an error: another run holds it, or it is damaged.
 * A torn last line is cut off, with a warning.
 * @param memories the folder of `memoryFolder`; null where ledgers are not remembered
 */
export async function openLedger(
  path: string,
  file: string,
  memories: string | null,
  now: () => Date,
): Promise<{ readonly ledger: LedgerFile | null; readonly problems: readonly Problem[] }> {
  const lock = await lockLedger(path);
  if (lock === null) return { ledger: null, problems: [heldElsewhere(file)] };
  const contents = await readLedger(path, file, memories);
  // A copy of it is another file, and yet the same campaign.
  const ofCopies = contents.id === '' ? null : await lockName(contents.id);
  const isFree = contents.id === '' || ofCopies !== null;
  if (hasErrors(contents.problems) || !isFree) {
    await ofCopies?.release();
    await lock.release();
    return { ledger: null, problems: isFree ? contents.problems : [heldElsewhere(file)] };
  }
  const writer = createWriter(path, contents, memories);
  const log = createLog(contents.state, contents.apply, writer, now);
  const ledger: LedgerFile = {
    state: contents.state,
    missing: contents.missing,
    suspicion: contents.suspicion,
    append: log.append,
    close: async () => {
      await log.idle();
      await writer.close();
      await ofCopies?.release();
      await lock.release();
    },
  };
  return { ledger, problems: contents.problems };
}

/** Numbers the entries and writes them in groups: what is asked for in one turn, or while a group is being synced, shares the next sync. */
function createLog(
  state: LedgerState,
  apply: (event: LedgerEvent) => void,
  writer: Writer,
  now: () => Date,
): { readonly append: Ledger['append']; readonly idle: () => Promise<void> } {
  let queue: Pending[] = [];
  /** The keys of letters that were attempted and have no outcome yet. */
  const underWay = new Set<string>();
  let seq = state.seq;
  let failure: LedgerFailure | null = null;
  let flushing: Promise<void> | null = null;

  async function flush(): Promise<void> {
    while (queue.length > 0) {
      const group = queue;
      queue = [];
      const lines = group.map(({ line }) => `${line}\n`);
      const written: Written = failure === null ? await writer.write(lines, underWay.size > 1) : { onDisk: 0, failure };
      ({ failure } = written);
      for (const [index, { event, settle }] of group.entries()) {
        const isOnDisk = index < written.onDisk;
        if (isOnDisk) apply(event);
        settle(isOnDisk ? null : failure);
      }
    }
    flushing = null;
  }

  return {
    append: (entry: LedgerEntry) =>
      new Promise((settle) => {
        seq += 1;
        if (entry.type === 'attempt') underWay.add(entry.key);
        if (entry.type === 'outcome') underWay.delete(entry.key);
        const event = stampEntry(entry, seq, now());
        queue.push({ event, line: writeLedgerLine(event), settle });
        // After all that this turn of the event loop brings: an outcome and the attempt that follows it share a sync.
        flushing ??= nextTurn().then(flush);
      }),
    idle: async () => {
      await flushing;
    },
  };
}

interface Written {
  /** How many of the lines are on disk, from the first on: all of them where there is no failure. */
  readonly onDisk: number;
  readonly failure: LedgerFailure | null;
}

interface Writer {
  /** Resolves once the lines, each with its newline, are on disk. `isBusy`: there are letters that this thread can serve while the disk is waited for. */
  write(lines: readonly string[], isBusy: boolean): Promise<Written>;
  close(): Promise<void>;
}

/**
 * Opens the file with the first text, cut to its sound bytes; makes it where it is missing, readable by its owner only. The
 * witness is on disk before the first text, but not before the file, which would seem lost then; it follows when the file is closed.
 * So does the user's memory, which can begin only with the first line.
 */
function createWriter(path: string, contents: LedgerContents, memories: string | null): Writer {
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
      await keepInMind(id, end);
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  async function keepInMind(ledger: string, { seq, sum }: LedgerWitness): Promise<void> {
    if (memories !== null && ledger !== '') await remember(memories, ledger, { path: await realpath(path), seq, sum });
  }

  async function advance(lines: readonly string[]): Promise<void> {
    const [first, last] = [lines.at(0), lines.at(-1)];
    if (first === undefined || last === undefined) return;
    const next = { seq: end.seq + lines.length, sum: sumOf(last.trimEnd()) };
    if (id === '') {
      await keepInMind(sumOf(first.trimEnd()), next);
      id = sumOf(first.trimEnd());
    }
    end = next;
    length += Buffer.byteLength(lines.join(''));
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
    async write(lines, isBusy) {
      const failures: LedgerFailure[] = [];
      let onDisk = lines.length;
      try {
        handle ??= await prepare();
        try {
          appendFileSync(handle.fd, lines.join(''));
        } catch (error) {
          failures.push(failureOf(error));
          onDisk = keepWholeLines(handle.fd, length, lines);
        }
        // A sync in another thread costs as much again for the way there and back: more than composing a letter meanwhile gains.
        if (isBusy) await handle.datasync();
        else fdatasyncSync(handle.fd);
        await advance(lines.slice(0, onDisk));
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
      await keepInMind(id, end);
    },
  };
}

function failureOf(error: unknown): LedgerFailure {
  return { detail: error instanceof Error ? error.message : String(error) };
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

function heldElsewhere(file: string): Problem {
  return errorAt(
    { file, line: null, column: null },
    'ledger-in-use',
    'Another nominate is sending for this campaign at this moment.',
    'Wait until it has finished, or interrupt it with Ctrl-C in its window; then run this command again.',
  );
}

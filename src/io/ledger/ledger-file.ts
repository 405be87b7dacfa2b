import { setImmediate as nextTurn } from 'node:timers/promises';
import { errorAt, hasErrors, type Problem } from '../../problem.js';
import { stampEntry, writeLedgerLine, type LedgerEntry, type LedgerEvent } from '../../sending/ledger/ledger-event.js';
import type { LedgerState } from '../../sending/ledger/ledger-state.js';
import type { Ledger, LedgerFailure } from '../../sending/delivery/ports.js';
import { lockLedger, lockName } from './ledger-lock.js';
import { readLedger } from './ledger-read.js';
import { createWriter, type Writer, type Written } from './ledger-writer.js';

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

function heldElsewhere(file: string): Problem {
  return errorAt(
    { file, line: null, column: null },
    'ledger-in-use',
    'Another nominate is sending for this campaign at this moment.',
    'Wait until it has finished, or interrupt it with Ctrl-C in its window; then run this command again.',
  );
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { errorAt, hasErrors, type Problem } from '../../problem.js';
import { stampEntry, writeLedgerLine, type LedgerEntry, type LedgerEvent } from '../../sending/ledger/ledger-event.js';
import type { LedgerState } from '../../sending/ledger/ledger-state.js';
import type { Ledger, LedgerFailure } from '../../sending/delivery/ports.js';
import { mailingKey, type MailingName } from '../../sending/ledger/begun-mailings.js';
import { begunElsewhere, NOTHING_ELSEWHERE, type BegunElsewhere } from './begun-elsewhere.js';
import { lockLedger, lockNames } from './ledger-lock.js';
import { readLedger, type LedgerContents } from './ledger-read.js';
import { createWriter, type LedgerRecord, type Writer, type Written } from './ledger-writer.js';
import { createMemoryKeeper } from './memory-keeper.js';

/** The ledger of one campaign, locked for this process. */
export interface LedgerFile extends Ledger {
  /** Whether there was no file when it was opened. The first entry makes one. */
  readonly missing: boolean;
  /** Why this may not be the whole ledger; only a person can tell. Null where there is no doubt about it. */
  readonly suspicion: Problem | null;
  /** What else the user remembers of the mailing that is to be sent. */
  readonly elsewhere: BegunElsewhere;
  /** A person has said that this ledger goes on, whatever other ones know: they are not asked again while those are as they are now. */
  goOn(): void;
  /** Waits for what is being written, then lets go of the file and the lock. */
  close(): Promise<void>;
}

interface Pending extends LedgerRecord {
  readonly settle: (failure: LedgerFailure | null) => void;
}

/** The mailing that is to be sent, and where it is remembered with which ledgers that was begun. */
export interface RememberedMailing extends MailingName {
  /** The folder of `memoryFolder`. */
  readonly memories: string;
}

/**
 * Locks the ledger at `path` and reads it; problems name it as `file`. Null beside an error: another run holds it, or it is damaged.
 * A torn last line is cut off, with a warning.
 * @param mailing null where nothing is remembered
 */
export async function openLedger(
  path: string,
  file: string,
  mailing: RememberedMailing | null,
  now: () => Date,
): Promise<{ readonly ledger: LedgerFile | null; readonly problems: readonly Problem[] }> {
  const ofPath = await lockLedger(path);
  if (ofPath === null) return { ledger: null, problems: [heldElsewhere(file)] };
  const contents = await readLedger(path, file, mailing?.memories ?? null);
  const isSound = !hasErrors(contents.problems);
  const shared = isSound ? await lockNames(sharedNames(contents, mailing)) : null;
  if (shared === null) {
    await ofPath.release();
    return { ledger: null, problems: isSound ? [heldElsewhere(file)] : contents.problems };
  }
  // Not before the locks: what another run was about to remember is remembered by now.
  const elsewhere =
    mailing === null ? NOTHING_ELSEWHERE : await begunElsewhere(mailing.memories, { ...contents, path }, mailing);
  const memory = createMemoryKeeper(mailing?.memories ?? null, path, contents, now);
  const writer = createWriter(path, contents, memory);
  const log = createLog(contents.state, contents.apply, writer, now);
  const { state, missing, suspicion, problems } = contents;
  const ledger: LedgerFile = {
    state,
    missing,
    suspicion,
    elsewhere,
    goOn: () => {
      memory.dismiss([...elsewhere.others, ...elsewhere.lost]);
    },
    append: log.append,
    close: async () => {
      await log.idle();
      await writer.close();
      await shared.release();
      await ofPath.release();
    },
  };
  return { ledger, problems };
}

/**
 * What two ledgers in different places may have in common: a copy is another file and yet the same ledger, and two of one mailing
 * write to the same people.
 */
function sharedNames({ id }: LedgerContents, mailing: RememberedMailing | null): readonly string[] {
  const copies = id === '' ? [] : [id];
  return mailing === null ? copies : [...copies, `${mailing.memories} ${mailingKey(mailing)}`];
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
      const written: Written = failure === null ? await writer.write(group, underWay.size > 1) : { onDisk: 0, failure };
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

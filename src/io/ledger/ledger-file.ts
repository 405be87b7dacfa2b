import { setImmediate as nextTurn } from 'node:timers/promises';
import { errorAt, hasErrors, type Problem } from '../../problem.js';
import { shellWord } from '../../shell-word.js';
import { stampEntry, writeLedgerLine, type LedgerEntry, type LedgerEvent } from '../../sending/ledger/ledger-event.js';
import type { LedgerState } from '../../sending/ledger/ledger-state.js';
import type { Ledger, LedgerFailure } from '../../sending/delivery/ports.js';
import { mailingKey, type MailingName } from '../../sending/ledger/begun-mailings.js';
import { begunElsewhere, NOTHING_ELSEWHERE, type BegunElsewhere } from './begun-elsewhere.js';
import { lockLedger, lockNames, lockOfAnother, type UsableLockPlace } from './ledger-lock.js';
import { readLedger, type LedgerContents } from './ledger-read.js';
import { createWriter, type LedgerRecord, type Writer, type Written } from './ledger-writer.js';
import { lockPlace, type LockPlace } from './lock-place.js';
import { createMemoryKeeper } from './memory-keeper.js';
import type { Lock } from './socket-lock.js';

/** The ledger of one campaign, locked for this process. */
export interface LedgerFile extends Ledger {
  /** Whether there was no file when it was opened. The first entry makes one. */
  readonly missing: boolean;
  /** Why this may not be the whole ledger; only a person can tell. Null where there is no doubt about it. */
  readonly suspicion: Problem | null;
  /** What else the user remembers of the mailing that is to be sent. */
  readonly elsewhere: BegunElsewhere;
  /**
   * A person has said that this ledger goes on, whatever other ones know: they are not asked again
   * while those are as they are now.
   */
  goOn(): void;
  /** Waits for what is being written, then lets go of the file and the lock. */
  close(): Promise<void>;
}

interface Pending extends LedgerRecord {
  readonly settle: (failure: LedgerFailure | null) => void;
}

/** A ledger that is to be written. */
export interface LedgerToOpen {
  readonly path: string;
  /** As problems name it. */
  readonly file: string;
  /** The folder of `memoryFolder`. */
  readonly memories: string | null;
  /** The mailing that is to be sent; null where nothing of it shall be remembered. */
  readonly mailing: MailingName | null;
  readonly now: () => Date;
}

/** The mailing that is to be sent, and where it is remembered with which ledgers that was begun. */
interface RememberedMailing extends MailingName {
  readonly memories: string;
}

/**
 * Locks a ledger and reads it. Null beside an error: another run holds it, it is damaged, or there
 * is no place for its lock. A torn last line is cut off, with a warning.
 */
export async function openLedger(
  ledger: LedgerToOpen,
): Promise<{ readonly ledger: LedgerFile | null; readonly problems: readonly Problem[] }> {
  const place = await lockPlace(ledger.memories);
  if (place.kind === 'none') return { ledger: null, problems: [noLockPlace(place)] };
  const ofPath = await lockLedger(ledger.path, place);
  if (ofPath === null) {
    const foreign = await lockOfAnother(ledger.path);
    return {
      ledger: null,
      problems: [foreign === null ? heldElsewhere(ledger.file) : heldByAnother(ledger.file, foreign)],
    };
  }
  return await openLocked(ledger, place, ofPath);
}

/** `ofPath`: the lock of where the ledger lies, which is let go of with it. */
async function openLocked(
  { path, file, memories, mailing: named, now }: LedgerToOpen,
  place: UsableLockPlace,
  ofPath: Lock,
): ReturnType<typeof openLedger> {
  const mailing = memories === null || named === null ? null : { memories, ...named };
  const contents = await readLedger(path, file, mailing?.memories ?? null);
  const isSound = !hasErrors(contents.problems);
  const shared = isSound ? await lockNames(sharedNames(contents, mailing), place) : null;
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
 * What two ledgers in different places may have in common: a copy is another file and yet the same
 * ledger, and two of one mailing write to the same people.
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

function noLockPlace({ path, why }: Extract<LockPlace, { readonly kind: 'none' }>): Problem {
  return errorAt(
    { file: path, line: null, column: null },
    'no-lock',
    `nominate cannot make sure here that no other one sends the same letters at the same time: ${why}.`,
    'Set HOME to your home folder, in which that is done, or let this folder be yours and writable.',
  );
}

function heldElsewhere(file: string): Problem {
  return errorAt(
    { file, line: null, column: null },
    'ledger-in-use',
    'Another nominate is sending for this campaign at this moment.',
    'Wait until it has finished, or interrupt it with Ctrl-C in its window; then run this command again.',
  );
}

function heldByAnother(file: string, lock: string): Problem {
  return errorAt(
    { file, line: null, column: null },
    'ledger-in-use',
    'Another user, such as root by "sudo nominate", is sending for this campaign, or was killed while sending.',
    `Wait until that run has finished. If none is running any more, remove what it left behind: sudo rm -r ${shellWord(lock)}; then run this command again, without sudo.`,
  );
}

import { open, readlink, stat, type FileHandle } from 'node:fs/promises';
import { errorAt, warningAt, type Problem } from '../../problem.js';
import { failAt } from '../files/file-error.js';
import { readLedgerLine } from '../../sending/ledger/ledger-event.js';
import { createLedgerFold, type LedgerState } from '../../sending/ledger/ledger-state.js';
import { copied, disagreement, type Voucher } from './ledger-disagreement.js';
import { isCopied, ledgerId, memoryPath, recall, type LedgerMemory } from './ledger-memory.js';
import { readWitness, witnessPath, type LedgerWitness } from './ledger-witness.js';

/** What stands in a ledger's file. */
export interface LedgerContents {
  readonly state: LedgerState;
  readonly apply: ReturnType<typeof createLedgerFold>['apply'];
  /** Whether there is no file: either nothing was ever sent, or the ledger was lost. The caller must find out which. */
  readonly missing: boolean;
  /** Why this may not be the whole ledger, as a warning; null where the witness beside it and the user's memory agree, or there are none. */
  readonly suspicion: Problem | null;
  /** By what it is known (`ledgerId`); "" where nothing stands in it. */
  readonly id: string;
  /** What `LedgerMemory` remembers of the ledgers that do not matter to it. */
  readonly dismissed: Readonly<Record<string, number>>;
  /** Of its last whole line. */
  readonly end: LedgerWitness;
  /** How many bytes from the beginning hold whole lines; what follows is a torn line. */
  readonly soundBytes: number;
  /** An error forbids sending: nobody knows any more what was sent. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a ledger without locking or changing it. Problems name it as `file`.
 * A last line without its newline was never acknowledged as written, so nothing was done on its strength: it is left out, with a
 * warning. Any other line that is not what was written is an error.
 * @param memories the folder of `memoryFolder`; null where ledgers are not remembered
 */
export async function readLedger(path: string, file: string, memories: string | null): Promise<LedgerContents> {
  const fold = createLedgerFold();
  const handle = await openForReading(path);
  const nothing = { ...fold, id: '', dismissed: {}, end: { seq: 0, sum: '' }, soundBytes: 0 };
  if (handle === null) {
    const vouchers = vouchersOf(path, memories, await recall(memories, path, ''));
    const suspicion = vouchers.length === 0 ? null : disagreement('lost', path, file, vouchers);
    return { ...nothing, missing: true, suspicion, problems: suspicion === null ? [] : [suspicion] };
  }
  if (handle instanceof Error)
    return { ...nothing, missing: false, suspicion: null, problems: [unreadable(file, handle)] };
  try {
    let line = 0;
    let soundBytes = 0;
    let sum = '';
    const id = await ledgerId(path);
    const remembered = await recall(memories, path, id);
    const memory = remembered.get(id);
    const vouchers = vouchersOf(path, memories, remembered);
    const gainsaying = new Set<Voucher>();
    let problem: Problem | null = null;
    for await (const { text, bytes, whole } of linesOf(handle)) {
      line += 1;
      if (!whole) {
        problem = tornLine(file, line);
        break;
      }
      const read = readLedgerLine(text);
      if (read.kind !== 'event' || read.event.seq !== fold.state.seq + 1) {
        problem = read.kind === 'foreign' ? foreignLine(file, line) : damagedLine(file, line);
        break;
      }
      fold.apply(read.event);
      soundBytes += bytes;
      sum = read.sum;
      for (const voucher of vouchers)
        if (read.event.seq === voucher.seq && sum !== voucher.sum) gainsaying.add(voucher);
    }
    const { seq } = fold.state;
    const further = vouchers.filter((voucher) => seq < voucher.seq);
    const isSound = problem === null || problem.severity === 'warning';
    const suspect = async (): Promise<Problem | null> => {
      if (memory !== undefined && (await isCopied(memory, path, id))) return copied(memory.path, file);
      if (further.length > 0) return disagreement('older', path, file, further);
      return gainsaying.size > 0 ? disagreement('another', path, file, [...gainsaying]) : null;
    };
    const suspicion = isSound ? await suspect() : null;
    const problems = [problem, suspicion].filter((found) => found !== null);
    const { dismissed = {} } = memory ?? {};
    return { ...fold, missing: false, suspicion, id, dismissed, end: { seq, sum }, soundBytes, problems };
  } catch (error) {
    return failAt(path)(error);
  } finally {
    await handle.close();
  }
}

/** Who knows how far a ledger had got: the witness beside it, and the user's memory. */
function vouchersOf(
  path: string,
  memories: string | null,
  remembered: ReadonlyMap<string, LedgerMemory>,
): readonly Voucher[] {
  const witness = readWitness(path);
  const beside = witness === null ? [] : [{ ...witness, keptIn: witnessPath(path) }];
  if (memories === null) return beside;
  return [...beside, ...[...remembered].map(([id, memory]) => ({ ...memory, keptIn: memoryPath(memories, id) }))];
}

/** Null where there is no such file; the error where it cannot be read. */
async function openForReading(path: string): Promise<FileHandle | Error | null> {
  try {
    const found = await stat(path);
    // A pipe would be waited for until somebody writes into it.
    if (!found.isFile() && !found.isDirectory()) return new Error('it is no file');
    return await open(path, 'r');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (!('code' in error) || error.code !== 'ENOENT') return error;
    const link = await readlink(path).catch(() => null);
    return link === null ? null : new Error(`it is a link to ${link}, which is not there`);
  }
}

interface Line {
  readonly text: string;
  /** With its newline. */
  readonly bytes: number;
  readonly whole: boolean;
}

async function* linesOf(handle: FileHandle): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0);
  const chunks: AsyncIterable<Buffer> = handle.createReadStream({ autoClose: false });
  for await (const chunk of chunks) {
    const buffer = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = buffer.indexOf(0x0a); end !== -1; end = buffer.indexOf(0x0a, start)) {
      yield { text: buffer.toString('utf8', start, end), bytes: end + 1 - start, whole: true };
      start = end + 1;
    }
    rest = buffer.subarray(start);
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), bytes: rest.length, whole: false };
}

function unreadable(file: string, error: Error): Problem {
  const hint =
    'code' in error
      ? 'It is readable by its owner only: run the command as the user who sent the first letters.'
      : 'Put the ledger of the last run back, or name it with --ledger. Only if nothing was ever sent, take away what lies there.';
  return errorAt(
    { file, line: null, column: null },
    'ledger-unreadable',
    `The ledger cannot be read: ${error.message}.`,
    hint,
  );
}

function tornLine(file: string, line: number): Problem {
  return warningAt(
    { file, line, column: null },
    'ledger-torn',
    'The last line of the ledger was not written to its end, so it was left out.',
    'Nothing was sent on the strength of it. You need do nothing.',
  );
}

function damagedLine(file: string, line: number): Problem {
  return errorAt(
    { file, line, column: null },
    'ledger-damaged',
    'This line of the ledger is not what nominate wrote, so nobody knows any more what was sent.',
    'Was the ledger edited, merged or only partly copied? Put back the last good copy of it, from a backup for instance, and run the command again.',
  );
}

function foreignLine(file: string, line: number): Problem {
  return errorAt(
    { file, line, column: null },
    'ledger-newer',
    'This line of the ledger was written by a newer nominate.',
    'Use that version, or a newer one, for this campaign: npm install nominate-letters@latest.',
  );
}

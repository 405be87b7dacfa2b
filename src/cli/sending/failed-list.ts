import { join } from 'node:path';
import { writeFreshFile } from '../../io/files/fresh-file.js';
import { failedCsv, type FailedRow } from '../../report/failed-csv.js';
import type { Problem } from '../../problem.js';
import type { LedgerState } from '../../sending/ledger/ledger-state.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { fileProblem } from '../reporting/file-problem.js';
import type { Planned } from '../opening/planning.js';
import { shownPath } from '../reporting/shown-path.js';
import type { Terminal } from '../reporting/terminal.js';

/** What is said of the rows whose letters failed. */
interface FailedList {
  /** As the organiser would write it; null where there is no such row, or the file could not be written. */
  readonly shown: string | null;
  readonly problems: readonly Problem[];
}

export const NOTHING_FAILED: FailedList = { shown: null, problems: [] };

/**
 * Writes the list's rows whose letters failed, in this run or before, into the campaign's folder. What was sent must be told
 * even where that cannot be done, so it is a warning then: the ledger knows those rows, and the next run writes them.
 */
export async function writeFailedList(
  folder: string,
  { inputs, plan }: Planned,
  { letters }: LedgerState,
  terminal: Terminal,
): Promise<FailedList> {
  const failed = new Map<string, FailedRow>();
  for await (const { key, recipient } of plannedRows(inputs, plan)) {
    const record = key === null ? undefined : letters.get(key);
    if (record?.standing !== 'failed' || recipient === null) continue;
    // Rows that share a letter are in the list with it, or their CLPs would be forgotten; a row that is there twice, once.
    const row = JSON.stringify([record.key, recipient.clp]);
    if (!failed.has(row)) failed.set(row, { recipient, record });
  }
  if (plan.head === null || failed.size === 0) return NOTHING_FAILED;
  try {
    const path = await writeFreshFile(join(folder, 'failed.csv'), failedCsv(plan.head, [...failed.values()]));
    return { shown: shownPath(path, terminal.folder), problems: [] };
  } catch (error) {
    const problem = fileProblem(error, terminal);
    if (problem === null) throw error;
    return { shown: null, problems: [{ ...problem, severity: 'warning' }] };
  }
}

import { join } from 'node:path';
import { writeFreshFile } from '../io/files/fresh-file.js';
import { failedCsv, type FailedRow } from '../report/failed-csv.js';
import type { LedgerState } from '../sending/ledger/ledger-state.js';
import { plannedRows } from '../sending/plan/make-plan.js';
import type { Planned } from './planning.js';

/** Writes the list's rows whose letters failed, in this run or before, into the campaign's folder; null where there are none. */
export async function writeFailedList(
  folder: string,
  { inputs, plan }: Planned,
  { letters }: LedgerState,
): Promise<string | null> {
  const failed = new Map<string, FailedRow>();
  for await (const { key, recipient } of plannedRows(inputs, plan)) {
    const record = key === null ? undefined : letters.get(key);
    if (record?.standing !== 'failed' || recipient === null || failed.has(record.key)) continue;
    failed.set(record.key, { recipient, record });
  }
  if (plan.head === null || failed.size === 0) return null;
  return await writeFreshFile(join(folder, 'failed.csv'), failedCsv(plan.head, [...failed.values()]));
}

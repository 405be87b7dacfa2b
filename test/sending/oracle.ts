import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { LedgerState } from '../../src/sending/ledger/ledger-state.js';
import type { Arrivals } from '../servers/arrivals.js';

/**
 * The delivery promise (design, section 5), over all runs of a sending: each letter arrived at most once; accepted means once,
 * failed and deferred mean not at all, doubt means either; what arrived is, byte for byte, what the ledger says it was. `planned`
 * are the keys of all letters that should have been sent; `isOver` says that no run will follow, so none may be missing.
 */
export function expectPromiseKept(
  planned: readonly string[],
  arrivals: Pick<Arrivals, 'messages'>,
  ledger: LedgerState,
  isOver = true,
): void {
  const broken: string[] = [];
  for (const key of planned) {
    const copies = arrivals.messages.get(key) ?? [];
    const record = ledger.letters.get(key);
    const standing = record?.standing ?? 'never tried';
    if (!mayHaveArrived(standing, copies.length))
      broken.push(`${key}: ${standing}, and arrived ${copies.length} times`);
    if (isOver && (standing === 'never tried' || standing === 'attempted'))
      broken.push(`${key}: ${standing} at the end`);
    for (const copy of copies) {
      const digest = createHash('sha256').update(copy).digest('hex');
      if (digest !== record?.digest) broken.push(`${key}: another message arrived than the ledger says`);
    }
  }
  for (const key of arrivals.messages.keys()) {
    if (!planned.includes(key)) broken.push(`${key}: arrived and was never planned`);
  }
  expect(broken).toEqual([]);
}

function mayHaveArrived(standing: string, copies: number): boolean {
  if (standing === 'accepted') return copies === 1;
  if (standing === 'doubt' || standing === 'released') return copies <= 1;
  return copies === 0;
}

import { begunMailings, mailingKey, type MailingName } from '../../sending/ledger/begun-mailings.js';
import type { LedgerEvent } from '../../sending/ledger/ledger-event.js';
import type { OtherLedger } from './begun-elsewhere.js';
import { remember } from './ledger-memory.js';
import type { LedgerContents } from './ledger-read.js';
import type { LedgerWitness } from './ledger-witness.js';

/** Carries on what the user's memory knows of one ledger, while that is written. */
export interface MemoryKeeper {
  /**
   * Whether one of the events begins a mailing that the memory does not know of this ledger yet.
   */
  begins(events: readonly LedgerEvent[]): boolean;
  /**
   * Resolves once it is remembered how far the ledger has got. `id`: by what it is known; "" where
   * nothing stands in it, and nothing is remembered.
   */
  keep(id: string, end: LedgerWitness): Promise<void>;
  /** From now on, this ledger goes on without those. */
  dismiss(others: readonly OtherLedger[]): void;
}

/**
 * @param folder the folder of `memoryFolder`; null where ledgers are not remembered
 * @param path where the ledger lies
 */
export function createMemoryKeeper(
  folder: string | null,
  path: string,
  { state, dismissed }: Pick<LedgerContents, 'state' | 'dismissed'>,
  now: () => Date,
): MemoryKeeper {
  const names = new Map<string, MailingName>();
  const withoutThose = new Map(Object.entries(dismissed));
  for (const { campaign, mailing } of begunMailings(state))
    names.set(mailingKey({ campaign, mailing }), { campaign, mailing });

  return {
    begins(events) {
      const before = names.size;
      for (const event of events) {
        if (event.type !== 'attempt' && event.type !== 'posted') continue;
        const { campaign, mailing } = event;
        names.set(mailingKey(event), { campaign, mailing });
      }
      return names.size > before;
    },
    async keep(id, { seq, sum }) {
      if (folder === null || id === '') return;
      const counted = new Map(begunMailings(state).map((begun) => [mailingKey(begun), begun.sent]));
      const mailings = [...names].map(([key, name]) => ({ ...name, sent: counted.get(key) ?? 0 }));
      const at = now().toISOString();
      await remember(folder, id, { path, seq, sum, at, mailings, dismissed: Object.fromEntries(withoutThose) });
    },
    dismiss(others) {
      for (const { id, seq } of others) withoutThose.set(id, seq);
    },
  };
}

import type { LedgerEntry } from '../../src/sending/ledger/ledger-event.js';

export const attempt = (key: string): LedgerEntry => ({
  type: 'attempt',
  key,
  campaign: 'nec-2028',
  mailing: 're-election',
  clp: 'Ynys Môn',
  email: 'mair@example.org',
  messageId: `${key}@example.org`,
  date: '2028-05-02T09:00:00.000Z',
  digest: 'd1',
});

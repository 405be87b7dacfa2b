import { foldClp } from '../../../recipients/fold.js';
import type { OnePer } from '../../../recipients/duplicates/one-per.js';
import type { Recipient } from '../../../recipients/recipient.js';
import type { LedgerState, LetterRecord } from '../../ledger/ledger-state.js';
import { addressOf, enter, recordedAddresses } from './ledger-index.js';

/** The keys of letters in the ledger, other than a row's own, that serve the row too. */
export type RelatedLetters = (recipient: Recipient) => readonly string[];

/**
 * Looks into a ledger for the letters of a campaign's mailing that serve other rows than their own. With one letter for each address,
 * that is any letter to it. With one for each CLP, it is any letter for it that was not refused: a refused one has reached nobody. Otherwise
 * it is one to this row's address that stood for its CLP: one that was shared, or posted when the row had an e-mail address.
 */
export function createRelatedLetters(
  state: LedgerState,
  campaign: string,
  mailing: string,
  onePer: OnePer | null,
): RelatedLetters {
  const byAddress = new Map<string, LetterRecord[]>();
  const byClp = new Map<string, LetterRecord[]>();
  for (const record of state.letters.values()) {
    if (record.campaign !== campaign || record.mailing !== mailing) continue;
    if (onePer === 'clp') {
      if (record.standing !== 'failed') for (const clp of record.clps) enter(byClp, foldClp(clp), record);
    } else for (const address of recordedAddresses(record)) enter(byAddress, address, record);
  }
  return (recipient) => {
    const clp = foldClp(recipient.clp);
    if (onePer === 'clp') return keysOf(byClp.get(clp));
    const toAddress = byAddress.get(addressOf(campaign, mailing, recipient)) ?? [];
    if (onePer === 'address') return keysOf(toAddress);
    return keysOf(toAddress.filter(({ clps }) => clps.some((other) => foldClp(other) === clp)));
  };
}

function keysOf(records: readonly LetterRecord[] = []): readonly string[] {
  return records.map(({ key }) => key);
}

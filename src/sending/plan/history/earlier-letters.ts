import { foldClp } from '../../../recipients/fold.js';
import type { Recipient } from '../../../recipients/recipient.js';
import { isInDoubt, type LedgerState, type LetterRecord } from '../../ledger/ledger-state.js';
import { addressOf, enter, recordedAddresses } from './ledger-index.js';
import { postalFingerprint } from '../letter-key.js';

/** Letters of a mailing that have reached a row's CLP at another address, or its address for another CLP, or may have. */
export interface EarlierLetters {
  /** Those that stood for the CLP. */
  forClp(recipient: Recipient): readonly LetterRecord[];
  /** Those that went to the e-mail address; to the postal one where the row has no other. */
  toAddress(recipient: Recipient): readonly LetterRecord[];
  /** Those that were posted to the postal address. */
  toPostalAddress(recipient: Recipient): readonly LetterRecord[];
}

/**
 * Looks into a ledger for them. Two rows of one list that have a CLP or an address in common are seen side by side (`createDuplicates`);
 * when the list was changed between two runs, such as an address in it, or `held.csv` is sent, only the ledger knows the other one.
 */
export function createEarlierLetters(state: LedgerState, campaign: string, mailing: string): EarlierLetters {
  const byClp = new Map<string, LetterRecord[]>();
  const byAddress = new Map<string, LetterRecord[]>();
  for (const record of state.letters.values()) {
    if (record.campaign !== campaign || record.mailing !== mailing || !mayHaveArrived(record)) continue;
    for (const clp of record.clps) enter(byClp, foldClp(clp), record);
    for (const address of recordedAddresses(record)) enter(byAddress, address, record);
  }
  return {
    forClp: ({ clp }) => byClp.get(foldClp(clp)) ?? [],
    toAddress: (recipient) => byAddress.get(addressOf(campaign, mailing, recipient)) ?? [],
    toPostalAddress: (recipient) => byAddress.get(postalFingerprint(campaign, mailing, recipient) ?? '') ?? [],
  };
}

/** A letter that was put off, or refused for good, has reached nobody. */
function mayHaveArrived(record: LetterRecord): boolean {
  return record.standing === 'accepted' || record.standing === 'posted' || isInDoubt(record);
}

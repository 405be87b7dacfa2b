import { parseMailbox } from '../../../email-address.js';
import type { Recipient } from '../../../recipients/recipient.js';
import type { LetterRecord } from '../../ledger/ledger-state.js';
import { foldAddress, postalFingerprint } from '../letter-key.js';

/** Adds a letter of the ledger to an index of letters by a name that several may have. */
export function enter(index: Map<string, LetterRecord[]>, name: string, record: LetterRecord): void {
  const records = index.get(name);
  if (records === undefined) index.set(name, [record]);
  else records.push(record);
}

/** The addresses that a letter in the ledger has gone to, as `addressOf` gives a row's: an e-mail address, a fingerprint (which has no @) or both. */
export function recordedAddresses({ email, postal }: LetterRecord): readonly string[] {
  const parsed = parseMailbox(email);
  const folded = parsed === null ? email : foldAddress(parsed.address);
  return [folded, postal ?? ''].filter((address) => address !== '');
}

/** What an index of addresses knows a row by: its e-mail address, or the fingerprint of the postal one where it has none. */
export function addressOf(campaign: string, mailing: string, recipient: Recipient): string {
  const { email } = recipient;
  return email === null ? (postalFingerprint(campaign, mailing, recipient) ?? '') : foldAddress(email);
}

import { parseMailbox } from '../../email-address.js';
import type { LetterRecord } from '../ledger/ledger-state.js';
import { foldAddress } from './letter-key.js';

/** Adds a letter of the ledger to an index of letters by a name that several may have. */
export function enter(index: Map<string, LetterRecord[]>, name: string, record: LetterRecord): void {
  const records = index.get(name);
  if (records === undefined) index.set(name, [record]);
  else records.push(record);
}

/** The address of a letter in the ledger as `foldAddress` gives a row's; "" for one that only ever was on paper. */
export function recordedAddress({ email }: LetterRecord): string {
  const parsed = parseMailbox(email);
  return parsed === null ? email : foldAddress(parsed.address);
}

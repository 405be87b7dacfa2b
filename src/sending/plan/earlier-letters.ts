import { errorAt, warningAt, type Problem } from '../../problem.js';
import { foldClp } from '../../recipients/fold.js';
import type { OnePer } from '../../recipients/one-per.js';
import { quoteCell } from '../../recipients/quote-cell.js';
import { placeInList, type ListHead, type Recipient } from '../../recipients/recipient.js';
import type { LedgerState, LetterRecord } from '../ledger/ledger-state.js';
import { addressOf, enter, recordedAddresses } from './ledger-index.js';
import { postalFingerprint } from './letter-key.js';

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

/**
 * The problems of a row whose letter would go out although its CLP, or its address, has had this mailing's letter. As in one list
 * (`createDuplicates`), it is held until the organiser has chosen; the choice that makes one letter of both has skipped it already.
 * Where every row is to have its letter it is a warning, since a CLP that was spelt otherwise makes another letter of the same row. So it is
 * for an e-mail to somebody at whose postal address one was posted: an office may be that of two secretaries.
 * @param own the keys of letters that are the row's own, which the ledger has decided on
 */
export function earlierProblems(
  earlier: EarlierLetters,
  own: readonly string[],
  recipient: Recipient,
  head: ListHead,
  onePer: OnePer | null,
  isOnPaper: boolean,
): readonly Problem[] {
  const { email, postalAddress } = recipient;
  const tell = (column: string, code: string, message: string, hint: string, isError = onePer === null): Problem => {
    const place = placeInList(head, recipient.line, column);
    return isError
      ? errorAt(place, code, message, hint)
      : warningAt(place, code, message, 'Another one goes out. Delete the row, if it should not.');
  };
  const isOther = ({ key }: LetterRecord): boolean => !own.includes(key);
  const ofClp = onePer === 'clp' ? undefined : earlier.forClp(recipient).find(isOther);
  const problems: Problem[] = [];
  if (ofClp !== undefined) {
    const where = ofClp.standing === 'posted' ? 'on paper' : `at ${ofClp.email}`;
    const message = `${quoteCell(recipient.clp)} ${had(ofClp)} this letter before, ${where}, on ${dayOf(ofClp)}.`;
    const hint = isOpen(ofClp)
      ? 'Find out whether it arrived. If not, add --resolve-doubts resend, and it goes to this address; if it did, --resolve-doubts sent --one-per clp, or delete the row.'
      : 'Add --one-per clp to leave out CLPs that had it, or --one-per row to write to this address too; or delete the row.';
    problems.push(tell('clp', 'clp-written-to-before', message, hint));
  }
  const tellAddress = (record: LetterRecord, address: string, column: string, isError?: boolean): Problem => {
    const message = `${address} ${had(record)} this letter before, for ${quoteCell(record.clp)}, on ${dayOf(record)}.`;
    const hint = isOpen(record)
      ? 'Find out whether it arrived. If not, add --resolve-doubts resend, and it goes out for this CLP; if it did, --resolve-doubts sent --one-per address, or delete the row.'
      : 'Add --one-per address to leave out people who had it, or --one-per row for a letter for this CLP too; or delete the row.';
    return tell(column, 'address-written-to-before', message, hint, isError);
  };
  const ofAddress = onePer === 'address' ? undefined : earlier.toAddress(recipient).find(isOther);
  const ofPostal = earlier.toPostalAddress(recipient).find(isOther);
  const postal = quoteCell(postalAddress.join(', '));
  if (ofAddress !== undefined && ofAddress !== ofClp)
    problems.push(tellAddress(ofAddress, email?.typed ?? postal, email === null ? 'address_1' : 'email'));
  else if (email !== null && ofPostal !== undefined && ofPostal !== ofClp)
    problems.push(tellAddress(ofPostal, postal, 'address_1', onePer === null && isOnPaper));
  return problems;
}

/** A letter that was put off, or refused for good, has reached nobody. */
function mayHaveArrived({ standing }: LetterRecord): boolean {
  return standing === 'accepted' || standing === 'posted' || standing === 'doubt' || standing === 'released';
}

function isOpen({ standing }: LetterRecord): boolean {
  return standing === 'doubt' || standing === 'released';
}

function had({ standing }: LetterRecord): string {
  return standing === 'accepted' || standing === 'posted' ? 'has had' : 'may have had';
}

function dayOf({ at }: LetterRecord): string {
  return at.toISOString().slice(0, 10);
}

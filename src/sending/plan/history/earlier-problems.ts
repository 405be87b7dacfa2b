import { errorAt, warningAt, type Problem } from '../../../problem.js';
import { quoteCell } from '../../../recipients/quote-cell.js';
import { placeInList, type ListHead, type Recipient } from '../../../recipients/recipient.js';
import { isInDoubt, type LetterRecord } from '../../ledger/ledger-state.js';
import type { PlanInputs } from '../plan.js';

/**
 * The problems of a row whose letter would go out although its CLP, or its address, has had this mailing's letter. As in one list
 * (`createDuplicates`), it is held until the organiser has chosen; the choice that makes one letter of both has skipped it already.
 * Where every row is to have its letter it is a warning, since a CLP that was spelt otherwise makes another letter of the same row. So it is
 * for an e-mail to somebody at whose postal address one was posted: an office may be that of two secretaries.
 * @param own the keys of letters that are the row's own, which the ledger has decided on
 */
export function earlierProblems(
  { earlier, selection: { onePer } }: Pick<PlanInputs, 'earlier' | 'selection'>,
  recipient: Recipient,
  head: ListHead,
  own: readonly string[],
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
    const hint = isInDoubt(ofClp)
      ? 'Find out whether it arrived. If not, add --resolve-doubts resend, and it goes to this address; if it did, --resolve-doubts sent --one-per clp, or delete the row.'
      : 'Add --one-per clp to leave out CLPs that had it, or --one-per row to write to this address too; or delete the row.';
    problems.push(tell('clp', 'clp-written-to-before', message, hint));
  }
  const tellAddress = (record: LetterRecord, address: string, column: string, isError?: boolean): Problem => {
    const message = `${address} ${had(record)} this letter before, for ${quoteCell(record.clp)}, on ${dayOf(record)}.`;
    const hint = isInDoubt(record)
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

function had(record: LetterRecord): string {
  return isInDoubt(record) ? 'may have had' : 'has had';
}

function dayOf({ at }: LetterRecord): string {
  return at.toISOString().slice(0, 10);
}

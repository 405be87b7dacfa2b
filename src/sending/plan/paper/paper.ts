import { LETTER_PDF, type Letter } from '../../../letter/letter.js';
import { errorAt, warningAt, type Problem } from '../../../problem.js';
import { wantsPaper } from '../../../recipients/row/paper-wish.js';
import { readPostcode } from '../../../recipients/row/postcode.js';
import { placeInList, type ListHead, type Recipient } from '../../../recipients/recipient.js';
import type { Delivery, PlanInputs } from '../plan.js';

/** More lines than this show in no window. */
const WINDOW_LINES = 6;

/** Whether a recipient's letter goes out on paper: the row has no e-mail address, or asks for it, or the whole run is on paper. */
export function getsPaper(recipient: Recipient, delivery: Delivery): boolean {
  if (recipient.postalAddress.length === 0) return false;
  return recipient.email === null || wantsPaper(recipient) || delivery === 'all-on-paper';
}

/** Whether somebody gets a letter as a PDF or on paper, and not as an e-mail alone. */
export function goesOutAsPdf({ letter, address }: { letter: Letter; address: readonly string[] | null }): boolean {
  return address !== null || letter.attach.includes(LETTER_PDF);
}

/** What keeps an address from standing in the window of an envelope. `address` is what `windowAddress` gives. */
export function addressProblems(
  address: readonly string[],
  recipient: Recipient,
  head: ListHead,
  { tooTight }: Pick<PlanInputs, 'tooTight'>,
): readonly Problem[] {
  const place = placeInList(head, recipient.line, 'address_1');
  if (address.length > WINDOW_LINES) {
    const message = `The address has ${address.length} lines with the name; the window of an envelope shows ${WINDOW_LINES}.`;
    const hint = 'Put two lines on one, or leave out what the post can do without, such as the county.';
    return [errorAt(place, 'address-too-long', message, hint)];
  }
  const tight = tooTight(address);
  if (tight !== null) {
    const message = `The address is too long for ${tight}: ${address.join(', ')}.`;
    const hint = 'Shorten the longest line, or leave out what the post can do without, such as the county.';
    return [errorAt(place, 'address-too-wide', message, hint)];
  }
  if (readPostcode(address.at(-1) ?? '') !== null || (recipient.columns['postcode'] ?? '') !== '') return [];
  const message = `The address ends without a postcode: ${address.join(', ')}.`;
  return [
    warningAt(
      placeInList(head, recipient.line, 'postcode'),
      'no-postcode',
      message,
      'Look it up before you post the letter.',
    ),
  ];
}

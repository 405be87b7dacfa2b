import { warningAt, type Problem } from '../../../problem.js';
import { quoteCell } from '../../../recipients/quote-cell.js';
import { placeInList, type ListHead, type Recipient } from '../../../recipients/recipient.js';
import type { Mailing } from '../mailing.js';
import { ANY_LETTER } from './followed-letters.js';

/** What a mailing's problems call the letter that it follows. */
function letterOf({ follows }: Pick<Mailing, 'follows'>): string {
  return follows === null || follows === ANY_LETTER ? 'an earlier letter' : follows;
}

/**
 * The warning of a row whose letter goes elsewhere than the list says: where it had the one that is followed.
 * @param listed the row as the list has it
 * @param followed the same with the address that worked
 */
export function followsElsewhere(
  listed: Recipient,
  followed: Recipient,
  mailing: Mailing,
  head: ListHead,
): readonly Problem[] {
  if (listed.email === null || listed.email.wire === followed.email?.wire) return [];
  const letter = letterOf(mailing);
  const place = placeInList(head, listed.line, 'email');
  const [clp, here] = [quoteCell(listed.clp), listed.email.typed];
  if (followed.email === null) {
    const message = `${clp} had ${letter} by post: this letter follows it on paper, and not to ${here}.`;
    return [warningAt(place, 'follows-by-post', message, `To write to ${here}, send ${letter} there first.`)];
  }
  const message = `${clp} had ${letter} at ${followed.email.typed}, and the list has ${here}: this letter goes to ${followed.email.typed}.`;
  const hint = `Correct the list if ${followed.email.typed} is right. If ${here} is, send ${letter} there first, with --one-per row.`;
  return [warningAt(place, 'follows-elsewhere', message, hint)];
}

/** The warning of a mailing that goes to nobody, because nobody has had the letter that it follows. */
export function nothingToFollow(mailing: Mailing): Problem {
  const { name, standard } = mailing;
  const letter = letterOf(mailing);
  const message = `Nobody has had ${letter}, which ${name} follows, so it goes to nobody.`;
  const hint = `Send ${letter} first. Until then, "nominate send --test-to" with your own address shows what ${name} looks like.`;
  return warningAt({ file: standard.file, line: null, column: null }, 'nothing-to-follow', message, hint);
}

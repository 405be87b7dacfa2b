import type { EmailAddress } from '../email-address.js';
import { warningAt } from '../problem.js';
import { readEmail } from './email.js';
import { quoteCell } from './quote-cell.js';
import type { RowNotes, RowValues } from './row-values.js';

/** The e-mail address of a row, put into its proper form there; null where there is none, or none that can be used. */
export function readRowEmail(values: RowValues, { line, placeOf, tidied, problems }: RowNotes): EmailAddress | null {
  const typed = values['email'] ?? '';
  if (typed === '') return null;
  const place = placeOf(line, 'email');
  const email = readEmail(typed, place);
  if ('severity' in email) {
    problems.push(email);
    return null;
  }
  if (email.needsSmtpUtf8) {
    const message = `${quoteCell(email.typed)} has letters before the @ that only some mail servers take (SMTPUTF8).`;
    const hint =
      'nominate doctor tells whether yours does. If it does not, this letter fails: ask for another address.';
    problems.push(warningAt(place, 'needs-smtputf8', message, hint));
  }
  tidied.note('email', typed, email.typed, place);
  const isRewritten = email.wire !== email.typed && email.wire.toLowerCase() !== email.typed.toLowerCase();
  if (isRewritten) tidied.note('domain', email.typed, email.wire, place);
  values['email'] = email.typed;
  return email;
}

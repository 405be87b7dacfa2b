import type { EmailAddress } from '../../email-address.js';
import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import { readEmail } from './email.js';
import { quoteCell } from '../quote-cell.js';
import type { RowNotes, RowValues } from './row-values.js';

/** What Microsoft Forms puts into a column of its own, "Email", where people answered without a login. */
const ANONYMOUS = /^anonymous$/iu;

/** The e-mail address of a row, put into its proper form there; null where there is none, or none that can be used. */
export type EmailReader = (values: RowValues, notes: RowNotes) => EmailAddress | null;

/** Starts reading the addresses of one list. A column that holds none at all is told as that, and not once for each row. */
export function createEmailReader(): EmailReader {
  let noAddresses: Problem | null = null;
  let isOfAddresses = false;
  return (values, notes) => {
    const typed = values['email'] ?? '';
    if (typed === '') return null;
    const place = notes.placeOf(notes.line, 'email');
    if (!isOfAddresses && ANONYMOUS.test(typed)) {
      noAddresses ??= noAddressColumn(typed, place);
      notes.problems.push(noAddresses);
      return null;
    }
    const email = readEmail(typed, place);
    if ('severity' in email) {
      notes.problems.push(email);
      return null;
    }
    isOfAddresses = true;
    return properForm(email, typed, place, values, notes);
  };
}

function noAddressColumn(typed: string, place: Place): Problem {
  const message = `This is no column of e-mail addresses: it holds ${quoteCell(typed)}, as Microsoft Forms writes for people who answer without a login.`;
  const hint =
    'Delete the column, and an empty "Name" beside it; then call the column in which people typed their address "E-mail".';
  return errorAt(place, 'no-address-column', message, hint);
}

function properForm(
  email: EmailAddress,
  typed: string,
  place: Place,
  values: RowValues,
  { tidied, problems }: RowNotes,
): EmailAddress {
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

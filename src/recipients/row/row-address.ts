import { errorAt, warningAt } from '../../problem.js';
import { readPaperWish } from './paper-wish.js';
import { ADDRESS_LINES_LIMIT, readPostalAddress } from './postal-address.js';
import { readPostcode } from './postcode.js';
import { quoteCell } from '../quote-cell.js';
import type { RowNotes, RowValues } from './row-values.js';

function readRowPostcode(values: RowValues, { line, placeOf, tidied, problems }: RowNotes): string {
  const typed = values['postcode'] ?? '';
  if (typed === '') return '';
  const place = placeOf(line, 'postcode');
  const postcode = readPostcode(typed);
  if (postcode === null) {
    const message = `${quoteCell(typed)} does not look like a postcode.`;
    problems.push(warningAt(place, 'malformed-postcode', message, 'Look it up, if this letter goes out on paper.'));
    return typed;
  }
  tidied.note('postcode', typed, postcode, place);
  values['postcode'] = postcode;
  return postcode;
}

/** How a row calls its person. */
function namesIn({
  name = '',
  title = '',
  first_name: first = '',
  last_name: last = '',
}: RowValues): readonly string[] {
  return [name, `${title} ${name}`, `${first} ${last}`, `${title} ${first} ${last}`, `${title} ${last}`].filter(
    (one) => one.trim() !== title,
  );
}

/** The lines of a row's postal address, its postcode put into its proper form; none where it can reach nobody. */
export function readRowAddress(
  values: RowValues,
  addressColumns: readonly string[],
  notes: RowNotes,
): readonly string[] {
  const postcode = readRowPostcode(values, notes);
  const lines = addressColumns.map((name) => values[name] ?? '');
  const names = namesIn(values);
  const { lines: address, otherPostcodes } = readPostalAddress({ lines, town: values['town'] ?? '', postcode, names });
  if (otherPostcodes.length > 0 && address.length > 0) {
    const message = `The address has more than one postcode: ${otherPostcodes.join(', ')}, and ${address.at(-1) ?? ''}, which alone is printed.`;
    const hint = 'Delete the wrong one, if this letter goes out on paper.';
    notes.problems.push(warningAt(notes.placeOf(notes.line, 'postcode'), 'several-postcodes', message, hint));
  }
  if (address.length <= ADDRESS_LINES_LIMIT) return address;
  const message = `The postal address has ${address.length} lines; ${ADDRESS_LINES_LIMIT} fit below the name.`;
  const hint = 'Put two lines on one, or leave out what the post can do without.';
  const place = notes.placeOf(notes.line, addressColumns[0] ?? 'town');
  notes.problems.push(errorAt(place, 'address-too-long', message, hint));
  return address;
}

/** Puts the cell that asks for paper into its proper form, yes or no. */
export function readRowPost(
  values: RowValues,
  postalAddress: readonly string[],
  { line, placeOf, problems }: RowNotes,
): void {
  const typed = values['post'] ?? '';
  if (typed === '') return;
  const place = placeOf(line, 'post');
  const wish = readPaperWish(typed, place);
  if (typeof wish === 'object') {
    problems.push(wish);
    return;
  }
  values['post'] = wish;
  if (wish === 'no' || postalAddress.length > 0) return;
  const message = 'This row asks for a letter on paper, and has no postal address to put on it.';
  const hint = 'Fill in the address, at least two lines of it; or empty this cell, and the letter goes by e-mail.';
  problems.push(errorAt(place, 'no-postal-address', message, hint));
}

import { distance } from 'fastest-levenshtein';
import { FIELDS, type ColumnMapping, type Field } from '../../words/field-names.js';
import { errorAt, hasErrors, warningAt, type Place, type Problem } from '../../problem.js';
import type { Meaning } from './column-meaning.js';
import { isAddressColumn, synonymsOf } from './fields.js';
import { nearlyKnown } from './nearly-known.js';
import { foldHeader } from '../fold.js';
import { quoteCell } from '../quote-cell.js';
import type { ListColumn } from '../recipient.js';

/** The header row of a list, and what headers mean in it. */
interface Header {
  readonly headers: readonly string[];
  readonly meaning: Meaning;
  readonly place: Place;
}

/** How many letters a slip may change at most in a guess at what is missing. */
const SLIPS = 3;

/** What stands beside an address in an address book: "Work", "Home". */
const LABEL = /_(?:label|type)$/u;

/**
 * What a list lacks, or may: the error of one without a column for the CLPs, and of one by which nobody can be reached; a
 * warning for each other field that a header comes near.
 */
export function missingColumns(
  columns: ReadonlyMap<string, ListColumn>,
  header: Header,
  mapping: ColumnMapping,
): readonly Problem[] {
  const clp = columns.has('clp') || mapping.clp !== undefined ? [] : [missingClp(header)];
  const contact = missingContact(columns, header);
  const isTold = (field: Field): boolean => hasErrors(field === 'clp' ? clp : field === 'email' ? contact : []);
  const open = FIELDS.filter((field) => !columns.has(field) && !isTold(field));
  return [...clp, ...contact, ...nearlyKnown(columns, open, header.place)];
}

/** The error of a list without a column for the CLPs. */
function missingClp(header: Header): Problem {
  const found = header.headers.filter((text) => text !== '').map(quoteCell);
  const message = `No column is headed CLP or Constituency, to name the constituency parties. The list has ${found.join(', ')}.`;
  const near = guesses(header, 'clp', SLIPS);
  return errorAt(header.place, 'missing-column', message, rename(near, 'clp', 'CLP'));
}

/** The error of a list by which nobody can be reached; else a warning for each column that a letter may well miss, where a header comes near it. */
function missingContact(columns: ReadonlyMap<string, ListColumn>, header: Header): readonly Problem[] {
  const { place } = header;
  if (!columns.has('email') && !Array.from(columns.keys()).some(isAddressColumn)) {
    const near = guesses(header, 'email', SLIPS);
    const hint = `${rename(near, 'email', 'E-mail')} Postal addresses stand in "Address 1", "Town" and "Postcode".`;
    const message = 'The list has neither a column for e-mail addresses nor one for postal addresses.';
    return [errorAt(place, 'missing-column', message, hint)];
  }
  const missing: (readonly [field: Field, what: string, called: string])[] = [];
  if (!['name', 'first_name', 'last_name', 'salutation'].some((name) => columns.has(name)))
    missing.push(['name', 'secretaries’ names, and nobody is greeted by name', 'Name']);
  if (!columns.has('email')) missing.push(['email', 'e-mail addresses, and everybody gets paper', 'E-mail']);
  return missing.flatMap(([field, what, called]) => {
    const near = guesses(header, field, 0);
    if (near.length === 0) return [];
    const message = `No column is known to hold ${what}.`;
    return [warningAt(place, 'unrecognised-column', message, rename(near, field, called))];
  });
}

/** Headers that mean nothing to nominate, and are spelt nearly like one that means the field. */
function guesses({ headers, meaning }: Header, field: Field, slips: number): readonly string[] {
  return headers.filter((header) => {
    const folded = foldHeader(header);
    return folded !== '' && !LABEL.test(folded) && meaning(folded) === null && isNear(folded, field, slips);
  });
}

/** Whether a folded header is a slip for one that means the field, or one with words before or after it. */
function isNear(header: string, field: Field, slips: number): boolean {
  const allowed = Math.min(slips, header.length * 0.4);
  return synonymsOf(field).some(
    (synonym) => `_${header}_`.includes(`_${synonym}_`) || distance(header, synonym) <= allowed,
  );
}

/** What to do where no header means a field, but those come near: rename the column, or tell nominate which it is. */
function rename(near: readonly string[], field: Field, called: string): string {
  const [guess] = near;
  if (guess === undefined)
    return `Call the column that holds them "${called}", or name it in campaign.yaml, such as columns: { ${field}: "${field === 'clp' ? 'Party unit' : 'Where to write'}" }.`;
  return `Is it ${near.map(quoteCell).join(' or ')}? Call that column "${called}", or write into campaign.yaml: columns: { ${field}: ${quoteCell(guess)} }.`;
}

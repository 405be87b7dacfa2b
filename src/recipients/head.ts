import { distance } from 'fastest-levenshtein';
import { parseMailbox } from '../email-address.js';
import { nearestName } from '../nearest-name.js';
import { errorAt, type Place, type Problem } from '../problem.js';
import { checkCell, trimCell } from './cell-value.js';
import type { ListRecord } from './list-record.js';
import type { ColumnMapping } from '../field-names.js';
import { meaningBy, type Meaning } from './column-meaning.js';
import { oneColumn } from './misplaced-header.js';
import { FIELDS, isTaken, synonymsOf, type Field } from './fields.js';
import { foldHeader } from './fold.js';
import { readPostcode } from './postcode.js';
import { quoteCell } from './quote-cell.js';
import type { ListColumn, ListHead } from './recipient.js';

/** What the header row told: a head to read the rows by, or null where it is no header. */
export interface HeadReading {
  readonly head: ListHead | null;
  /** Numbers of the columns without a header: they must be empty. */
  readonly nameless: readonly number[];
  /** How many cells every row must have. */
  readonly width: number;
  readonly problems: readonly Problem[];
}

/** What is known of a list before its first row. */
export type HeadSource = Omit<ListHead, 'columns'>;

const CLOSE_GUESS = 3;

function looksLikeData(headers: readonly string[], meaning: Meaning): boolean {
  if (headers.some((header) => parseMailbox(header) !== null)) return true;
  return (
    headers.every((header) => meaning(foldHeader(header)) === null) &&
    headers.some((header) => readPostcode(header) !== null)
  );
}

/** Whether a folded header is a slip for one that means the field, or one with words before or after it. */
function isNear(header: string, field: Field): boolean {
  const allowed = Math.min(CLOSE_GUESS, header.length / 2);
  return synonymsOf(field).some(
    (synonym) =>
      header.startsWith(`${synonym}_`) || header.endsWith(`_${synonym}`) || distance(header, synonym) <= allowed,
  );
}

/** Headers that mean nothing to nominate, and are spelt nearly like one that means the field. */
function guesses(headers: readonly string[], field: Field, meaning: Meaning): readonly string[] {
  return headers.filter((header) => {
    const folded = foldHeader(header);
    return folded !== '' && meaning(folded) === null && isNear(folded, field);
  });
}

/** What to do where no header means a field: rename the column, or tell nominate which it is. */
function rename(headers: readonly string[], field: Field, called: string, meaning: Meaning): string {
  const near = guesses(headers, field, meaning);
  const [guess] = near;
  if (guess === undefined)
    return `Call the column that holds them "${called}", or name it in campaign.yaml, such as columns: { ${field}: "${field === 'clp' ? 'Party unit' : 'Where to write'}" }.`;
  return `Is it ${near.map(quoteCell).join(' or ')}? Call that column "${called}", or write into campaign.yaml: columns: { ${field}: ${quoteCell(guess)} }.`;
}

function missingClp(headers: readonly string[], place: Place, meaning: Meaning): Problem {
  const found = headers.filter((header) => header !== '').map(quoteCell);
  const message = `No column is headed CLP or Constituency, to name the constituency parties. The list has ${found.join(', ')}.`;
  return errorAt(place, 'missing-column', message, rename(headers, 'clp', 'CLP', meaning));
}

function missingAddress(headers: readonly string[], place: Place, meaning: Meaning): Problem {
  const hint = `${rename(headers, 'email', 'E-mail', meaning)} Postal addresses stand in "Address 1", "Town" and "Postcode".`;
  const message = 'The list has neither a column for e-mail addresses nor one for postal addresses.';
  return errorAt(place, 'missing-column', message, hint);
}

/** Columns that campaign.yaml names and the list has not. */
function unmapped(mapping: ColumnMapping, headers: readonly string[], place: Place): readonly Problem[] {
  const folded = new Set(headers.map(foldHeader));
  return FIELDS.flatMap((field) => {
    const wanted = mapping[field];
    if (wanted === undefined || folded.has(foldHeader(wanted))) return [];
    const nearest = nearestName(wanted, headers);
    const has = `The list has ${headers
      .filter((header) => header !== '')
      .map(quoteCell)
      .join(', ')}.`;
    const message = `campaign.yaml says that ${field} is the column ${quoteCell(wanted)}, but the list has no such column.`;
    const hint =
      nearest === null
        ? `${has} Correct "columns" in campaign.yaml.`
        : `Is it ${quoteCell(nearest)}? Correct "columns" in campaign.yaml.`;
    return [errorAt(place, 'mapped-column-missing', message, hint)];
  });
}

function takenName(header: string, folded: string, place: Place): Problem {
  const better = folded === 'greeting' ? 'salutation' : `clp_${folded}`;
  return errorAt(
    place,
    'reserved-column',
    `A column may not be called ${quoteCell(header)}: the word has a meaning of its own in letters.`,
    `Call it something else, such as "${better}".`,
  );
}

function duplicateColumn(header: string, name: string, earlier: ListColumn, place: Place): Problem {
  const both = `${quoteCell(earlier.header)} (column ${earlier.number}) and ${quoteCell(header)} (column ${place.column ?? 0})`;
  return errorAt(place, 'duplicate-column', `Two columns are both ${name}: ${both}.`, 'Rename or delete one of them.');
}

function hasContactColumns(columns: readonly ListColumn[]): boolean {
  return columns.some(({ name }) => name === 'email' || name === 'town' || /^address_[1-5]$/u.test(name));
}

/**
 * Reads the header row. Errors: `no-header`, `one-column`, `missing-column`, `mapped-column-missing`, `duplicate-column`, `reserved-column`, and what
 * may be wrong with any cell. All but the first leave a head, so that the rows can be checked too.
 */
export function readHead({ cells, line }: ListRecord, source: HeadSource, mapping: ColumnMapping): HeadReading {
  const meaning = meaningBy(mapping);
  const headers = cells.map((cell) => trimCell(cell).normalize('NFC'));
  const whole: Place = { file: source.file, line, column: null };
  if (looksLikeData(headers, meaning)) {
    const hint = `Put a row above it that says what each column holds, such as ${FIELDS.slice(0, 2).join(', ')}, email.`;
    const problem = errorAt(
      whole,
      'no-header',
      `The first row looks like a recipient, not like column names: ${headers.slice(0, 3).map(quoteCell).join(', ')}.`,
      hint,
    );
    return { head: null, nameless: [], width: 0, problems: [problem] };
  }
  const columns = new Map<string, ListColumn>();
  const nameless: number[] = [];
  const problems: Problem[] = [];
  headers.forEach((header, index) => {
    const number = index + 1;
    const place = { ...whole, column: number };
    const folded = foldHeader(header);
    const name = meaning(folded) ?? folded;
    const fault = checkCell(header, null, place);
    const earlier = columns.get(name);
    if (fault !== null) problems.push(fault);
    else if (name === '') nameless.push(number);
    else if (isTaken(name)) problems.push(takenName(header, name, place));
    else if (earlier !== undefined) problems.push(duplicateColumn(header, name, earlier, place));
    else columns.set(name, { name, header, number });
  });
  const listed = [...columns.values()];
  const [only] = headers;
  if (headers.length === 1 && only !== undefined) problems.push(oneColumn(only, whole));
  else {
    if (!columns.has('clp') && mapping.clp === undefined) problems.push(missingClp(headers, whole, meaning));
    if (!hasContactColumns(listed)) problems.push(missingAddress(headers, whole, meaning));
  }
  problems.push(...unmapped(mapping, headers, whole));
  return { head: { ...source, columns: listed }, nameless, width: headers.length, problems };
}

import { distance } from 'fastest-levenshtein';
import { parseMailbox } from '../email-address.js';
import { nearestName } from '../nearest-name.js';
import { errorAt, warningAt, type Place, type Problem } from '../problem.js';
import { checkCell, trimCell } from './cell-value.js';
import type { ListRecord } from './list-record.js';
import { FIELDS, type ColumnMapping, type Field } from '../field-names.js';
import { columnName, meaningBy, type Meaning } from './column-meaning.js';
import { oneColumn } from './misplaced-header.js';
import { isAddressColumn, isTaken, synonymsOf } from './fields.js';
import { nameOfDelimiter, type Delimiter } from './delimiter.js';
import { foldHeader } from './fold.js';
import { passedOver } from './passed-over.js';
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
export interface HeadSource extends Omit<ListHead, 'columns'> {
  /** What the cells seem to be separated by, where the organiser named something else. */
  readonly likelier?: Delimiter | undefined;
}

const CLOSE_GUESS = 3;
/** What stands beside an address in an address book: "Work", "Home". */
const LABEL = /_(?:label|type)$/u;
/** “clp”, ‘clp’, „clp“, «clp», 'clp' */
const OTHER_QUOTES = /^(?:[“”„].*[“”]|[‘’‚].*[‘’]|«.*»|'.*')$/u;

function looksLikeData(headers: readonly string[], meaning: Meaning): boolean {
  if (headers.some((header) => parseMailbox(header) !== null)) return true;
  return (
    headers.every((header) => meaning(foldHeader(header)) === null) &&
    headers.some((header) => readPostcode(header) !== null)
  );
}

/** Whether a folded header is a slip for one that means the field, or one with words before or after it. */
function isNear(header: string, field: Field, slips: number): boolean {
  const allowed = Math.min(slips, header.length * 0.4);
  return synonymsOf(field).some(
    (synonym) => `_${header}_`.includes(`_${synonym}_`) || distance(header, synonym) <= allowed,
  );
}

/** Headers that mean nothing to nominate, and are spelt nearly like one that means the field. */
function guesses(headers: readonly string[], field: Field, meaning: Meaning, slips = CLOSE_GUESS): readonly string[] {
  return headers.filter((header) => {
    const folded = foldHeader(header);
    return folded !== '' && !LABEL.test(folded) && meaning(folded) === null && isNear(folded, field, slips);
  });
}

/** What to do where no header means a field: rename the column, or tell nominate which it is. */
function rename(
  headers: readonly string[],
  field: Field,
  called: string,
  meaning: Meaning,
  slips = CLOSE_GUESS,
): string {
  const near = guesses(headers, field, meaning, slips);
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

/** A column that a letter may well miss, where another one's header comes near it. */
function unrecognised(
  columns: ReadonlyMap<string, ListColumn>,
  headers: readonly string[],
  place: Place,
  meaning: Meaning,
): readonly Problem[] {
  const names = ['name', 'first_name', 'last_name', 'salutation'];
  const missing: readonly (readonly [Field, string, string])[] = [
    ...(names.some((name) => columns.has(name))
      ? []
      : [['name', 'secretaries’ names, and nobody is greeted by name', 'Name'] as const]),
    ...(columns.has('email') ? [] : [['email', 'e-mail addresses, and everybody gets paper', 'E-mail'] as const]),
  ];
  return missing.flatMap(([field, what, called]) => {
    if (guesses(headers, field, meaning, 1).length === 0) return [];
    const message = `No column is known to hold ${what}.`;
    return [warningAt(place, 'unrecognised-column', message, rename(headers, field, called, meaning, 1))];
  });
}

/** The error of a list whose quotation marks a word processor, or a program that knows others, has changed; null where they are as they should be. */
function otherQuotes(headers: readonly string[], place: Place): Problem | null {
  const quoted = headers.filter((header) => OTHER_QUOTES.test(header));
  const [first] = quoted;
  if (first === undefined || quoted.length < headers.length / 2) return null;
  const message = `The cells stand in quotation marks that are none in a CSV file: ${first}. They would be printed.`;
  const hint = 'Save the list again from the spreadsheet as "CSV UTF-8"; or replace them all by " in a text editor.';
  return errorAt(place, 'other-quotes', message, hint);
}

/** The error of a separator that was named for a list which another one divides into columns that are known. */
function otherDelimiter(named: Delimiter, likelier: Delimiter, place: Place): Problem {
  const message = `--delimiter says that a ${nameOfDelimiter(named)} separates the cells, but the header seems to be separated by the ${nameOfDelimiter(likelier)}.`;
  return errorAt(
    place,
    'other-delimiter',
    message,
    `Leave --delimiter out, or write --delimiter ${nameOfDelimiter(likelier)}.`,
  );
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
  return columns.some(({ name }) => name === 'email' || isAddressColumn(name));
}

/**
 * Reads the header row. Errors: `no-header`, `one-column`, `other-delimiter`, `missing-column`, `mapped-column-missing`, `duplicate-column`, `reserved-column`, `other-quotes`, and what
 * may be wrong with any cell. All but the first leave a head, so that the rows can be checked too.
 */
export function readHead(
  { cells, line }: ListRecord,
  { likelier, ...source }: HeadSource,
  mapping: ColumnMapping,
): HeadReading {
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
    const name = columnName(folded, number, header, meaning);
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
  if (likelier !== undefined) problems.push(otherDelimiter(source.delimiter, likelier, whole));
  else if (headers.length === 1 && only !== undefined) problems.push(oneColumn(only, whole, source.sheet));
  else {
    if (!columns.has('clp') && mapping.clp === undefined) problems.push(missingClp(headers, whole, meaning));
    if (hasContactColumns(listed)) problems.push(...unrecognised(columns, headers, whole, meaning));
    else problems.push(missingAddress(headers, whole, meaning));
  }
  problems.push(...unmapped(mapping, headers, whole));
  problems.push(...passedOver(listed, whole));
  const quotes = otherQuotes(headers, whole);
  if (quotes !== null) problems.push(quotes);
  return { head: { ...source, columns: listed }, nameless, width: headers.length, problems };
}

import { parseMailbox } from '../../email-address.js';
import { FIELDS, type ColumnMapping } from '../../words/field-names.js';
import { nearestName } from '../../words/nearest-name.js';
import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import { checkCell, trimCell } from '../row/cell-value.js';
import type { ListRecord } from '../list-record.js';
import { columnName, meaningIn, type Meaning } from '../columns/column-meaning.js';
import { oneColumn } from './misplaced-header.js';
import { missingColumns } from '../columns/missing-columns.js';
import { nameOfDelimiter, type Delimiter } from '../csv/delimiter.js';
import { foldHeader } from '../fold.js';
import { passedOver } from '../columns/passed-over.js';
import { readPostcode } from '../row/postcode.js';
import { quoteCell } from '../quote-cell.js';
import type { ListColumn, ListHead } from '../recipient.js';

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

/** “clp”, ‘clp’, „clp“, «clp», 'clp' */
const OTHER_QUOTES = /^(?:[“”„].*[“”]|[‘’‚].*[‘’]|«.*»|'.*')$/u;

function looksLikeData(headers: readonly string[], meaning: Meaning): boolean {
  if (headers.some((header) => parseMailbox(header) !== null)) return true;
  return (
    headers.every((header) => meaning(foldHeader(header)) === null) &&
    headers.some((header) => readPostcode(header) !== null)
  );
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

/** Columns that campaign.yaml names and the list has not: warnings where a header tells by itself, else errors. */
function unmapped(
  mapping: ColumnMapping,
  headers: readonly string[],
  columns: ReadonlyMap<string, ListColumn>,
  place: Place,
): readonly Problem[] {
  const folded = new Set(headers.map(foldHeader));
  return FIELDS.flatMap((field) => {
    const wanted = mapping[field];
    if (wanted === undefined || folded.has(foldHeader(wanted))) return [];
    const message = `campaign.yaml says that ${field} is the column ${quoteCell(wanted)}, but the list has no such column.`;
    const known = columns.get(field);
    if (known !== undefined) {
      const taken = `${message} ${quoteCell(known.header)} is taken for it.`;
      const hint = 'Nothing needs doing if that is right.';
      return [warningAt({ ...place, column: known.number }, 'mapped-column-missing', taken, hint)];
    }
    const nearest = nearestName(wanted, headers);
    const has = `The list has ${headers
      .filter((header) => header !== '')
      .map(quoteCell)
      .join(', ')}.`;
    const hint =
      nearest === null
        ? `${has} Correct "columns" in campaign.yaml.`
        : `Is it ${quoteCell(nearest)}? Correct "columns" in campaign.yaml.`;
    return [errorAt(place, 'mapped-column-missing', message, hint)];
  });
}

/** Whether it is what stands after "Dear" or the whole line, only the organiser knows. */
function greetingColumn(header: string, place: Place): Problem {
  const message = `A column may not be called ${quoteCell(header)}: the word has a meaning of its own in letters.`;
  return errorAt(place, 'reserved-column', message, 'Call it something else, such as "salutation".');
}

function duplicateColumn(header: string, name: string, earlier: ListColumn, place: Place): Problem {
  const both = `${quoteCell(earlier.header)} (column ${earlier.number}) and ${quoteCell(header)} (column ${place.column ?? 0})`;
  return errorAt(place, 'duplicate-column', `Two columns are both ${name}: ${both}.`, 'Rename or delete one of them.');
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
  const headers = cells.map((cell) => trimCell(cell).normalize('NFC'));
  const meaning = meaningIn(headers, mapping);
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
    else if (name === 'greeting') problems.push(greetingColumn(header, place));
    else if (earlier !== undefined) problems.push(duplicateColumn(header, name, earlier, place));
    else columns.set(name, { name, header, number });
  });
  const listed = [...columns.values()];
  const [only] = headers;
  if (likelier !== undefined) problems.push(otherDelimiter(source.delimiter, likelier, whole));
  else if (headers.length === 1 && only !== undefined) problems.push(oneColumn(only, whole, source.sheet));
  else problems.push(...missingColumns(columns, { headers, meaning, place: whole }, mapping));
  problems.push(...unmapped(mapping, headers, columns, whole));
  problems.push(...passedOver(listed, whole));
  const quotes = otherQuotes(headers, whole);
  if (quotes !== null) problems.push(quotes);
  return { head: { ...source, columns: listed }, nameless, width: headers.length, problems };
}

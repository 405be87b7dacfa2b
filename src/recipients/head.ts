import { distance } from 'fastest-levenshtein';
import { parseMailbox } from '../email-address.js';
import { errorAt, type Place, type Problem } from '../problem.js';
import { checkCell, trimCell } from './cell-value.js';
import type { CsvRecord } from './csv-reader.js';
import type { Delimiter } from './delimiter.js';
import { fieldOf, FIELDS, isTaken, synonymsOf, type Field } from './fields.js';
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

export interface HeadSource {
  readonly file: string;
  readonly encoding: string;
  readonly delimiter: Delimiter;
}

const CLOSE_GUESS = 3;

function looksLikeData(headers: readonly string[]): boolean {
  if (headers.some((header) => parseMailbox(header) !== null)) return true;
  return (
    headers.every((header) => fieldOf(foldHeader(header)) === null) &&
    headers.some((header) => readPostcode(header) !== null)
  );
}

function far(header: string, field: Field): number {
  return Math.min(...synonymsOf(field).map((synonym) => distance(header, synonym)));
}

function guesses(headers: readonly string[], field: Field): readonly string[] {
  return headers.filter((header) => {
    const folded = foldHeader(header);
    return folded !== '' && fieldOf(folded) === null && far(folded, field) <= Math.min(CLOSE_GUESS, folded.length / 2);
  });
}

function missingColumn(headers: readonly string[], place: Place): Problem {
  const found = headers.filter((header) => header !== '').map(quoteCell);
  const near = guesses(headers, 'clp').map(quoteCell);
  const hint =
    near.length === 0
      ? 'Call the column that names the constituency parties "CLP".'
      : `Is it ${near.join(' or ')}? Call that column "CLP".`;
  return errorAt(
    place,
    'missing-column',
    `No column is headed CLP or Constituency. The list has ${found.join(', ')}.`,
    hint,
  );
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
 * Reads the header row. Errors: `no-header`, `missing-column`, `duplicate-column`, `reserved-column`, and what
 * may be wrong with any cell. All but the first leave a head, so that the rows can be checked too.
 */
export function readHead({ cells, line }: CsvRecord, source: HeadSource): HeadReading {
  const headers = cells.map((cell) => trimCell(cell).normalize('NFC'));
  const whole: Place = { file: source.file, line, column: null };
  if (looksLikeData(headers)) {
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
    const name = fieldOf(folded) ?? folded;
    const fault = checkCell(header, null, place);
    const earlier = columns.get(name);
    if (fault !== null) problems.push(fault);
    else if (name === '') nameless.push(number);
    else if (isTaken(name)) problems.push(takenName(header, name, place));
    else if (earlier !== undefined) problems.push(duplicateColumn(header, name, earlier, place));
    else columns.set(name, { name, header, number });
  });
  const listed = [...columns.values()];
  if (!columns.has('clp')) problems.push(missingColumn(headers, whole));
  if (!hasContactColumns(listed)) {
    const hint =
      'Call the column with the addresses "E-mail", or give postal addresses in "Address 1", "Town" and "Postcode".';
    problems.push(
      errorAt(
        whole,
        'missing-column',
        'The list has neither a column for e-mail addresses nor one for postal addresses.',
        hint,
      ),
    );
  }
  return { head: { ...source, columns: listed }, nameless, width: headers.length, problems };
}

import { ADDRESS_FIELDS, type Field } from '../../words/field-names.js';
import { errorAt, hasErrors, type Place, type Problem } from '../../problem.js';
import { checkCell, trimCell } from './cell-value.js';
import type { ListRecord } from '../list-record.js';
import { isField } from '../columns/fields.js';
import { readLanguage } from './language.js';
import { readRowLargePrint } from './large-print.js';
import { isOrdinary } from './ordinary-cell.js';
import type { Greeting } from '../person/greeting.js';
import { greetingOf } from '../person/greeting-of-row.js';
import { greetingProblem, withdrawnProblem } from '../person/greeting-problem.js';
import type { NameCases } from '../person/name-case.js';
import type { NameOrder } from '../person/name-order.js';
import { saysNothing } from '../person/stand-ins.js';
import { quoteCell } from '../quote-cell.js';
import type { ListHead, Recipient } from '../recipient.js';
import { readRowAddress, readRowPost } from './row-address.js';
import { createEmailReader } from './row-email.js';
import { emptyRowValues, type RowNotes, type RowValues } from './row-values.js';
import { wrongWidth } from './row-width.js';
import { mayStandIn, standInForClp } from './stand-in.js';
import type { Tidied } from './tidied.js';

export interface RowReading {
  /** Null where the row has an error. */
  readonly recipient: Recipient | null;
  readonly problems: readonly Problem[];
}

interface Column {
  readonly name: string;
  readonly field: Field | null;
  readonly number: number;
  /** Whether a word that says nothing would be printed from it. */
  readonly isPrinted: boolean;
}

/** Elsewhere a word that says nothing is no name and no address, or the organiser's own. */
const PRINTED: ReadonlySet<Field> = new Set(['clp', ...ADDRESS_FIELDS, 'town', 'postcode']);

/** The name as an envelope shows it. What stands for want of one is left out there. */
function nameOf(values: RowValues, greeting: Greeting): string {
  const { name = '', first_name: first = '', last_name: last = '', title = '' } = values;
  if (greeting.kind === 'fallback' && greeting.because === 'stand-in') return '';
  if (name !== '') return name;
  return (first === '' && last !== '' ? `${title} ${last}` : `${first} ${last}`).trim();
}

const NAME_COLUMNS = ['name', 'first_name', 'last_name', 'salutation', 'title'] as const;

/** What is noted of the rows of one list, and told once of all. */
export interface RowWatches {
  readonly tidied: Tidied;
  readonly nameCases: NameCases;
  readonly nameOrder: NameOrder;
}

/** Reads rows by a head: each cell is checked in itself, then as the field it is, then the row as a whole. */
export function createRowReader(
  head: ListHead,
  width: number,
  { tidied, nameCases, nameOrder }: RowWatches,
): (record: ListRecord) => RowReading {
  const columns: readonly Column[] = head.columns.map(({ name, number }) => ({
    name,
    field: isField(name) ? name : null,
    number,
    isPrinted: isField(name) && PRINTED.has(name),
  }));
  const numbers = new Map(columns.map(({ name, number }) => [name, number]));
  const addressColumns = ADDRESS_FIELDS.filter((name) => numbers.has(name));
  const hasClp = numbers.has('clp');
  const contactColumns = ['email', ...addressColumns, 'town'].filter((name) => numbers.has(name));
  const hasContact = contactColumns.length > 0;
  const readEmail = createEmailReader();

  function placeOf(line: number, name: string): Place {
    return { file: head.file, line, column: numbers.get(name) ?? null };
  }

  function readValues({ cells, line }: ListRecord, problems: Problem[]): RowValues {
    const values = emptyRowValues();
    for (const { name, field, number, isPrinted } of columns) {
      const cell = cells[number - 1] ?? '';
      const standsIn = isPrinted && mayStandIn(cell);
      if (isOrdinary(cell) && !standsIn) {
        values[name] = cell;
        continue;
      }
      const place = { file: head.file, line, column: number };
      const trimmed = trimCell(cell);
      const value = trimmed.normalize('NFC');
      values[name] = value;
      if (value === '') continue;
      tidied.note('letters', trimmed, value, place);
      if (standsIn && field !== 'clp' && saysNothing(value)) {
        tidied.note('stand-in', value, '', place);
        values[name] = '';
        continue;
      }
      const problem =
        checkCell(value, field, place) ?? (standsIn && field === 'clp' ? standInForClp(value, place) : null);
      if (problem === null) continue;
      problems.push(problem);
      // What is wrong in itself is told once, and not again as a bad address or postcode.
      if (problem.severity === 'error') values[name] = '';
    }
    return values;
  }

  /** The greeting, looked at as the letter would print it. */
  function readGreeting(values: RowValues, line: number, problems: Problem[]): Greeting {
    for (const column of NAME_COLUMNS) {
      const problem = withdrawnProblem(values[column] ?? '', placeOf(line, column));
      if (problem !== null) problems.push(problem);
    }
    const greeting = greetingOf(values);
    const { column, text } = greeting;
    if (column === null) return greeting;
    const place = placeOf(line, column);
    const problem = greetingProblem(greeting, values[column] ?? '', place);
    if (problem !== null) problems.push(problem);
    else if (text !== null && greeting.kind !== 'whole-name') {
      nameCases.see(text, place);
      const { name = '', first_name: first = '', last_name: last = '' } = values;
      nameOrder.see(column === 'first_name' ? `${first} ${last}`.trim() : name, greeting, place);
    }
    return greeting;
  }

  function languageOf(values: RowValues, line: number, problems: Problem[]): string | null {
    const typed = values['language'] ?? '';
    if (typed === '') return null;
    const language = readLanguage(typed);
    if (language === null) {
      const hint =
        'Write its name or its code, such as Welsh or cy; or empty the cell for the language of the campaign.';
      problems.push(
        errorAt(
          placeOf(line, 'language'),
          'unknown-language',
          `${quoteCell(typed)} is not a language that nominate knows.`,
          hint,
        ),
      );
    } else values['language'] = language;
    return language;
  }

  function checkRow(values: RowValues, line: number, reachable: boolean, problems: Problem[]): void {
    if (reachable && values['clp'] !== '') return;
    const isFaulty = (name: string): boolean =>
      problems.some(({ severity, column }) => severity === 'error' && column === numbers.get(name));
    if (hasClp && values['clp'] === '' && !isFaulty('clp')) {
      problems.push(
        errorAt(placeOf(line, 'clp'), 'empty-field', 'The row names no CLP.', 'Fill in the CLP, or delete the row.'),
      );
    }
    if (hasContact && !reachable && !contactColumns.some(isFaulty)) {
      const whose = values['clp'] === '' ? 'this row' : quoteCell(values['clp'] ?? '');
      const message = `Nothing can be sent to ${whose}: it has neither an e-mail address nor a whole postal address.`;
      const oneLine = addressColumns.map((name) => values[name] ?? '').find((cell) => cell.includes(','));
      const hint =
        oneLine === undefined
          ? 'Give an e-mail address, or a postal address of at least two lines, such as a street and a postcode.'
          : `Divide the address at its commas: ${quoteCell(oneLine)} needs a cell for each line, such as Address 1, Town and Postcode. (In Excel: Data, "Text to Columns".)`;
      problems.push(errorAt(placeOf(line, 'email'), 'no-address', message, hint));
    }
  }

  return function readRow(record) {
    const { line, cells } = record;
    if (cells.length !== width) {
      return { recipient: null, problems: [wrongWidth(cells, width, { file: head.file, line, column: null })] };
    }
    const problems: Problem[] = [];
    const values = readValues(record, problems);
    const greeting = readGreeting(values, line, problems);
    const notes: RowNotes = { line, placeOf, tidied, problems };
    const email = readEmail(values, notes);
    const postalAddress = readRowAddress(values, addressColumns, notes);
    const language = languageOf(values, line, problems);
    readRowPost(values, postalAddress, notes);
    readRowLargePrint(values, notes);
    checkRow(values, line, email !== null || postalAddress.length > 0, problems);
    if (problems.length > 1) problems.sort((one, other) => (one.column ?? 0) - (other.column ?? 0));
    if (!hasClp || !hasContact || hasErrors(problems)) return { recipient: null, problems };
    const recipient = {
      line,
      clp: values['clp'] ?? '',
      name: nameOf(values, greeting),
      greeting,
      email,
      postalAddress,
      language,
      columns: values,
    };
    return { recipient, problems };
  };
}

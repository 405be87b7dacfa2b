import { errorAt, hasErrors, warningAt, type Place, type Problem } from '../problem.js';
import type { EmailAddress } from '../email-address.js';
import { checkCell, isOrdinary, trimCell } from './cell-value.js';
import type { ListRecord } from './list-record.js';
import { readEmail } from './email.js';
import { isField, type Field } from './fields.js';
import { readLanguage } from './language.js';
import { checkGreetedName, isUsualName } from './person/greeted-name.js';
import type { NameCases } from './person/name-case.js';
import { readPaperWish } from './paper-wish.js';
import { ADDRESS_LINES_LIMIT, readPostalAddress } from './postal-address.js';
import { readPostcode } from './postcode.js';
import { quoteCell } from './quote-cell.js';
import type { ListHead, Recipient } from './recipient.js';
import { wrongWidth } from './row-width.js';
import type { Tidied } from './tidied.js';

export interface RowReading {
  /** Null where the row has an error. */
  readonly recipient: Recipient | null;
  readonly problems: readonly Problem[];
}

/** A row's values by column. */
type Values = Record<string, string>;

/** Values have no prototype, so that a column called constructor is a column like any other. */
function emptyValues(): Values {
  const values: Values = {};
  // V8 makes a hash table of what Object.create(null) gives, four times as large and slower to fill.
  Object.setPrototypeOf(values, null);
  return values;
}

interface Column {
  readonly name: string;
  readonly field: Field | null;
  readonly number: number;
}

const GREETED_BY: readonly Field[] = ['salutation', 'first_name', 'name'];

const ADDRESS_COLUMNS = ['address_1', 'address_2', 'address_3', 'address_4', 'address_5'];

function nameOf(values: Values): string {
  const { name = '', first_name: first = '', last_name: last = '' } = values;
  return name === '' ? `${first} ${last}`.trim() : name;
}

/** Reads rows by a head: each cell is checked in itself, then as the field it is, then the row as a whole. */
export function createRowReader(
  head: ListHead,
  width: number,
  { tidied, nameCases }: { readonly tidied: Tidied; readonly nameCases: NameCases },
): (record: ListRecord) => RowReading {
  const columns: readonly Column[] = head.columns.map(({ name, number }) => ({
    name,
    field: isField(name) ? name : null,
    number,
  }));
  const numbers = new Map(columns.map(({ name, number }) => [name, number]));
  const addressColumns = ADDRESS_COLUMNS.filter((name) => numbers.has(name));
  const greetedBy = GREETED_BY.filter((name) => numbers.has(name));
  const hasClp = numbers.has('clp');
  const contactColumns = ['email', ...addressColumns, 'town'].filter((name) => numbers.has(name));
  const hasContact = contactColumns.length > 0;

  function placeOf(line: number, name: string): Place {
    return { file: head.file, line, column: numbers.get(name) ?? null };
  }

  function readValues({ cells, line }: ListRecord, problems: Problem[]): Values {
    const values = emptyValues();
    for (const { name, field, number } of columns) {
      const cell = cells[number - 1] ?? '';
      if (isOrdinary(cell)) {
        values[name] = cell;
        continue;
      }
      const place = { file: head.file, line, column: number };
      const trimmed = trimCell(cell);
      const value = trimmed.normalize('NFC');
      values[name] = value;
      if (value === '') continue;
      tidied.note('letters', trimmed, value, place);
      const problem = checkCell(value, field, place);
      if (problem === null) continue;
      problems.push(problem);
      // What is wrong in itself is told once, and not again as a bad address or postcode.
      if (problem.severity === 'error') values[name] = '';
    }
    return values;
  }

  /** The column that the letter greets by, as `greetingFor` has it. */
  function checkName(values: Values, line: number, problems: Problem[]): void {
    const column = greetedBy.find((name) => values[name] !== '');
    const name = column === undefined ? '' : (values[column] ?? '');
    if (column === undefined || isUsualName(name)) return;
    const place = placeOf(line, column);
    const problem = checkGreetedName(name, place);
    if (problem === null) nameCases.see(name, place);
    else problems.push(problem);
  }

  function emailOf(values: Values, line: number, problems: Problem[]): EmailAddress | null {
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

  function postcodeOf(values: Values, line: number, problems: Problem[]): string {
    const typed = values['postcode'] ?? '';
    if (typed === '') return '';
    const place = placeOf(line, 'postcode');
    const postcode = readPostcode(typed);
    if (postcode === null) {
      problems.push(
        warningAt(
          place,
          'malformed-postcode',
          `${quoteCell(typed)} does not look like a postcode.`,
          'Look it up, if this letter goes out on paper.',
        ),
      );
      return typed;
    }
    tidied.note('postcode', typed, postcode, place);
    values['postcode'] = postcode;
    return postcode;
  }

  function postalAddressOf(values: Values, line: number, problems: Problem[]): readonly string[] {
    const postcode = postcodeOf(values, line, problems);
    const lines = addressColumns.map((name) => values[name] ?? '');
    const address = readPostalAddress({ lines, town: values['town'] ?? '', postcode });
    if (address.length <= ADDRESS_LINES_LIMIT) return address;
    const message = `The postal address has ${address.length} lines; ${ADDRESS_LINES_LIMIT} fit below the name.`;
    problems.push(
      errorAt(
        placeOf(line, addressColumns[0] ?? 'town'),
        'address-too-long',
        message,
        'Put two lines on one, or leave out what the post can do without.',
      ),
    );
    return address;
  }

  function languageOf(values: Values, line: number, problems: Problem[]): string | null {
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

  /** Puts the cell into its proper form, yes or no. */
  function readPost(values: Values, line: number, postalAddress: readonly string[], problems: Problem[]): void {
    const typed = values['post'] ?? '';
    if (typed === '') return;
    const place = placeOf(line, 'post');
    const wish = readPaperWish(typed, place);
    if (typeof wish === 'object') problems.push(wish);
    else {
      values['post'] = wish;
      if (wish === 'no' || postalAddress.length > 0) return;
      const message = 'This row asks for a letter on paper, and has no postal address to put on it.';
      const hint = 'Fill in the address, at least two lines of it; or empty this cell, and the letter goes by e-mail.';
      problems.push(errorAt(place, 'no-postal-address', message, hint));
    }
  }

  function checkRow(values: Values, line: number, reachable: boolean, problems: Problem[]): void {
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
      const hint =
        'Give an e-mail address, or a postal address of at least two lines, such as a street and a postcode.';
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
    checkName(values, line, problems);
    const email = emailOf(values, line, problems);
    const postalAddress = postalAddressOf(values, line, problems);
    const language = languageOf(values, line, problems);
    readPost(values, line, postalAddress, problems);
    checkRow(values, line, email !== null || postalAddress.length > 0, problems);
    if (problems.length > 1) problems.sort((one, other) => (one.column ?? 0) - (other.column ?? 0));
    if (!hasClp || !hasContact || hasErrors(problems)) return { recipient: null, problems };
    const recipient = {
      line,
      clp: values['clp'] ?? '',
      name: nameOf(values),
      email,
      postalAddress,
      language,
      columns: values,
    };
    return { recipient, problems };
  };
}

import type { Nobody, OnePerson, PersonName } from './person-name.js';
import { isInitials, readPersonName } from './read-person-name.js';
import { isNoName } from './stand-ins.js';

/** What stands after "Dear", and what it was made of. */
export type Greeting =
  | {
      /**
       * `salutation`: as the list says; `first-name`; `title-and-surname`: "Cllr Khan";
       * `whole-name`: where initials stand for the first name; `couple`: both of two people.
       */
      readonly kind: 'salutation' | 'first-name' | 'title-and-surname' | 'whole-name' | 'couple';
      readonly text: string;
      readonly column: GreetedColumn;
      /** Whether another word of the name may be the first name as well. */
      readonly isUnclear: boolean;
    }
  /**
   * The campaign's own greeting. `because`: why the cell in `column` gives none; null where there
   * is no name.
   */
  | {
      readonly kind: 'fallback';
      readonly text: null;
      readonly because: Nobody | 'several' | null;
      readonly column: GreetedColumn | null;
    };

export type GreetedColumn = 'salutation' | 'first_name' | 'name' | 'last_name';

type Columns = Readonly<Record<string, string>>;

/**
 * The greeting of a row: its salutation, else its first name, else its title and surname, else the
 * campaign's own. Never a lone surname, title, office, conjunction, sign or stand-in.
 */
export function greetingOf(columns: Columns): Greeting {
  const { salutation = '', first_name: first = '', name = '', last_name: last = '', title = '' } = columns;
  if (salutation !== '' && !isNoName(salutation))
    return { kind: 'salutation', text: salutation, column: 'salutation', isUnclear: false };
  const byFirst = first === '' ? null : fromFirstName(readPersonName(first), first, { last, title });
  if (byFirst !== null && byFirst.kind !== 'fallback') return byFirst;
  if (name !== '') return fromName(readPersonName(name), title, 'name');
  if (last !== '') return fromName(surname(last, title), title, 'last_name');
  const misused =
    salutation === '' ? null : ({ kind: 'fallback', text: null, because: 'stand-in', column: 'salutation' } as const);
  return byFirst ?? misused ?? { kind: 'fallback', text: null, because: null, column: null };
}

/**
 * A cell of first names is printed whole, "Mary Jane", but for titles; an initial alone greets
 * nobody.
 */
function fromFirstName(
  read: PersonName,
  typed: string,
  row: { readonly last: string; readonly title: string },
): Greeting {
  const isSurname = read.kind === 'nobody' && read.because === 'surname';
  if (read.kind !== 'person' && !isSurname) return fromName(read, '', 'first_name');
  // In this column a word is a first name, though most who bear it bear it as a surname.
  if (!isInitials(typed)) {
    const text = read.kind === 'person' ? read.spoken : typed;
    return { kind: 'first-name', text, column: 'first_name', isUnclear: false };
  }
  const { last, title } = row;
  if (last === '') return { kind: 'fallback', text: null, because: 'surname', column: 'first_name' };
  return fromName({ ...surname(last, title), spoken: `${typed} ${last}` }, title, 'first_name');
}

function surname(last: string, title: string): OnePerson {
  const titles = title === '' ? [] : [title.replaceAll('.', '')];
  return { kind: 'person', titles, given: null, family: last, spoken: last, isUnclear: false };
}

function fromName(read: PersonName, title: string, column: GreetedColumn): Greeting {
  if (read.kind === 'couple') return { kind: 'couple', text: read.greeting, column, isUnclear: false };
  if (read.kind === 'several') return { kind: 'fallback', text: null, because: 'several', column };
  if (read.kind === 'nobody') return { kind: 'fallback', text: null, because: read.because, column };
  const { given, family, spoken, isUnclear } = read;
  const titles = read.titles.length > 0 || title === '' ? read.titles : [title.replaceAll('.', '')];
  if (given !== null) {
    // "Sir Alun", "Cllr Priya": there is nothing else to call them by.
    const text = family === null ? [...read.titles, given].join(' ') : given;
    return { kind: 'first-name', text, column, isUnclear };
  }
  if (titles.length > 0 && family !== null)
    return { kind: 'title-and-surname', text: [...titles, family].join(' '), column, isUnclear };
  // Initials stand for a first name, and are written with the surname; a surname alone is not.
  if (spoken !== family) return { kind: 'whole-name', text: spoken, column, isUnclear };
  return { kind: 'fallback', text: null, because: 'surname', column };
}

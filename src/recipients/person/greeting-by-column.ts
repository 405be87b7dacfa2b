import { nameInCell } from './beside-name.js';
import { isFamilyNameOnly } from './family-names.js';
import { isGivenName } from './given-names.js';
import { fallback, type GreetedColumn, type Greeting } from './greeting.js';
import type { NameColumns } from './name-columns.js';
import { CONJUNCTIONS } from './name-tables.js';
import type { Nobody, OnePerson, PersonName } from './person-name.js';
import { plainWords } from './plain-words.js';
import { readPersonName } from './read-person-name.js';
import { isCommonFirst, isFirst, isInitials, isShortInitials } from './written-words.js';

/** "Bath" beside "Labour", "Bath" beside "CLP Secretary": no surname ends so. */
const OF_A_PARTY = /(?:^|\s)(?:clp|labour|party|secretary|constituency|llafur|plaid)$/iu;

/**
 * The greeting by a row's cell of first names, which is printed whole, "Mary Jane"; null where that
 * is empty.
 */
export function byFirstName(row: NameColumns): Greeting | null {
  const { first, last } = row;
  if (first === '') return null;
  // "Jo" beside "& Ann Ely"
  if (isJoined(first, last)) return fromName(readPersonName(`${first} ${last}`), '', 'first_name');
  if (OF_A_PARTY.test(last)) return fallback('office', 'first_name');
  const read = readPersonName(first);
  // In this column a word is a first name, though most who bear it bear it as a surname.
  const isName = read.kind === 'person' || (read.kind === 'nobody' && read.because === 'surname');
  if (!isName) return fromName(read, '', 'first_name');
  const text = withoutRest(read.kind === 'person' ? read.spoken : nameInCell(first), last);
  const isInitialsOnly = text.split(' ').every((word) => isInitials(word) || CONJUNCTIONS.has(word));
  if (isInitialsOnly && !isFirst(text)) return byInitials(text, row);
  const isExchanged = isFamilyNameOnly(plainWords(text).join('')) && isGivenName(plainWords(last).join(''));
  const doubt = isExchanged ? 'which-name' : read.kind === 'person' && read.doubt === 'note' ? 'note' : null;
  return { kind: 'first-name', text, column: 'first_name', doubt };
}

function isJoined(first: string, last: string): boolean {
  const [end = '', start = ''] = [first.split(' ').at(-1), last.split(' ')[0]];
  return CONJUNCTIONS.has(end) || CONJUNCTIONS.has(start);
}

/** First names without the initials, or the surname, behind them: "Jo A.", "Jo Ely". */
function withoutRest(first: string, last: string): string {
  const words = first.endsWith(` ${last}`) ? first.slice(0, -last.length - 1).split(' ') : first.split(' ');
  while (words.length > 1 && isInitials(words.at(-1) ?? '') && !isInitials(words[0] ?? '')) words.pop();
  return words.join(' ');
}

function byInitials(initials: string, { last, title }: NameColumns): Greeting {
  const found = last === '' ? 'surname' : familyIn(last);
  if (typeof found === 'string') return fallback(found, 'first_name');
  const { family } = found;
  return fromName({ ...surname(family, title), spoken: `${initials} ${family}` }, title, 'first_name');
}

/** The greeting by a row's cell of whole names; null where that is empty. */
export function byName({ name, last, title }: NameColumns): Greeting | null {
  if (name === '') return null;
  return fromName(readPersonName(inOrder(name, { last, title })), title, 'name');
}

/** "Ely Jo" beside the surname "Ely" is "Ely, Jo"; "Ely" beside the title "Ms" is "Ms Ely". */
function inOrder(name: string, { last, title }: Pick<NameColumns, 'last' | 'title'>): string {
  const isReversed = last !== '' && name.startsWith(`${last} `) && !name.endsWith(` ${last}`);
  if (isReversed) return `${last}, ${name.slice(last.length + 1)}`;
  return title === '' || name.includes(' ') ? name : `${title} ${name}`;
}

/** The greeting by a row's surname, and its title; null where there is no surname. */
export function byLastName({ last, title }: NameColumns): Greeting | null {
  if (last === '') return null;
  const read = readPersonName(last);
  if (read.kind === 'couple') return fromName(read, title, 'last_name');
  if (isWhole(last, read)) return fromName({ ...read, doubt: 'which-name' }, title, 'last_name');
  const found = familyIn(last);
  if (typeof found === 'string') return fallback(found, 'last_name');
  return fromName(surname(found.family, title), title, 'last_name');
}

/** "Ely, Jo" or "Jane Ely", where a surname should stand. */
function isWhole(last: string, read: PersonName): read is OnePerson {
  if (read.kind !== 'person' || read.given === null || read.family === null) return false;
  return last.includes(',') || isCommonFirst(read.given);
}

/** The surname in a cell of its own; or why there is none. */
function familyIn(last: string): { readonly family: string } | Nobody {
  const read = readPersonName(last);
  if (read.kind === 'person' && !isShortInitials(read.spoken)) return { family: read.spoken };
  if (read.kind === 'nobody' && read.because !== 'surname') return read.because;
  const family = nameInCell(last);
  return isShortInitials(family) ? 'surname' : { family };
}

function surname(family: string, title: string): OnePerson {
  const titles = title === '' ? [] : [title];
  return { kind: 'person', titles, given: null, family, spoken: family, doubt: null };
}

function fromName(read: PersonName, title: string, column: GreetedColumn): Greeting {
  if (read.kind === 'couple') return { kind: 'couple', text: read.greeting, column, doubt: read.doubt };
  if (read.kind === 'several') return fallback('several', column);
  if (read.kind === 'nobody') return fallback(read.because, column);
  const { given, family, spoken, doubt } = read;
  const titles = read.titles.length > 0 || title === '' ? read.titles : [title];
  if (given !== null) {
    // "Sir Alun", "Cllr Priya": there is nothing else to call them by.
    const text = family === null ? [...read.titles, given].join(' ') : given;
    return { kind: 'first-name', text, column, doubt };
  }
  if (titles.length > 0 && family !== null)
    return { kind: 'title-and-surname', text: [...titles, family].join(' '), column, doubt };
  // Initials stand for a first name, and are written with the surname; neither is written alone.
  if (spoken === family || spoken.split(' ').every(isInitials)) return fallback('surname', column);
  return { kind: 'whole-name', text: spoken, column, doubt };
}

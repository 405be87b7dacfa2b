import { fallback, type Greeting } from './greeting.js';
import { byFirstName, byLastName, byName } from './greeting-by-column.js';
import { nameColumnsOf } from './name-columns.js';
import { plainWords } from './plain-words.js';
import { isNoName } from './stand-ins.js';

/**
 * The greeting of a row: its salutation, else its first name, else its title and surname, else the
 * campaign's own. Never a lone surname, title, office, conjunction, sign or stand-in.
 */
export function greetingOf(columns: Readonly<Record<string, string>>): Greeting {
  const row = nameColumnsOf(columns);
  const { salutation } = row;
  if (salutation !== '' && !isNoName(salutation))
    return { kind: 'salutation', text: salutation, column: 'salutation', doubt: null };
  const first = byFirstName(row);
  if (first !== null && first.kind !== 'fallback') return butNoClp(first, columns);
  const name = byName(row) ?? byLastName(row) ?? first;
  if (name !== null) return butNoClp(name, columns);
  const misused = columns['salutation'] ?? '';
  if (misused === '') return fallback(null, null);
  return fallback(isNoName(misused) ? 'stand-in' : 'title', 'salutation');
}

/** Nobody is called as the CLP is: "Bath" in a row of Bath has got into the wrong column. */
function butNoClp(greeting: Greeting, columns: Readonly<Record<string, string>>): Greeting {
  const { clp = '' } = columns;
  if (greeting.kind === 'fallback' || !clp.includes(greeting.text)) return greeting;
  const { column } = greeting;
  const placeWords = plainWords(clp);
  const cell = columns[column] ?? '';
  const name = column === 'first_name' ? `${cell} ${columns['last_name'] ?? ''}` : cell;
  return plainWords(name).every((word) => placeWords.includes(word)) ? fallback('clp', column) : greeting;
}

import { warningAt, type Place, type Problem } from '../../problem.js';

/** A day that can only be read with the month before it, as the United States write dates: 05/31/2028, but not 05/06/2028. */
const MONTH_FIRST = /^(?:0?[1-9]|1[0-2])[/.-](?:1[3-9]|2\d|3[01])[/.-](?:19|20)\d\d$/u;

export function isMonthFirst(text: string): boolean {
  return MONTH_FIRST.test(text);
}

/**
 * The warning of a letter that prints such a date of the list as it stands. It is the same for every row, and so told once.
 * @param place where the template prints it
 */
export function monthFirst(name: string, place: Place): Problem {
  const message = `"${name}" is printed as the list has it, and the list writes dates there with the month first, as in the United States.`;
  const hint = `Write {{date ${name}}} here for "31 May 2028".`;
  return warningAt(place, 'month-first', message, hint);
}

import { parseMailbox } from '../../email-address.js';
import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';
import { isNoName, nameWords, plainWords } from './name-words.js';

/** What people write where they know no name, in plain words. */
const FOR_WANT_OF_A_NAME: ReadonlySet<string> = new Set([
  ...['vacant', 'vacancy', 'gwag', 'unknown', 'not known', 'no name', 'nobody', 'none', 'null', 'nil', 'na', 'n a'],
  ...['tbc', 'tba', 'tbd', 'to be confirmed', 'test', 'xx', 'xxx'],
]);
const LETTER = /\p{L}/u;
const FORMULA = /^[=+]/u;
const SEVERAL_PEOPLE = /\p{L}(?:\s+(?:&|and|AND|a|ac)\s+|;\s+|\s*[/+]\s*)\p{L}/u;

/** "Jo Ely", "Siân", "Cllr Ann Oak": nearly every name is two or three words like these, and none of them an office. */
const USUAL = /^[A-ZÀ-Þ][a-zà-ÿŵŷ'’]+(?: [A-ZÀ-Þ][\w'’à-ÿŵŷ-]+){0,3}$/u;

/** Whether there is nothing to check about a name. */
export function isUsualName(name: string): boolean {
  if (!USUAL.test(name)) return false;
  const end = name.indexOf(' ');
  const first = (end === -1 ? name : name.slice(0, end)).toLowerCase();
  return !isNoName(first) && !FOR_WANT_OF_A_NAME.has(first);
}

const GREET_OTHERWISE =
  'Empty the cell for the greeting of those without a name; or write into a column "salutation" what shall stand after "Dear".';

/** What the letter would greet by, and greet nobody by: "TBC", "?", "The Secretary", an e-mail address. Null for a name. */
export function checkGreetedName(name: string, place: Place): Problem | null {
  const words = plainWords(name);
  const isNone = !LETTER.test(name) || FOR_WANT_OF_A_NAME.has(words.join(' '));
  if (isNone || (name.includes('@') && parseMailbox(name) !== null))
    return errorAt(
      place,
      'not-a-name',
      `${quoteCell(name)} stands where a name should, and the letter would greet it.`,
      GREET_OTHERWISE,
    );
  if (FORMULA.test(name) || (words.length > 0 && nameWords(name).length === 0))
    return warningAt(
      place,
      'no-person',
      `${quoteCell(name)} names no person, and the letter greets it as if it did.`,
      GREET_OTHERWISE,
    );
  if (!SEVERAL_PEOPLE.test(name)) return null;
  const hint = 'Write into a column "salutation" how to greet them, such as "Jo and Ann".';
  return warningAt(
    place,
    'several-people',
    `${quoteCell(name)} seems to be more than one person; the letter greets the first.`,
    hint,
  );
}

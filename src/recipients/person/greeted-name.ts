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
  return !isNoName(first) && !FOR_WANT_OF_A_NAME.has(first) && !GREETINGS.has(first);
}

/** No name begins with one of these. */
const GREETINGS: ReadonlySet<string> = new Set(['dear', 'annwyl', 'hi', 'hello']);
/** A salutation that is the whole of the letter's first line. */
const WITH_DEAR = /^(?:dear|annwyl|hi|hello)\s|[,:]$/iu;
const IN_BRACKETS = /\([^()]*\)/gu;
/** "Ely, Jo" is understood; "van den Berg, Piet" and "Jo Ely, Leeds" look alike. */
const AFTER_A_COMMA = /^\S+\s[^,]*,\s*\S/u;

const GREET_OTHERWISE =
  'Empty the cell for the greeting of those without a name; or write into a column "salutation" what shall stand after "Dear".';

/** The error of a salutation that brings its own "Dear" or its comma, which the letter would print twice. Null for all others. */
export function checkSalutation(salutation: string, place: Place): Problem | null {
  if (!WITH_DEAR.test(salutation)) return null;
  const bare = salutation.replace(/^(?:dear|annwyl|hi|hello)\s+/iu, '').replace(/[\s,:]+$/u, '');
  const message = `The letter puts "Dear" before the salutation and a comma after it, and would print "Dear ${salutation},".`;
  return errorAt(place, 'whole-salutation', message, `Write ${quoteCell(bare)} only.`);
}

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
  if (AFTER_A_COMMA.test(name) && nameWords(name.slice(name.indexOf(','))).length > 0) {
    const message = `It is not clear which part of ${quoteCell(name)} is the first name; the letter greets "${name.split(/\s/u, 1)[0] ?? ''}".`;
    const hint =
      'If that is wrong, put the first name first, such as "Piet van den Berg"; or write it into a column "salutation".';
    return warningAt(place, 'unclear-first-name', message, hint);
  }
  if (!SEVERAL_PEOPLE.test(name.replace(IN_BRACKETS, ''))) return null;
  const hint = 'Write into a column "salutation" how to greet them, such as "Jo and Ann".';
  return warningAt(
    place,
    'several-people',
    `${quoteCell(name)} seems to be more than one person; the letter greets the first.`,
    hint,
  );
}

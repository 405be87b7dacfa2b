import { parseMailbox } from '../../email-address.js';
import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';
import { FAMILY_NAMES_ONLY } from './family-names.js';
import { greetedFamilyName } from './name-order.js';
import { nameWords, NO_NAMES, plainWords } from './name-words.js';

/** What people write where they know no name, in plain words. */
const FOR_WANT_OF_A_NAME: ReadonlySet<string> = new Set([
  'vacant',
  'vacancy',
  'gwag',
  'unknown',
  'not known',
  'no name',
  'nobody',
  'none',
  'null',
  'nil',
  'na',
  'n a',
  'tbc',
  'tba',
  'tbd',
  'to be confirmed',
  'test',
  'xx',
  'xxx',
]);
const LETTER = /\p{L}/u;
const FORMULA = /^[=+]/u;
const SEVERAL_PEOPLE = /\p{L}(?:\s+(?:&|and|AND|a|ac)\s+|;\s+|\s*[/+]\s*)\p{L}/u;

/** "Jo Ely", "Siân", "Cllr Ann Oak": nearly every name is two or three words like these, and none of them an office. */
const USUAL = /^[A-ZÀ-Þ][a-zà-ÿŵŷ'’]+(?: [A-ZÀ-Þ][\w'’à-ÿŵŷ-]+){0,3}$/u;

const LAST_CAPITAL = 0x5a;
/** No name begins with one of these. */
const GREETINGS = ['dear', 'annwyl', 'hi', 'hello'];
/** What makes a name worth a closer look, as its first word. One set, because every row is asked. */
const UNUSUAL_FIRST: ReadonlySet<string> = new Set([
  ...NO_NAMES,
  ...FOR_WANT_OF_A_NAME,
  ...GREETINGS,
  ...FAMILY_NAMES_ONLY,
]);

/** Whether there is nothing to check about a name. */
export function isUsualName(name: string): boolean {
  // A capital at the end may be the last of initials, behind a family name.
  if (name.charCodeAt(name.length - 1) <= LAST_CAPITAL || !USUAL.test(name)) return false;
  const end = name.indexOf(' ');
  const first = (end === -1 ? name : name.slice(0, end)).toLowerCase();
  return !UNUSUAL_FIRST.has(first);
}

/** A salutation that is the whole of the letter's first line. */
const WITH_DEAR = /^(?:dear|annwyl|hi|hello)\s|[,:]$/iu;
const IN_BRACKETS = /\([^()]*\)/gu;

const GREET_OTHERWISE =
  'Empty the cell for the greeting of those without a name; or write into a column "salutation" what shall stand after "Dear".';

/** The error of a salutation that brings its own "Dear" or its comma, which the letter would print twice. Null for all others. */
function checkSalutation(salutation: string, place: Place): Problem | null {
  if (!WITH_DEAR.test(salutation)) return null;
  const bare = salutation.replace(/^(?:dear|annwyl|hi|hello)\s+/iu, '').replace(/[\s,:]+$/u, '');
  const message = `The letter puts "Dear" before the salutation and a comma after it, and would print "Dear ${salutation},".`;
  return errorAt(place, 'whole-salutation', message, `Write ${quoteCell(bare)} only.`);
}

/** What is to be said of that which the letter would greet by, out of the column of that name; null for a person's name. */
export function checkGreeted(column: string, greeted: string, place: Place): Problem | null {
  const ofAny =
    (column === 'salutation' ? checkSalutation(greeted, place) : null) ?? checkNamesSomebody(greeted, place);
  // A salutation and a first name are printed whole; out of a name the letter picks one word.
  return ofAny ?? (column === 'name' ? checkFirstName(greeted, place) : null);
}

/** What greets nobody: "TBC", "?", "The Secretary", an e-mail address. */
function checkNamesSomebody(name: string, place: Place): Problem | null {
  const words = plainWords(name);
  const isNone = !LETTER.test(name) || FOR_WANT_OF_A_NAME.has(words.join(' '));
  if (isNone || (name.includes('@') && parseMailbox(name) !== null))
    return errorAt(
      place,
      'not-a-name',
      `${quoteCell(name)} stands where a name should, and the letter would greet it.`,
      GREET_OTHERWISE,
    );
  const isSomebody = words.length === 0 || (nameWords(name).length > 0 && words.at(-1) !== 'clp');
  if (isSomebody && !FORMULA.test(name)) return null;
  const message = `${quoteCell(name)} names no person, and the letter greets it as if it did.`;
  return warningAt(place, 'no-person', message, GREET_OTHERWISE);
}

function checkFirstName(name: string, place: Place): Problem | null {
  if (SEVERAL_PEOPLE.test(name.replace(IN_BRACKETS, ''))) {
    const message = `${quoteCell(name)} seems to be more than one person; the letter greets the first.`;
    const hint = 'Write into a column "salutation" how to greet them, such as "Jo and Ann".';
    return warningAt(place, 'several-people', message, hint);
  }
  const greeted = greetedFamilyName(name);
  if (greeted === null) return null;
  const message = `It is not clear which part of ${quoteCell(name)} is the first name; the letter greets "${greeted}".`;
  const hint =
    'If that is wrong, put the first name first, such as "Piet van den Berg"; or write it into a column "salutation".';
  return warningAt(place, 'unclear-first-name', message, hint);
}

import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';
import type { Greeting } from './greeting.js';
import { CONJUNCTIONS, isOffice, isTitle } from './name-tables.js';
import { isNoName } from './stand-ins.js';

type Made = Exclude<Greeting, { readonly kind: 'fallback' }>;

/** A salutation that is the whole of the letter's first line. */
const WITH_DEAR = /^(?:dear|annwyl|hi|hello)\s|[,:]$/iu;
/** Somebody who is not to be written to, as people note it beside a name or in place of one. */
const NOT_TO_BE_WRITTEN_TO =
  /\b(?:deceased|died|r\.?i\.?p|the late|(?:has |have )?resigned|stood down|stepped down|retired|expelled|suspended|unsubscribed?|opt(?:ed)?[ -]?out|no longer \w+|left (?:the )?(?:party|post|labour)|(?:do not|don[’']t|no|never) (?:contact|e-?mails?|mail|write|send|letters?)|dnc)\b|\(late\)/iu;
const GREET_OTHERWISE = 'Write the name; or write into a column "salutation" what shall stand after "Dear".';

const WITHOUT_A_NAME = {
  'stand-in': 'is no name',
  office: 'names an office, and no person',
  title: 'is a title without a name',
  surname: 'is a surname, or initials, alone',
} as const;

/**
 * The error of a cell of a name that says that this person is not to be written to; null for
 * others.
 */
export function withdrawnProblem(cell: string, place: Place): Problem | null {
  if (!NOT_TO_BE_WRITTEN_TO.test(cell)) return null;
  const message = `${quoteCell(cell)} says that no letter should go to this person.`;
  return errorAt(place, 'not-to-be-written-to', message, 'Delete the row, or put the name of the successor into it.');
}

/**
 * What is to be said of a row's greeting, in the words that would be printed; null where it reads
 * as a greeting does. It looks at the finished value, whatever that was made of.
 * @param cell the cell that it was made of, at `place`
 */
export function greetingProblem(greeting: Greeting, cell: string, place: Place): Problem | null {
  if (greeting.kind === 'fallback') return fallbackProblem(greeting.because, cell, place);
  const { kind, text, isUnclear } = greeting;
  if (kind === 'salutation' || kind === 'first-name') {
    const whole = wholeSalutation(text, place);
    if (whole !== null) return whole;
  }
  if (isOdd(greeting)) {
    const message = `The letter would begin "Dear ${text},", out of ${quoteCell(cell)}.`;
    return warningAt(place, 'odd-greeting', message, GREET_OTHERWISE);
  }
  if (!isUnclear) return null;
  const message = `It is not clear which part of ${quoteCell(cell)} is the first name; the letter begins "Dear ${text},".`;
  const hint =
    'If that is wrong, put the first name first, such as "Piet van den Berg"; or write it into a column "salutation".';
  return warningAt(place, 'unclear-first-name', message, hint);
}

function fallbackProblem(
  because: Extract<Greeting, { readonly kind: 'fallback' }>['because'],
  cell: string,
  place: Place,
): Problem | null {
  if (because === null) return null;
  if (because === 'several') {
    const message = `${quoteCell(cell)} seems to be several people, and nominate cannot tell how to greet them.`;
    const hint = 'Write into a column "salutation" how to greet them, such as "Jo and Ann".';
    return errorAt(place, 'several-people', message, hint);
  }
  const message = `${quoteCell(cell)} ${WITHOUT_A_NAME[because]}: the letter begins as for somebody whose name is not known.`;
  return warningAt(place, 'no-person', message, GREET_OTHERWISE);
}

/** The letter prints "Dear" and the comma itself. */
function wholeSalutation(text: string, place: Place): Problem | null {
  if (!WITH_DEAR.test(text)) return null;
  const bare = text.replace(/^(?:dear|annwyl|hi|hello)\s+/iu, '').replace(/[\s,:]+$/u, '');
  const message = `The letter puts "Dear" before the salutation and a comma after it, and would print "Dear ${text},".`;
  return errorAt(place, 'whole-salutation', message, `Write ${quoteCell(bare)} only.`);
}

const LONGEST = 40;
/** Signs that a name may have; a salutation of somebody's own may list several people. */
const SIGNS_OF_NAMES = /^[\p{L}\p{M}\p{Zs}'’.&-]+$/u;
const SIGNS_OF_SALUTATIONS = /^[\p{L}\p{M}\p{Zs}'’.&,/-]+$/u;

/**
 * Whether a greeting reads like none: a title or an office alone, a conjunction, signs, a sentence.
 */
function isOdd({ kind, text }: Made): boolean {
  const words = text.split(' ');
  const signs = kind === 'salutation' ? SIGNS_OF_SALUTATIONS : SIGNS_OF_NAMES;
  if (!signs.test(text) || text.length > LONGEST || isNoName(text)) return true;
  if ([words[0], words.at(-1)].some((word) => CONJUNCTIONS.has((word ?? '').toLowerCase()))) return true;
  return words.every((word) => isTitle(word) || isOffice(word));
}

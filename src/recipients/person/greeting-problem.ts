import { errorAt, warningAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';
import type { Greeting } from './greeting.js';
import { isNote } from './beside-name.js';
import { CONJUNCTIONS, isOffice, isShortFor, isTitle, isTitleAlone } from './name-tables.js';
import { isNoName } from './stand-ins.js';
import { isInitials } from './written-words.js';

type Made = Exclude<Greeting, { readonly kind: 'fallback' }>;

/** A salutation that is the whole of the letter's first line. */
const WITH_DEAR = /^(?:dear|annwyl|hi|hello)\s|[,:]$/iu;
/** Somebody who is not to be written to, as people note it beside a name or in place of one. */
const NOT_TO_BE_WRITTEN_TO =
  /\b(?:deceased|died|r\.?i\.?p|the late|(?:has |have )?resigned|stood down|stepped down|retired|expelled|suspended|lapsed|dec[’']?d|ex[- ]member|delete(?: this)?|duplicate|do not use|unsubscribed?|opt(?:ed)?[ -]?out|no longer \w+|left (?:the )?(?:party|post|labour)|(?:do not|don[’']t|no|never) (?:contact|e-?mails?|mail|write|send|letters?)|dnc)\b|\(late\)|^late\s|†/iu;
const GREET_OTHERWISE = 'Write the name; or write into a column "salutation" what shall stand after "Dear".';

const WITHOUT_A_NAME = {
  'stand-in': 'is no name',
  office: 'names an office, and no person',
  title: 'is a title without a name',
  surname: 'is a surname, or initials, alone',
  clp: 'is the name of the CLP',
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
  const { kind, text, doubt } = greeting;
  if (kind === 'salutation' || kind === 'first-name') {
    const whole = wholeSalutation(text, place);
    if (whole !== null) return whole;
  }
  if (isOdd(greeting)) {
    const message = `The letter would begin "Dear ${text},", out of ${quoteCell(cell)}.`;
    return warningAt(place, 'odd-greeting', message, GREET_OTHERWISE);
  }
  if (doubt === null) return null;
  if (doubt === 'note') {
    const message = `${quoteCell(cell)} says more than a name; the letter begins "Dear ${text},".`;
    const hint = 'Look whether it still goes to this person. If so, put what is no name into another column.';
    return warningAt(place, 'note-beside-name', message, hint);
  }
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
const SIGNS_OF_NAMES = /^[\p{L}\p{M}\p{Zs}'’‘ʼʻ·・ー.&-]+$/u;
const SIGNS_OF_SALUTATIONS = /^[\p{L}\p{M}\p{Zs}'’‘ʼʻ.&,/-]+$/u;

/** Whether somebody should look at a greeting before it is printed: it is odd, or may be another. */
export function isToLookAt(greeting: Greeting): boolean {
  return greeting.kind !== 'fallback' && (greeting.doubt !== null || isOdd(greeting));
}

/**
 * Whether a greeting reads like none: a title or an office alone, a conjunction, signs, a sentence.
 */
function isOdd({ kind, text }: Made): boolean {
  const words = text.split(' ');
  const signs = kind === 'salutation' ? SIGNS_OF_SALUTATIONS : SIGNS_OF_NAMES;
  if (!signs.test(text) || text.length > LONGEST || isNoName(text) || isInitials(text)) return true;
  if ([words[0], words.at(-1)].some((word) => CONJUNCTIONS.has((word ?? '').toLowerCase()))) return true;
  if (words.some(isNote) || isShortFor(text)) return true;
  return words.every((word) => (isTitle(word) && !(kind === 'salutation' && isTitleAlone(word))) || isOffice(word));
}

import { warningAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';
import { isFamilyName, isFamilyNameFirst, isGivenNameLast } from './family-names.js';
import { isCommonFirstName, isEuropeanGivenName, isFirstName } from './given-names.js';
import type { Greeting } from './greeting.js';
import { plainWords } from './plain-words.js';
import { isFirst } from './written-words.js';

/**
 * Watches for greetings by what may be a surname: "Dear Ng," to Ng Wei, "Dear Ely," where a name is
 * "Ely" alone. One warning for each in a list, since single names cannot be told for certain.
 */
export interface NameOrder {
  /** @param name the whole name, as the list has it */
  see(name: string, greeting: Greeting, place: Place): void;
  problems(): readonly Problem[];
}

interface Doubted {
  readonly name: string;
  readonly text: string;
  readonly place: Place;
}

const LINES_SHOWN = 5;
/** "Jong-min", "Ka-shing": given names of Korea and Taiwan; the second part of a surname has a capital. */
const HYPHENATED_GIVEN = /^\p{Lu}\p{Ll}+-\p{Ll}+$/u;

/** Starts watching one list. */
export function createNameOrder(): NameOrder {
  const reversed: Doubted[] = [];
  const lone: Doubted[] = [];
  return {
    see(name, greeting, place) {
      if (greeting.kind !== 'first-name' || greeting.doubt !== null || !name.startsWith(greeting.text)) return;
      const { text, column } = greeting;
      const words = name.split(' ');
      if (words.length > 1 && isReversed(words)) reversed.push({ name, text, place });
      if (words.length === 1 && column === 'name' && isLongEnough(text) && !isFirst(text))
        lone.push({ name, text, place });
    },
    problems: () => [
      ...warningOf(
        reversed,
        'surname-first',
        'the surname may stand first',
        'Where it does, write "Wei Ng" or "Ng, Wei"',
      ),
      ...warningOf(
        lone,
        'one-word-name',
        'the only word may be a surname',
        'Where it is, write the first name before it',
      ),
    ],
  };
}

function warningOf(doubted: readonly Doubted[], code: string, doubt: string, remedy: string): readonly Problem[] {
  const [first] = doubted;
  if (first === undefined) return [];
  const lines = doubted.slice(0, LINES_SHOWN).map(({ place }) => place.line);
  const more = doubted.length > lines.length ? ` and ${doubted.length - lines.length} more` : '';
  const where = `${doubted.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}`;
  const message = `In ${where}, ${doubt}: the letter to ${quoteCell(first.name)} would begin "Dear ${first.text},".`;
  return [warningAt(first.place, code, message, `${remedy}; or fill in a column "salutation".`)];
}

function isReversed(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (HYPHENATED_GIVEN.test(last)) return true;
  const [plainFirst, plainLast] = [plainWords(words[0] ?? '').join(''), plainWords(last).join('')];
  if (isCommonFirstName(plainFirst)) return false;
  if (isFamilyNameFirst(plainFirst)) return !isFamilyNameFirst(plainLast) && !isFamilyName(plainLast);
  const isGivenOnly = isEuropeanGivenName(plainLast) && !isGivenNameLast(plainLast);
  return words.length === 2 && isGivenOnly && isLongEnough(plainFirst) && !isFirstName(plainFirst);
}

/** Two letters may be short for a first name, and so may a word in another script. */
function isLongEnough(word: string): boolean {
  return plainWords(word).join('').length > 2;
}

import { isTitle } from '../../name-title.js';
import { isFamilyName, isFamilyNameOnly, isParticle } from './family-names.js';
import { isFirstName } from './given-names.js';
import { nameWords, plainWords } from './name-words.js';

/** "Ely, Jo" is understood; "van den Berg, Piet" and "Jo Ely, Leeds" look alike. */
const AFTER_A_COMMA = /^\S+\s[^,]*,\s*\S/u;
const IN_BRACKETS = /^\S+\s+\((\p{Lu}[^()]*)\)$/u;
const INITIAL = /^\p{Lu}\.?$/u;
const INITIALS = /^(?:\p{Lu}[.-]?){1,3}$/u;
const CAPITALS = /^[\p{Lu}'’-]{3,}$/u;
const CAPITALISED = /^\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}/u;

function isKnownFirst(word: string): boolean {
  return isFirstName(plainWords(word).join(''));
}

/** "Thomas" is a family name too. */
function isFirstOnly(word: string): boolean {
  return isKnownFirst(word) && !isFamilyName(plainWords(word).join(''));
}

/** Whether the words of a name, without a comma, show that the first of them is a family name. */
function beginsWithFamilyName([first = '', ...others]: readonly string[]): boolean {
  const last = others.at(-1);
  if (last === undefined || INITIALS.test(first)) return false;
  // "von Trapp Maria", "De Souza"
  if (isParticle(first)) return true;
  // "Bloggs J", "Lloyd George D", "Bloggs J.P."; but "Joe B." is a first name.
  if (INITIAL.test(last) || others.every((word) => INITIALS.test(word))) return !isFirstOnly(first);
  // "BLOGGS Joe"
  if (CAPITALS.test(first) && CAPITALISED.test(last)) return !isFirstOnly(first);
  // "Smith Joe"
  return (
    isFamilyNameOnly(plainWords(first).join('')) && others.every((word) => INITIALS.test(word) || isKnownFirst(word))
  );
}

/** The word that the letter greets by, where that looks like a family name, or may be one: "Bloggs" of "Bloggs J", "BLOGGS Joe" and "Bloggs (Joe)". Null for other names. */
export function greetedFamilyName(name: string): string | null {
  const all = name.split(/\s+/u);
  const words = all.slice(
    Math.max(
      all.findIndex((word) => !isTitle(word)),
      0,
    ),
  );
  const [first = name] = words;
  const spoken = words.join(' ');
  if (name.includes(','))
    return AFTER_A_COMMA.test(spoken) && nameWords(name.slice(name.indexOf(','))).length > 0 ? first : null;
  const inBrackets = IN_BRACKETS.exec(spoken)?.[1];
  if (inBrackets !== undefined) return nameWords(inBrackets).length > 0 && !isKnownFirst(first) ? first : null;
  return beginsWithFamilyName(words) ? first : null;
}

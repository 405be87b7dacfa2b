import { distance } from 'fastest-levenshtein';
import { isChineseFamilyName, isFamilyName } from './family-names.js';
import { isGivenName, formsOf } from './given-names.js';

/** Words of a name or before an @, as `nameWords` and `localWords` give them. */
type Words = readonly string[];

/**
 * Whether an address is that of the person whose name it is. "agrees": something of the name, or an initial, shows in it.
 * "disagrees": nothing does, and it holds a given name that is another's. "unknown": there is nothing to go by.
 * @param elsewhere gives words that name no person here, such as those of the CLP; called where nothing of the name shows
 */
export function addressFit(name: Words, local: Words, elsewhere: () => Words): 'agrees' | 'disagrees' | 'unknown' {
  if (name.length === 0 || local.length === 0) return 'unknown';
  const whole = local.join('');
  if (name.some((part) => shows(part, local, whole)) || initialsShow(name, local)) return 'agrees';
  const placeWords = elsewhere();
  const telling = local.filter((word) => !placeWords.includes(word));
  return telling.some(namesSomebody) && !mayBeAdopted(name, telling) ? 'disagrees' : 'unknown';
}

/** Whether some word of an address is a word of this name, or another form of it: "jo@" and "Joanna Ely". */
export function showsName(name: Words, local: Words): boolean {
  return local.some((word) => word.length > 1 && name.some((part) => formsOf(part).includes(word)));
}

/** Many who have a Chinese name go by an English one as well: linda@ may be Lai Wah Ng's. */
function mayBeAdopted(name: Words, telling: Words): boolean {
  const [only = '', ...others] = telling;
  return others.length === 0 && isGivenName(only) && name.some(isChineseFamilyName);
}

/** Whether an address names this person in full, given name or its initial and family name, so that it can hardly be another's. */
export function namesInFull(name: Words, local: Words): boolean {
  if (name.length === 0 || local.length === 0) return false;
  const whole = local.join('');
  const found = name.filter((part) => local.includes(part) || longForms(part).some((form) => whole.includes(form)));
  if (found.length > 1) return true;
  const [only] = found;
  if (only === undefined) return false;
  return name.some(
    (part) => part !== only && (whole === `${part[0] ?? ''}${only}` || whole === `${only}${part[0] ?? ''}`),
  );
}

/** A form of two letters is found in too many words. */
function longForms(part: string): readonly string[] {
  return formsOf(part).filter((form) => form.length > 2);
}

/** @param whole the words before the @ run together */
function shows(part: string, local: Words, whole: string): boolean {
  if (part.length < 3)
    return local.includes(part) || whole.startsWith(part) || whole.endsWith(part) || formShows(part, local);
  if (whole.includes(part) || formShows(part, local)) return true;
  return local.some((word) => word.length > 2 && (part.startsWith(word) || isSlip(word, part)));
}

/** Another form of a name shows where a word is it, or begins with it: bobsmith, liz. */
function formShows(part: string, local: Words): boolean {
  return formsOf(part).some((form) =>
    local.some((word) => (form.length < 3 ? word === form : word.startsWith(form) || word.endsWith(form))),
  );
}

/** Michael and Micheal; Katarzyna and Katazyna. */
function isSlip(word: string, part: string): boolean {
  const allowed = Math.min(word.length, part.length) > 6 ? 2 : 1;
  return word.length > 3 && part.length > 3 && distance(word, part) <= allowed;
}

/** "j.smith", "jp@": a letter, or all letters of a short word, are initials of the name. */
function initialsShow(name: Words, local: Words): boolean {
  const initials = name.map((part) => part[0] ?? '');
  return local.some((word) => word.length < 4 && Array.from(word).every((letter) => initials.includes(letter)));
}

function namesSomebody(word: string): boolean {
  if (isGivenName(word)) return true;
  for (let at = 3; at <= word.length - 3; at += 1) {
    if (isGivenName(word.slice(0, at)) && isFamilyName(word.slice(at))) return true;
  }
  return false;
}

import { fallbackGreeting, type Campaign } from '../campaign.js';

/** Titles that people put before a name, without their full stops. A Lord or a Dame goes by the first name all the same. */
const titles = new Set(
  'mr mrs ms miss mx dr prof professor cllr councillor rev revd reverend sir dame lord lady baroness hon rt mp ms/mrs y cyng cynghorydd parch'.split(
    ' ',
  ),
);

function isTitle(word: string): boolean {
  return titles.has(word.toLowerCase().replace(/\.$/u, ''));
}

/** One letter is an initial, and nobody is greeted by it. */
function isInitial(word: string): boolean {
  return /^\p{L}\p{M}*\.?$/u.test(word);
}

/**
 * The first name in a full one: "Priya" of "Cllr Dr Priya Shah", and of "Shah, Priya".
 * Where there is none ("Mr Jones", "J. Smith"), the name as it stands.
 */
function firstNameIn(name: string): string {
  const reversed = /^([^\s,]+),\s*(\S.*)$/u.exec(name);
  const words = (reversed === null ? name : `${reversed[2] ?? ''} ${reversed[1] ?? ''}`).split(/\s+/u);
  const start = words.findIndex((word) => !isTitle(word));
  const [first = name, ...others] = words.slice(Math.max(start, 0));
  return isInitial(first) || (start > 0 && others.length === 0) ? name : first;
}

/** How a secretary is greeted after "Dear": the list's salutation, else the first name, else the campaign's fallback. */
export function greetingFor(
  row: { readonly name: string; readonly columns: Readonly<Record<string, string>> },
  campaign: Campaign,
  language: string,
): string {
  const { salutation, first_name: firstName } = row.columns;
  for (const given of [salutation, firstName]) if (given !== undefined && given.trim() !== '') return given.trim();
  const name = row.name.trim();
  return name === '' ? fallbackGreeting(campaign, language) : firstNameIn(name);
}

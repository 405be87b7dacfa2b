import type { Campaign } from '../campaign.js';
import { greetedColumn, isInitial } from '../greeted-column.js';
import { isTitle } from '../name-title.js';

/**
 * The first name in a full one: "Priya" of "Cllr Dr Priya Shah", and of "Shah, Priya". A Lord or a Dame goes by it all the same.
 * Where there is none ("Mr Jones", "J. Smith"), the name as it stands, in the order in which it is spoken: "J Smith" of "Smith, J".
 */
function firstNameIn(name: string): string {
  const reversed = /^([^\s,]+),\s*(\S.*)$/u.exec(name);
  const spoken = reversed === null ? name : `${reversed[2] ?? ''} ${reversed[1] ?? ''}`;
  const words = spoken.split(/\s+/u);
  const start = words.findIndex((word) => !isTitle(word));
  const [first = spoken, ...others] = words.slice(Math.max(start, 0));
  return isInitial(first) || (start > 0 && others.length === 0) ? spoken : first;
}

/** The greeting for a secretary without a name, in the nearest language that the campaign has one for. */
function fallbackGreeting(campaign: Campaign, language: string): string {
  const { fallbackGreeting: greeting } = campaign;
  if (typeof greeting === 'string') return greeting;
  const base = language.split('-')[0] ?? language;
  return greeting[language] ?? greeting[base] ?? greeting[campaign.language] ?? 'Comrade';
}

/** How a secretary is greeted after "Dear": the list's salutation, else the first name, else the campaign's fallback. */
export function greetingFor(
  row: { readonly name: string; readonly columns: Readonly<Record<string, string>> },
  campaign: Campaign,
  language: string,
): string {
  const column = greetedColumn(row.columns);
  if (column === 'salutation' || column === 'first_name') return row.columns[column] ?? '';
  return row.name === '' ? fallbackGreeting(campaign, language) : firstNameIn(row.name);
}

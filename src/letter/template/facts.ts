import type { Campaign, Fact } from '../../campaign.js';
import { computedOnce } from '../../kept/computed-once.js';

/** What a campaign may leave out of `candidate` and `election`, and a template may ask for all the same. */
export const knownFacts: Readonly<Record<string, readonly string[]>> = {
  candidate: ['name', 'membershipNumber', 'clp', 'email', 'website'],
  election: ['body', 'abbreviation', 'seats', 'nominationsClose'],
  list: ['source'],
};

/** The facts of a campaign, as templates see them. */
export const factsOf = computedOnce(
  ({ candidate, election, facts, list }: Campaign): Readonly<Record<string, Fact>> => ({
    candidate: withoutGaps(candidate),
    election: withoutGaps(election),
    facts,
    list: withoutGaps({ source: list?.source }),
  }),
);

/** zod leaves keys that are absent out or undefined; a fact is neither. */
function withoutGaps(group: Readonly<Record<string, Fact | undefined>>): Record<string, Fact> {
  const facts: Record<string, Fact> = {};
  for (const [key, fact] of Object.entries(group)) if (fact !== undefined) facts[key] = fact;
  return facts;
}

/** A group of facts: not a list. */
export function isGroup(fact: Fact | undefined): fact is Readonly<Record<string, Fact>> {
  return typeof fact === 'object' && !isList(fact);
}

/** A fact of a group by its own key, or of a list by its index, from 0, or its length; undefined where there is none. */
export function memberOf(fact: Fact | undefined, key: string): Fact | undefined {
  if (isList(fact)) return key === 'length' ? fact.length : /^\d+$/u.test(key) ? fact[Number(key)] : undefined;
  return isGroup(fact) && Object.hasOwn(fact, key) ? fact[key] : undefined;
}

/** Follows a path into a fact through its own keys only. */
export function follow(fact: Fact | undefined, parts: readonly string[]): Fact | undefined {
  return parts.reduce<Fact | undefined>(memberOf, fact);
}

/** What `{{#each}}` goes through: the items of a list by their indexes, or the facts of a group by their keys; null for what has none. */
export function entriesOf(fact: Fact | undefined): readonly (readonly [string | number, Fact])[] | null {
  if (isList(fact)) return [...fact.entries()];
  return isGroup(fact) ? Object.entries(fact) : null;
}

/** A list of facts: not a group. */
export function isList(fact: Fact | undefined): fact is readonly Fact[] {
  return Array.isArray(fact);
}

/** A fact in characters, "" for a list or a group: those have none. */
export function textOf(fact: Fact | undefined): string {
  return typeof fact === 'object' || fact === undefined ? '' : String(fact);
}

/** As Handlebars sees it: nothing, 0, false, a list without items and empty text count as no; so does text of spaces only. */
export function isTruthy(value: Fact | undefined): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return isList(value) ? value.length > 0 : Boolean(value);
}

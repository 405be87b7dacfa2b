import type { Campaign, Fact } from '../../campaign.js';
import { computedOnce } from '../../kept/computed-once.js';

/** What a campaign may leave out of `candidate` and `election`, and a template may ask for all the same. */
export const knownFacts: Readonly<Record<string, readonly string[]>> = {
  candidate: ['name', 'membershipNumber', 'clp', 'email', 'website'],
  election: ['body', 'abbreviation', 'seats', 'nominationsClose'],
};

/** The facts of a campaign, as templates see them. */
export const factsOf = computedOnce(({ candidate, election, facts }: Campaign): Readonly<Record<string, Fact>> => ({
  candidate: withoutGaps(candidate),
  election: withoutGaps(election),
  facts,
}));

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

/** Follows a path into a fact through its own keys only. */
export function follow(fact: Fact | undefined, parts: readonly string[]): Fact | undefined {
  let here = fact;
  for (const part of parts) here = isGroup(here) && Object.hasOwn(here, part) ? here[part] : undefined;
  return here;
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

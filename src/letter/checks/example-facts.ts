import type { Campaign, Fact } from '../../campaign.js';
import { warningAt, type Place, type Problem } from '../../problem.js';
import { factsOf, isGroup, isList, textOf } from '../template/facts.js';

/** What the example says of a real body, party or nation: it may be as true of another candidate. */
const MAY_BE_TRUE = new Set(
  [
    'election.body election.abbreviation election.seats candidate.nation candidate.union candidate.regionalExecutive',
    'facts.devolvedParliament facts.devolvedGovernment facts.devolvedYears facts.devolvedPolicies',
  ].flatMap((paths) => paths.split(' ')),
);

/** Whose campaign it is: where one of these is the organiser's own, the rest should be, too. */
const IDENTITY = ['candidate.name', 'candidate.email', 'candidate.clp', 'candidate.website', 'from'];
/** How many facts nobody changes who only tries the example out. */
const TRIED_OUT = 3;

/**
 * A warning that lists the facts of nominate's example that are still in a campaign whose organiser
 * has begun to put in others: they would go out in the letters.
 * @param placeOf where a setting stands in campaign.yaml
 */
export function exampleFacts(
  campaign: Campaign,
  example: Campaign,
  placeOf: (path: readonly string[]) => Place,
): readonly Problem[] {
  const [own, examples] = [valuesOf(campaign), valuesOf(example)];
  const isLeft = (path: string): boolean => (own.get(path) ?? []).some((value) => examples.get(path)?.includes(value));
  const left = [...own.keys()].filter(isLeft);
  const changed = [...examples.keys()].filter((path) => !isLeft(path));
  const isBegun = changed.some((path) => IDENTITY.includes(path)) || changed.length >= TRIED_OUT;
  const telling = left.filter((path) => !MAY_BE_TRUE.has(path));
  // A single number may be the same by chance.
  const isChance = telling.length < 2 && telling.every((path) => /^\d+$/u.test(own.get(path)?.join('') ?? ''));
  const [first] = telling;
  if (!isBegun || isChance || first === undefined) return [];
  const message = `These facts are still those of nominate's example, and letters would print them: ${left.join(', ')}.`;
  const hint = 'Put your own in their place, or take out what no letter of yours says.';
  return [warningAt(placeOf(first.split('.')), 'example-facts', message, hint)];
}

/** The texts and numbers of a campaign, by their paths; of a list, all its items. */
function valuesOf(campaign: Campaign): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const collect = (path: string, value: Fact): void => {
    if (isList(value)) for (const item of value) collect(path, item);
    else if (isGroup(value)) for (const [key, inner] of Object.entries(value)) collect(`${path}.${key}`, inner);
    else found.set(path, [...(found.get(path) ?? []), textOf(value)]);
  };
  const { from, replyTo } = campaign;
  const sender = ({ name, address }: Campaign['from']): Fact => (name === '' ? address.wire : [name, address.wire]);
  for (const [group, facts] of Object.entries(factsOf(campaign))) collect(group, facts);
  collect('from', sender(from));
  if (replyTo !== undefined) collect('replyTo', sender(replyTo));
  return found;
}

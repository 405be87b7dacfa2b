import type { Campaign } from '../../campaign.js';
import { warningAt, type Place, type Problem } from '../../problem.js';
import { nearestName } from '../../words/nearest-name.js';
import { knownFacts } from '../template/facts.js';

/**
 * A warning for each fact that is nearly one that nominate knows and that is not there:
 * "nominationClose" would be a fact of the organiser's own, and no deadline.
 * @param placeOf where a setting stands in campaign.yaml
 */
export function nearlyKnownFacts(
  { candidate, election }: Campaign,
  placeOf: (path: readonly string[]) => Place,
): readonly Problem[] {
  return Object.entries({ candidate, election }).flatMap(([group, facts]) => {
    const known = knownFacts[group] ?? [];
    const missing = known.filter((key) => !Object.keys(facts).includes(key));
    return Object.keys(facts).flatMap((key) => {
      const near = known.includes(key) ? null : nearestName(key.replaceAll(/[-_ ]/gu, ''), missing);
      if (near === null || Math.abs(near.length - key.length) > 2) return [];
      const message = `${group}.${key} is nearly ${group}.${near}, which nominate knows, and is not it.`;
      return [
        warningAt(placeOf([group, key]), 'nearly-known', message, `Did you mean ${near}? Else give it another name.`),
      ];
    });
  });
}

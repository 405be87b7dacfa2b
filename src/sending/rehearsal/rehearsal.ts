import type { Place, Problem } from '../../problem.js';
import { errorAt } from '../../problem.js';
import type { OutcomeKind } from '../ledger/ledger-event.js';

/** One whole message that the rehearsal's server took. */
export interface Copy {
  /** The envelope's recipient, in its wire form. */
  readonly to: string;
  readonly message: Uint8Array;
}

/** How the delivery promise (design, section 5) can be broken for one letter. */
export type Breach = keyof typeof SENTENCES;

const SENTENCES = {
  twice: 'arrived more than once',
  missing: 'was reported as accepted and did not arrive',
  stray: 'arrived though it was not reported as accepted',
  misaddressed: 'arrived at another address than the list has',
  altered: 'arrived with other bytes than were composed',
  unreported: 'has no outcome in the report',
  unplanned: 'arrived and was never planned',
} as const;

/**
 * Holds what arrived of one letter against what was composed and reported; null where the promise is kept.
 * @param outcome null where the run ended before this letter
 */
export function findBreach(
  composed: Copy,
  outcome: OutcomeKind | null,
  copies: readonly Copy[],
  isOver: boolean,
): Breach | null {
  const [copy, second] = copies;
  if (second !== undefined) return 'twice';
  if (outcome === null && isOver) return 'unreported';
  if (copy === undefined) return outcome === 'accepted' ? 'missing' : null;
  if (outcome !== 'accepted' && outcome !== 'doubt') return 'stray';
  if (copy.to !== composed.to) return 'misaddressed';
  return Buffer.compare(copy.message, composed.message) === 0 ? null : 'altered';
}

/** A broken promise as a problem: nothing that the organiser did is wrong, and nothing may be sent before it is mended. */
export function breachProblem(breach: Breach, letter: string, place: Place): Problem {
  const hint = 'This is a fault of nominate’s own. Do not send; report it with what stands here.';
  return errorAt(place, `rehearsal-${breach}`, `The letter to ${letter} ${SENTENCES[breach]}.`, hint);
}

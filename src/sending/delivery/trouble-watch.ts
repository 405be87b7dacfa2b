import type { Stage } from './dialogue.js';
import type { Refusal } from './outcome.js';
import type { StopReason } from './stop.js';

const REFUSALS_IN_A_ROW = 5;
const POLICY_REFUSALS_IN_A_ROW = 3;
const CONTENTS_REFUSALS_IN_A_ROW = 2;
const DOUBTS_IN_A_ROW = 3;
const PUT_OFF_IN_A_ROW = 4;

/** After so many milliseconds a letter is tried again in the same run. */
export const RETRY_DELAYS: readonly number[] = [5_000, 30_000, 120_000];
/** The same for a letter that follows one which has waited for all of these in vain. */
const SHORT_RETRY_DELAYS: readonly number[] = [5_000];

/** What befell a letter that was not accepted. */
export type Trouble =
  | { readonly kind: 'doubt' }
  | { readonly kind: 'refusal'; readonly refusal: Refusal; readonly domain: string }
  /** Deferred by the server, or by its silence. `wasRetried`: the letter had been tried again in this run. */
  | {
      readonly kind: 'put-off';
      readonly stage: Stage;
      readonly key: string;
      readonly domain: string;
      readonly wasRetried: boolean;
    };

/**
 * Watches for troubles that follow one another, with no letter accepted between them: then the trouble is
 * with the server or with the sender, and going on would cost hours, or make it worse.
 */
export interface TroubleWatch {
  /** A letter got through: whatever was counted is forgotten. */
  accepted(): void;
  /** A letter did not. Tells why to stop, if this was the last straw. */
  met(trouble: Trouble): StopReason | null;
  /** How long to wait before each further try of a letter, in milliseconds. */
  retryDelays(): readonly number[];
}

interface Counts {
  doubts: number;
  refusals: number;
  contents: number;
  policyDomains: Set<string>;
  /** The domains of letters that were put off; a letter itself where the server had not heard its recipient. */
  putOff: Set<string>;
  hasRetriedInVain: boolean;
}

export function createTroubleWatch(): TroubleWatch {
  let counts = nothing();
  return {
    accepted: () => {
      counts = nothing();
    },
    met: (trouble) => {
      switch (trouble.kind) {
        case 'doubt':
          counts.doubts += 1;
          return counts.doubts >= DOUBTS_IN_A_ROW ? 'doubts-in-a-row' : null;
        case 'put-off':
          counts.putOff.add(trouble.stage === 'mail' ? trouble.key : trouble.domain);
          counts.hasRetriedInVain ||= trouble.wasRetried;
          return counts.putOff.size >= PUT_OFF_IN_A_ROW ? 'takes-no-letters' : null;
        case 'refusal':
          return afterRefusal(counts, trouble.refusal, trouble.domain);
      }
    },
    retryDelays: () => (counts.hasRetriedInVain ? SHORT_RETRY_DELAYS : RETRY_DELAYS),
  };
}

function nothing(): Counts {
  return {
    doubts: 0,
    refusals: 0,
    contents: 0,
    policyDomains: new Set(),
    putOff: new Set(),
    hasRetriedInVain: false,
  };
}

function afterRefusal(counts: Counts, refusal: Refusal, domain: string): StopReason | null {
  counts.refusals += 1;
  counts.contents = refusal === 'contents' ? counts.contents + 1 : 0;
  if (refusal === 'policy') counts.policyDomains.add(domain);
  else counts.policyDomains = new Set();
  if (counts.contents >= CONTENTS_REFUSALS_IN_A_ROW) return 'contents-refused';
  if (counts.policyDomains.size >= POLICY_REFUSALS_IN_A_ROW) return 'policy-refusals-in-a-row';
  return counts.refusals >= REFUSALS_IN_A_ROW ? 'refusals-in-a-row' : null;
}

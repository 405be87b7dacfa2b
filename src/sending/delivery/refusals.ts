import type { Refusal } from './outcome.js';
import type { StopReason } from './stop.js';

const REFUSALS_IN_A_ROW = 5;
const POLICY_REFUSALS_IN_A_ROW = 3;
const CONTENTS_REFUSALS_IN_A_ROW = 2;

/** Watches for refusals that follow one another: then the trouble is with the sender, and going on would make it worse. */
export interface RefusalWatch {
  /** A letter got through: whatever was counted is forgotten. */
  accepted(): void;
  /** A letter was refused at that domain. Tells why to stop, if this was the last straw. */
  refused(refusal: Refusal, domain: string): StopReason | null;
}

export function createRefusalWatch(): RefusalWatch {
  let inARow = 0;
  let contents = 0;
  let policyDomains = new Set<string>();
  return {
    accepted() {
      inARow = 0;
      contents = 0;
      policyDomains = new Set();
    },
    refused(refusal, domain) {
      inARow += 1;
      contents = refusal === 'contents' ? contents + 1 : 0;
      if (refusal === 'policy') policyDomains.add(domain);
      else policyDomains = new Set();
      if (contents >= CONTENTS_REFUSALS_IN_A_ROW) return 'contents-refused';
      if (policyDomains.size >= POLICY_REFUSALS_IN_A_ROW) return 'policy-refusals-in-a-row';
      return inARow >= REFUSALS_IN_A_ROW ? 'refusals-in-a-row' : null;
    },
  };
}

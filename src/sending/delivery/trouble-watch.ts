import { CAUSES, type CauseCode } from './causes/causes.js';
import { replyText, type DialogueEnd, type Stage } from './dialogue.js';
import type { OutgoingLetter } from './ports.js';

const REFUSALS_IN_A_ROW = 5;
const POLICY_REFUSALS_IN_A_ROW = 3;
const LETTERS_REFUSED_IN_A_ROW = 2;
const DOUBTS_IN_A_ROW = 3;
const PUT_OFF_IN_A_ROW = 4;
/** Each may cost a connection and a login, so domain or not: after so many the run ends. */
const PUT_OFF_AFTER_THE_DOT_IN_A_ROW = 8;
/**
 * Before any letter was accepted in the run, so many refusals with one reply suffice: what is
 * refused may be us.
 */
const SUSPECTS = { 'policy-refused': 2, refused: 3 } as const;

/** After so many milliseconds a letter is tried again in the same run. */
export const RETRY_DELAYS: readonly number[] = [5_000, 30_000, 120_000];
/** The same for a letter that follows one which has waited for all of these in vain. */
const SHORT_RETRY_DELAYS: readonly number[] = [5_000];

/** A letter that was refused for good, and how. */
export interface Refused {
  readonly letter: OutgoingLetter;
  readonly end: DialogueEnd;
}

/** What befell a letter that was not accepted. */
export type Trouble =
  | { readonly kind: 'doubt' }
  | { readonly kind: 'refusal'; readonly cause: CauseCode; readonly refused: Refused }
  /**
   * Deferred by the server, or by its silence. `wasRetried`: the letter had been tried again in
   * this run.
   */
  | {
      readonly kind: 'put-off';
      readonly stage: Stage;
      readonly letter: Pick<OutgoingLetter, 'key' | 'to'>;
      readonly wasRetried: boolean;
    };

/** Why a run is to stop. */
export interface LastStraw {
  readonly cause: CauseCode;
  /** The letters of the run whose refusal is put down to us, and which nobody may call failed. */
  readonly suspects: readonly Refused[];
}

/**
 * Watches for troubles that follow one another, with no letter accepted between them: then the
 * trouble is with the server or with the sender, and going on would cost hours, or make it worse.
 */
export interface TroubleWatch {
  /** A letter got through: whatever was counted is forgotten. */
  accepted(): void;
  /** A letter did not. Tells why to stop, if this was the last straw. */
  met(trouble: Trouble): LastStraw | null;
  /** How long to wait before each further try of a letter, in milliseconds. */
  retryDelays(): readonly number[];
}

interface Counts {
  doubts: number;
  refusals: number;
  lettersRefused: number;
  policyDomains: Set<string>;
  /**
   * The domains of letters that were put off; a letter itself where the server had not heard its
   * recipient.
   */
  putOff: Set<string>;
  putOffAfterTheDot: number;
  hasRetriedInVain: boolean;
}

export function createTroubleWatch(): TroubleWatch {
  let counts = nothing();
  /** Null once a letter was accepted. */
  let suspects: readonly Refused[] | null = [];
  return {
    accepted: () => {
      counts = nothing();
      suspects = null;
    },
    met: (trouble) => {
      switch (trouble.kind) {
        case 'doubt':
          counts.doubts += 1;
          return counts.doubts >= DOUBTS_IN_A_ROW ? { cause: 'doubts-in-a-row', suspects: [] } : null;
        case 'put-off':
          countPutOff(counts, trouble);
          return takesNone(counts) ? { cause: 'takes-no-letters', suspects: [] } : null;
        case 'refusal': {
          const { cause, refused } = trouble;
          suspects = suspects === null ? null : suspectsWith(suspects, cause, refused);
          if (suspects !== null && isEnough(suspects, cause)) return { cause: 'refused-from-the-start', suspects };
          const reason = afterRefusal(counts, cause, domainOf(refused.letter));
          return reason === null ? null : { cause: reason, suspects: [] };
        }
      }
    },
    retryDelays: () => (counts.hasRetriedInVain ? SHORT_RETRY_DELAYS : RETRY_DELAYS),
  };
}

function nothing(): Counts {
  return {
    doubts: 0,
    refusals: 0,
    lettersRefused: 0,
    policyDomains: new Set(),
    putOff: new Set(),
    putOffAfterTheDot: 0,
    hasRetriedInVain: false,
  };
}

function countPutOff(counts: Counts, { stage, letter, wasRetried }: Extract<Trouble, { kind: 'put-off' }>): void {
  counts.putOff.add(stage === 'mail' ? letter.key : domainOf(letter));
  if (stage === 'body' || stage === 'final') counts.putOffAfterTheDot += 1;
  counts.hasRetriedInVain ||= wasRetried;
}

function takesNone({ putOff, putOffAfterTheDot }: Counts): boolean {
  return putOff.size >= PUT_OFF_IN_A_ROW || putOffAfterTheDot >= PUT_OFF_AFTER_THE_DOT_IN_A_ROW;
}

/** A refusal that is certain to be about its recipient is no suspect; another reply begins anew. */
function suspectsWith(suspects: readonly Refused[], cause: CauseCode, refused: Refused): readonly Refused[] {
  if (CAUSES[cause].about !== 'unclear') return suspects;
  const [first] = suspects;
  return first !== undefined && codesOf(first) === codesOf(refused) ? [...suspects, refused] : [refused];
}

function isEnough(suspects: readonly Refused[], cause: CauseCode): boolean {
  if (cause !== 'policy-refused' && cause !== 'refused') return false;
  return new Set(suspects.map(({ letter }) => domainOf(letter))).size >= SUSPECTS[cause];
}

/** The codes of a reply without its words, which may quote the address. */
function codesOf({ end: { reply } }: Refused): string {
  return reply === null ? '' : replyText({ ...reply, text: '' });
}

function afterRefusal(counts: Counts, cause: CauseCode, domain: string): CauseCode | null {
  counts.refusals += 1;
  counts.lettersRefused = cause === 'letter-refused' ? counts.lettersRefused + 1 : 0;
  if (cause === 'policy-refused') counts.policyDomains.add(domain);
  else counts.policyDomains = new Set();
  if (counts.lettersRefused >= LETTERS_REFUSED_IN_A_ROW) return 'contents-refused';
  if (counts.policyDomains.size >= POLICY_REFUSALS_IN_A_ROW) return 'policy-refusals-in-a-row';
  return counts.refusals >= REFUSALS_IN_A_ROW ? 'refusals-in-a-row' : null;
}

function domainOf({ to }: Pick<OutgoingLetter, 'to'>): string {
  return to.slice(to.lastIndexOf('@') + 1);
}

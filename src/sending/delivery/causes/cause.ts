import type { Cause, Stage } from '../dialogue.js';

/**
 * Whom a failure is about. `unclear`: the server does not say, and the code may mean either side.
 */
export type About =
  'recipient' | 'letter' | 'unclear' | 'sender' | 'login' | 'quota' | 'server' | 'network' | 'this computer';

/** What happens to the letter, or to the run. */
export type Treatment =
  | { readonly do: 'failed' }
  | { readonly do: 'deferred'; readonly minutes: number }
  | { readonly do: 'doubt' }
  /** Try again in this run. When that is used up: defer the letter, or stop. */
  | { readonly do: 'retry'; readonly otherwise: 'deferred' | 'stop'; readonly fewerConnections: boolean }
  /** Stop the run. The letter, where there was one, is deferred by so many minutes. */
  | { readonly do: 'stop'; readonly minutes: number };

/**
 * By what a cause is known: a reply at one of these stages, or the way in which a line fell silent.
 */
export type Sign = { readonly at: readonly Stage[]; readonly then?: Treatment } & (
  | {
      readonly kind: 'reply';
      /** The beginning of the code: "" any, "4", "554"; "x" is 4 or 5. */
      readonly code: string;
      /**
       * RFC 3463: "5.1.1"; "x.1.8" in any class; "5.7." and "x.7.23*" a family; null where it does
       * not matter.
       */
      readonly enhanced: string | null;
      /** Only where no code tells it from something else: what this provider writes. */
      readonly text: RegExp | null;
      /** Where it was seen: providers and servers. */
      readonly known: string;
      /** Only where the login was by an access token. */
      readonly isAboutToken?: true;
    }
  | { readonly kind: 'silence'; readonly causes: readonly Cause[] }
);

export type ReplySign = Extract<Sign, { kind: 'reply' }>;

/** What a failure means, how it is told, and what to do. */
export interface CauseOfFailure {
  readonly about: About;
  /** What happens, unless a sign says otherwise. */
  readonly then: Treatment;
  /** What is known, and no more. */
  readonly sentence: string;
  readonly hint: string;
  /** None for what a run concludes from several letters. */
  readonly signs: readonly Sign[];
}

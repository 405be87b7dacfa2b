import type { Problem } from '../problem.js';
import type { Finding } from '../sending/doctor/finding.js';
import type { OutcomeKind } from '../sending/ledger/ledger-event.js';
import { escapedInJson } from './lines/steering.js';
import { isDue, type PlannedRow } from '../sending/plan/plan.js';

/** One letter in the JSON document. Fields may be added, never renamed. */
export interface JsonLetter {
  readonly key: string | null;
  readonly clp: string | null;
  readonly email: string | null;
  readonly line: number | null;
  readonly action: 'send' | 'print' | 'skip' | 'hold';
  readonly reason: string | null;
  readonly outcome: OutcomeKind | null;
  readonly reply: string | null;
  readonly file: string | null;
  /**
   * When a deferred letter may be tried again, as an ISO time; left out where that is now, or
   * never.
   */
  readonly notBefore?: string;
}

/** What `--json` prints, whatever the command. */
export interface JsonDocument {
  readonly command: string;
  readonly exitCode: number;
  readonly problems: readonly Problem[];
  readonly letters: readonly JsonLetter[];
  readonly counts: Readonly<Record<string, number>>;
  /** Of an examination only. */
  readonly findings?: readonly Finding[];
  /** Of `login` only. */
  readonly login?: LoginMade;
}

/** A login that was made; no secret of it. */
export interface LoginMade {
  readonly provider: string;
  /** As the mail server knows the user. */
  readonly user: string;
  /** Who logged in; null where the provider does not say. */
  readonly account: string | null;
  /** The file that keeps it. */
  readonly file: string;
}

/** A planned row as the JSON document shows it, before anything was done. */
export function jsonLetter(planned: PlannedRow): JsonLetter {
  const { key, action, recipient } = planned;
  return {
    key,
    clp: recipient?.clp ?? null,
    email: recipient?.email?.typed ?? null,
    line: isDue(planned) ? planned.recipient.line : planned.line,
    action,
    reason: isDue(planned) ? null : planned.reason,
    outcome: null,
    reply: null,
    file: null,
    ...(isDue(planned) || planned.notBefore === undefined ? {} : { notBefore: planned.notBefore.toISOString() }),
  };
}

/** The document as text, ending in a newline. */
export function jsonText(document: JsonDocument): string {
  return `${escapedInJson(JSON.stringify(document, null, 2))}\n`;
}

import type { LedgerState, LetterRecord } from './ledger-state.js';

/** One template going out to a list within a campaign, by their names. */
export interface MailingName {
  readonly campaign: string;
  readonly mailing: string;
}

/** A mailing of which a ledger holds letters. */
export interface BegunMailing extends MailingName {
  /** How many of them went out, or may have. */
  readonly sent: number;
  /** When the ledger last recorded something of it. */
  readonly at: Date;
}

const SENT: ReadonlySet<LetterRecord['standing']> = new Set(['accepted', 'posted', 'doubt', 'released']);

/** Every mailing that was begun with this ledger, in the order of their first letters. */
export function begunMailings({ letters }: Pick<LedgerState, 'letters'>): readonly BegunMailing[] {
  const begun = new Map<string, BegunMailing>();
  for (const { campaign, mailing, standing, at } of letters.values()) {
    const name = mailingKey({ campaign, mailing });
    const before = begun.get(name) ?? { campaign, mailing, sent: 0, at };
    const sent = before.sent + (SENT.has(standing) ? 1 : 0);
    begun.set(name, { campaign, mailing, sent, at: before.at > at ? before.at : at });
  }
  return [...begun.values()];
}

/** The same text for the same mailing of the same campaign, and for no other. */
export function mailingKey({ campaign, mailing }: MailingName): string {
  return JSON.stringify([campaign, mailing]);
}

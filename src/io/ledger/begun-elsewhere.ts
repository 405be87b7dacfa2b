import { begunMailings, mailingKey, type BegunMailing, type MailingName } from '../../sending/ledger/begun-mailings.js';
import type { LedgerState } from '../../sending/ledger/ledger-state.js';
import { ledgerId, readMemories, realPathOf, type LedgerMemory } from './ledger-memory.js';
import { readLedger } from './ledger-read.js';

/** A mailing that was begun on this account with a ledger that is not the one at hand. */
export interface OtherLedger extends MailingName {
  /** By what the ledger is known (`ledgerId`). */
  readonly id: string;
  /** Where it lies, or lay when it was last written. */
  readonly path: string;
  /** Whether it still lies there. */
  readonly isThere: boolean;
  /**
   * How many letters of the mailing went out, or may have: at least, where the ledger is not there
   * to be counted.
   */
  readonly sent: number;
  /**
   * When it was last written; null where only a nominate remembered it that did not record that.
   */
  readonly at: Date | null;
  /** How far it had got: the number of its last event. */
  readonly seq: number;
}

/**
 * What the user's memory says of a campaign and the ledgers other than the one at hand; what was
 * written last comes first.
 */
export interface BegunElsewhere {
  /**
   * Of this very mailing. Those are left out of which a person has said that they do not matter.
   */
  readonly others: readonly OtherLedger[];
  /**
   * Of this mailing, where there is no such ledger now: `readLedger` says of them that they are
   * lost, or that they held more.
   */
  readonly lost: readonly OtherLedger[];
  /** Of other mailings of the campaign, which the ledger at hand does not know. */
  readonly related: readonly OtherLedger[];
  /** Files of the memory that cannot be read: what they know stays unknown. */
  readonly unreadable: readonly string[];
}

export const NOTHING_ELSEWHERE: BegunElsewhere = { others: [], lost: [], related: [], unreadable: [] };

/** The ledger at hand: where it lies, and what `readLedger` gave. */
export interface OwnLedger {
  readonly path: string;
  /** "" where nothing stands in it, or there is none. */
  readonly id: string;
  readonly state: LedgerState;
}

/**
 * Looks for other ledgers with which the mailing, or another one of its campaign, was begun.
 * @param memories the folder of `memoryFolder`
 */
export async function begunElsewhere(memories: string, own: OwnLedger, mailing: MailingName): Promise<BegunElsewhere> {
  const { known, unreadable } = await readMemories(memories);
  const { dismissed = {} } = known.get(own.id) ?? {};
  const ownPath = await realPathOf(own.path);
  const found: OtherLedger[] = [];
  for (const [id, memory] of known) {
    if (id !== own.id)
      found.push(...(await begunWith(id, memory)).filter(({ campaign }) => campaign === mailing.campaign));
  }
  found.sort((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0));
  const wasHere = ({ path }: OtherLedger): boolean => own.id === '' && path === ownPath;
  const isThis = (other: OtherLedger): boolean => other.mailing === mailing.mailing;
  const isDismissed = ({ id, seq }: OtherLedger): boolean => seq <= (dismissed[id] ?? -1);
  const ownMailings = new Set(begunMailings(own.state).map(mailingKey));
  return {
    others: found.filter((other) => isThis(other) && !wasHere(other) && !isDismissed(other)),
    lost: found.filter((other) => isThis(other) && wasHere(other)),
    related: found.filter((other) => !isThis(other) && !wasHere(other) && !ownMailings.has(mailingKey(other))),
    unreadable,
  };
}

/**
 * Every mailing that was begun with a ledger that is remembered: as the ledger says itself where it
 * still lies there, and as is remembered.
 */
async function begunWith(id: string, memory: LedgerMemory): Promise<readonly OtherLedger[]> {
  const look = await lookInto(memory.path, id);
  const ofLedger = {
    id,
    path: memory.path,
    isThere: look !== null,
    at: memory.at === undefined ? null : new Date(memory.at),
    seq: Math.max(memory.seq, look?.seq ?? 0),
  };
  const begun = new Map<string, OtherLedger>();
  for (const { campaign, mailing, sent } of memory.mailings ?? [])
    begun.set(mailingKey({ campaign, mailing }), { ...ofLedger, campaign, mailing, sent });
  for (const { campaign, mailing, sent, at } of look?.begun ?? []) {
    const key = mailingKey({ campaign, mailing });
    const remembered = begun.get(key)?.sent ?? 0;
    begun.set(key, { ...ofLedger, campaign, mailing, at, sent: Math.max(sent, remembered) });
  }
  return [...begun.values()];
}

/** What a ledger says itself; null where it is gone, or cannot be looked into. */
async function lookInto(
  path: string,
  id: string,
): Promise<{ readonly seq: number; readonly begun: readonly BegunMailing[] } | null> {
  try {
    if ((await ledgerId(path)) !== id) return null;
    const { state } = await readLedger(path, path, null);
    return { seq: state.seq, begun: begunMailings(state) };
  } catch {
    return null;
  }
}

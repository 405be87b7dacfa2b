import { parseMailbox } from '../../../email-address.js';
import { foldClp } from '../../../recipients/fold.js';
import type { Recipient } from '../../../recipients/recipient.js';
import type { LedgerState, LetterRecord } from '../../ledger/ledger-state.js';
import { foldAddress, letterKey } from '../letter-key.js';
import { enter } from './ledger-index.js';

/** Why a row has not had a letter: none was attempted, or what became of it. */
type NotHad = 'never' | 'failed' | 'deferred' | 'doubt' | 'unsent' | 'no-postal-address';

/** What the ledger knows of the letter that a mailing follows, for one row. */
export type Followed =
  | {
      readonly kind: 'had';
      /** The row, with the address that worked in the place of its own. */
      readonly recipient: Recipient;
      /** The Message-IDs of the letter that is followed, without angle brackets; none where it was posted. */
      readonly thread: readonly string[];
    }
  | { readonly kind: 'not-had'; readonly why: NotHad };

/** The letters that a mailing follows. */
export interface FollowedLetters {
  readonly of: (recipient: Recipient) => Followed;
  /** Whether nobody at all has had one. */
  readonly isEmpty: boolean;
}

/** Every other letter of the campaign, in the place of a letter's name. */
export const ANY_LETTER = 'any';

/** Two mailings of one campaign: the one that goes out, and the one that it follows. */
interface Following {
  readonly campaign: string;
  readonly mailing: string;
  /** A letter's name, or `ANY_LETTER`. */
  readonly follows: string;
}

/**
 * Looks into a ledger for them. A row is known by its CLP: an address that was mended since, in this list or in another,
 * changes nothing. The letter goes to the address that worked; but where this mailing itself was refused there, to the row's
 * own, which somebody has mended.
 */
export function createFollowedLetters(state: LedgerState, following: Following): FollowedLetters {
  const { campaign, mailing, follows } = following;
  const byClp = new Map<string, LetterRecord[]>();
  for (const record of state.letters.values()) {
    const isFollowed = follows === ANY_LETTER ? record.mailing !== mailing : record.mailing === follows;
    if (record.campaign !== campaign || !isFollowed) continue;
    for (const clp of record.clps) enter(byClp, foldClp(clp), record);
  }
  const isRefusedAt = (recipient: Recipient): boolean =>
    state.letters.get(letterKey(campaign, mailing, recipient))?.standing === 'failed';
  const of = (recipient: Recipient): Followed => {
    const records = byClp.get(foldClp(recipient.clp)) ?? [];
    const had = records.filter(hasArrived);
    const record = had.find(({ email }) => isAt(email, recipient)) ?? latest(had);
    if (record === null) return { kind: 'not-had', why: whyNot(latest(records)) };
    return followedAs(record, recipient, isRefusedAt);
  };
  return { of, isEmpty: ![...byClp.values()].flat().some(hasArrived) };
}

function followedAs(
  record: LetterRecord,
  recipient: Recipient,
  isRefusedAt: (recipient: Recipient) => boolean,
): Followed {
  const thread = record.messageId === '' ? [] : [record.messageId];
  if (record.standing === 'posted') {
    if (recipient.postalAddress.length === 0) return { kind: 'not-had', why: 'no-postal-address' };
    return { kind: 'had', recipient: { ...recipient, email: null }, thread: [] };
  }
  const worked = parseMailbox(record.email)?.address ?? null;
  // A row without an address for e-mail was given to the post since.
  if (worked === null || recipient.email === null || isAt(record.email, recipient))
    return { kind: 'had', recipient, thread };
  const there = { ...recipient, email: worked };
  return { kind: 'had', recipient: isRefusedAt(there) ? recipient : there, thread };
}

function hasArrived({ standing }: LetterRecord): boolean {
  return standing === 'accepted' || standing === 'posted';
}

function isAt(email: string, recipient: Recipient): boolean {
  const address = parseMailbox(email)?.address;
  return address !== undefined && recipient.email !== null && foldAddress(address) === foldAddress(recipient.email);
}

function latest(records: readonly LetterRecord[]): LetterRecord | null {
  return records.reduce<LetterRecord | null>(
    (last, record) => (last === null || record.at >= last.at ? record : last),
    null,
  );
}

function whyNot(record: LetterRecord | null): NotHad {
  switch (record?.standing) {
    case 'failed':
    case 'deferred':
    case 'doubt':
      return record.standing;
    case 'released':
      return 'doubt';
    case 'attempted':
      return 'unsent';
    default:
      return 'never';
  }
}

/** Why nothing goes out for a row that has not had the letter, as a plan says it. */
export function notHadReason(why: NotHad, follows: string): string {
  const letter = follows === ANY_LETTER ? 'an earlier letter' : follows;
  switch (why) {
    case 'never':
      return `has not had ${letter}`;
    case 'failed':
      return `has not had ${letter}: it was refused`;
    case 'deferred':
      return `has not had ${letter}: it was put off`;
    case 'doubt':
      return `has perhaps not had ${letter}: it is in doubt`;
    case 'unsent':
      return `has not had ${letter}: it was not sent`;
    case 'no-postal-address':
      return `had ${letter} by post, and has no postal address now`;
  }
}

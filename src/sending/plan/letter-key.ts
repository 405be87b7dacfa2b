import { hash } from 'node:crypto';
import type { EmailAddress } from '../../email-address.js';
import { foldClp, foldWords } from '../../recipients/fold.js';
import type { Recipient } from '../../recipients/recipient.js';

/** 96 bits in hex: a collision among a million letters is a matter of one in 10^17. */
const KEY_LENGTH = 24;

/**
 * What a letter is known by: 24 hex digits from the campaign, the mailing and the recipient's CLP and address
 * (the e-mail address, or the postal one for somebody who gets paper). Never from the row's place in the list.
 */
export function letterKey(campaign: string, mailing: string, recipient: Recipient): string {
  return digest([campaign, mailing, foldClp(recipient.clp), ...addressOf(recipient)]);
}

/** What the letter is known by, or would be, if the row has no e-mail address. */
export function postalKey(campaign: string, mailing: string, recipient: Recipient): string {
  return letterKey(campaign, mailing, { ...recipient, email: null });
}

/**
 * What the one letter to an address that stands for several CLPs is known by: its address alone, and no CLP.
 *
 * Such a letter and one for the same address and a CLP of its own must never both go out, and their keys differ. In one run
 * they cannot: either an address's rows share a letter or they do not. Over several runs the ledger keeps them apart. The attempt of
 * a shared letter records its CLPs, and before any letter the plan asks the ledger for others that serve its row too
 * (`createRelatedLetters`): letters to the same address where each address gets one, letters for the same CLP where each CLP
 * gets one, and otherwise the shared letter that stood for this CLP. If one of those was accepted, refused or is in doubt, nothing goes out.
 * A key without CLPs is the same whatever the order of the rows, and when a CLP is added to or taken from the list;
 * so a letter that was deferred goes on under the key and the Message-ID that it began with.
 */
export function sharedLetterKey(campaign: string, mailing: string, recipient: Recipient): string {
  // No CLP folds to a word with hyphens, so no letter of a single row has this key.
  return digest([campaign, mailing, 'one-per-address', ...addressOf(recipient)]);
}

/**
 * What a postal address is known by where it does not stand itself: 24 hex digits from the campaign, the mailing and its words, however
 * they are divided into lines. Null for a row without one. Whoever guesses the address can find it to be the one.
 */
export function postalFingerprint(
  campaign: string,
  mailing: string,
  { postalAddress }: Pick<Recipient, 'postalAddress'>,
): string | null {
  return postalAddress.length === 0 ? null : digest([campaign, mailing, 'postal', foldWords(postalAddress.join(' '))]);
}

function addressOf({ email, postalAddress }: Recipient): readonly string[] {
  return email === null ? ['post', ...postalAddress.map(foldWords)] : ['email', foldAddress(email)];
}

/** An e-mail address as keys and comparisons use it: case does not count. */
export function foldAddress({ wire }: EmailAddress): string {
  return wire.normalize('NFC').toLowerCase();
}

function digest(identity: readonly string[]): string {
  return hash('sha256', JSON.stringify(identity)).slice(0, KEY_LENGTH);
}

/** The Message-ID without its angle brackets: the same for every attempt, so that a second copy can be recognised. */
export function messageIdFor(key: string, domain: string): string {
  return `${key}@${domain}`;
}

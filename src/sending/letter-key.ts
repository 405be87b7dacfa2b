import { hash } from 'node:crypto';
import { foldClp, foldWords } from '../recipients/fold.js';
import type { Recipient } from '../recipients/recipient.js';

/** 96 bits in hex: a collision among a million letters is a matter of one in 10^17. */
const KEY_LENGTH = 24;

/**
 * What a letter is known by: 24 hex digits from the campaign, the mailing and the recipient's CLP and address
 * (the e-mail address, or the postal one for somebody who gets paper). Never from the row's place in the list.
 */
export function letterKey(campaign: string, mailing: string, recipient: Recipient): string {
  const { email, clp } = recipient;
  if (email === null) return postalKey(campaign, mailing, recipient);
  return keyOf([campaign, mailing, foldClp(clp), 'email', email.wire.normalize('NFC').toLowerCase()]);
}

/** What the letter is known by, or would be, if the row has no e-mail address. */
export function postalKey(campaign: string, mailing: string, { clp, postalAddress }: Recipient): string {
  return keyOf([campaign, mailing, foldClp(clp), 'post', ...postalAddress.map(foldWords)]);
}

function keyOf(identity: readonly string[]): string {
  return hash('sha256', JSON.stringify(identity)).slice(0, KEY_LENGTH);
}

/** The Message-ID without its angle brackets: the same for every attempt, so that a second copy can be recognised. */
export function messageIdFor(key: string, domain: string): string {
  return `${key}@${domain}`;
}

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
  const address =
    recipient.email === null
      ? ['post', ...recipient.postalAddress.map(foldWords)]
      : ['email', recipient.email.wire.normalize('NFC').toLowerCase()];
  const identity = JSON.stringify([campaign, mailing, foldClp(recipient.clp), ...address]);
  return hash('sha256', identity).slice(0, KEY_LENGTH);
}

/** The Message-ID without its angle brackets: the same for every attempt, so that a second copy can be recognised. */
export function messageIdFor(key: string, domain: string): string {
  return `${key}@${domain}`;
}

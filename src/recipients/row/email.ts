import { domainToUnicode } from 'node:url';
import { ADDRESS_LIMIT, LOCAL_PART_LIMIT, type EmailAddress } from '../../email-address.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { codePoint, quoteCell } from '../quote-cell.js';
import { domainSlip, type DomainSlip } from './domain-slips.js';
import { addressesAmong, addressesMeant, addressIn } from './email-suggestion.js';

const ALPHABETS = [
  { name: 'Latin', letter: /\p{Script=Latin}/u },
  { name: 'Cyrillic', letter: /\p{Script=Cyrillic}/u },
  { name: 'Greek', letter: /\p{Script=Greek}/u },
  { name: 'Armenian', letter: /\p{Script=Armenian}/u },
  { name: 'Cherokee', letter: /\p{Script=Cherokee}/u },
] as const;

/** The error of a part of an address that mixes two alphabets, which names the letter of the second; null for any other. */
function mixedAlphabets(part: string, text: string, place: Place): Problem | null {
  const [, strange] = ALPHABETS.filter(({ letter }) => letter.test(part));
  const [sign] = strange?.letter.exec(part) ?? [];
  if (strange === undefined || sign === undefined) return null;
  const message = `${quoteCell(part)} in ${quoteCell(text)} mixes letters of two alphabets: ${quoteCell(sign)} is ${strange.name} (${codePoint(sign)}).`;
  const hint = 'Type the address again: a letter that only looks like another leads to a stranger.';
  return errorAt(place, 'mixed-scripts', message, hint);
}

/** The same of a whole address: of the part before the @, else of a label of the domain. */
function mixedIn({ typed, domain, needsSmtpUtf8 }: EmailAddress, text: string, place: Place): Problem | null {
  const before = needsSmtpUtf8 ? [typed.slice(0, typed.lastIndexOf('@'))] : [];
  const labels = domain.includes('xn--') ? domainToUnicode(domain).split('.') : [];
  for (const part of [...before, ...labels]) {
    const problem = mixedAlphabets(part, text, place);
    if (problem !== null) return problem;
  }
  return null;
}

function didYouMean(addresses: readonly string[], otherwise: string): string {
  return addresses.length === 0 ? otherwise : `Did you mean ${addresses.join(' or ')}?`;
}

function isTooLong(text: string): boolean {
  return (
    Buffer.byteLength(text) > ADDRESS_LIMIT || Buffer.byteLength(text.slice(0, text.indexOf('@'))) > LOCAL_PART_LIMIT
  );
}

function unreadable(text: string, place: Place): Problem {
  const shown = quoteCell(text);
  const [first = '', second] = addressesAmong(text);
  if (second !== undefined) {
    const message = `There is more than one e-mail address in ${shown}.`;
    return errorAt(place, 'several-addresses', message, `Keep one, such as ${first}.`);
  }
  const why = text.includes('@') ? (isTooLong(text) ? ': it is too long' : '') : ': it has no @';
  const hint = didYouMean(addressesMeant(text), 'Put one address there, such as sian@example.org, or empty the cell.');
  return errorAt(place, 'not-an-address', `${shown} is not an e-mail address${why}.`, hint);
}

function mistyped({ kind, meant }: DomainSlip, { typed, domain }: EmailAddress, text: string, place: Place): Problem {
  const local = typed.slice(0, typed.lastIndexOf('@'));
  const hint = didYouMean(
    meant.map((other) => `${local}@${other}`),
    'Look the address up, or empty the cell.',
  );
  const ending = domain.slice(domain.lastIndexOf('.'));
  const message =
    kind === 'unknown-ending'
      ? `${quoteCell(text)} ends in ${ending}, and no address on the internet does.`
      : `${quoteCell(text)} looks like a typing slip.`;
  return errorAt(place, kind === 'unknown-ending' ? 'unknown-ending' : 'mistyped-domain', message, hint);
}

/**
 * The address in a tidied, non-empty cell, in any form (`mailto:`, `<…>`, `Name <…>`), or the error that holds the row:
 * `not-an-address`, `several-addresses`, `mixed-scripts`, `unknown-ending`, `mistyped-domain`.
 */
export function readEmail(text: string, place: Place): EmailAddress | Problem {
  const address = addressIn(text);
  if (address === null) return unreadable(text, place);
  const mixed = mixedIn(address, text, place);
  if (mixed !== null) return mixed;
  const slip = domainSlip(address.domain);
  return slip === null ? address : mistyped(slip, address, text, place);
}

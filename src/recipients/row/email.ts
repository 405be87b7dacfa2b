import { domainToUnicode } from 'node:url';
import { ADDRESS_LIMIT, LOCAL_PART_LIMIT, parseMailbox, type EmailAddress } from '../../email-address.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { suggestDomain } from './domain-slips.js';
import { quoteCell } from '../quote-cell.js';

const AROUND_AN_ADDRESS = /[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+/gu;
/** RFC 6068: what stands behind the address is for the message. */
const MAILTO = /^mailto:\s*([^?]*)(?:\?.*)?$/iu;
/** How Access writes a link when it exports one: what is shown, then where it leads. */
const ACCESS_LINK = /^[^#]*#mailto:([^#]*)#$/iu;
const IN_BRACKETS = /<([^<>]*)>$/u;
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

/** What people type for an address, each with its mending: tried one after the other, told and never applied. */
const MENDINGS: readonly ((text: string) => string)[] = [
  (text) => text.normalize('NFKC'),
  (text) => text.replace(/\s+(?:[-–—(\[].*)$/u, ''),
  (text) => text.replace(/^(?:[a-z]+:\/\/|[\p{L}-]+\s*:\s*)/iu, ''),
  (text) => text.replace(/[.,;:]+$/u, ''),
  (text) => text.replace(/^[("'‘“]+|[)"'’”.,;]+$/gu, ''),
  (text) => text.replaceAll(',', '.'),
  (text) => text.replace(/@{2,}/u, '@'),
  (text) => text.replace(/\.{2,}/gu, '.'),
  (text) => text.replace(/\s+/gu, ''),
  (text) => text.replace(/\s*[([]at[)\]]\s*|\s+at\s+/u, '@').replace(/\s*[([]dot[)\]]\s*|\s+dot\s+/gu, '.'),
];

function mended(text: string): string | null {
  for (const mend of MENDINGS) {
    const candidate = mend(text);
    const address = candidate === text ? undefined : parseMailbox(candidate)?.address;
    if (address !== undefined) return suggestDomain(address) ?? address.typed;
  }
  return null;
}

function mixesScripts(label: string): boolean {
  return SCRIPTS.filter((script) => script.test(label)).length > 1;
}

function isTooLong(text: string): boolean {
  return (
    Buffer.byteLength(text) > ADDRESS_LIMIT || Buffer.byteLength(text.slice(0, text.indexOf('@'))) > LOCAL_PART_LIMIT
  );
}

function unreadable(text: string, place: Place): Problem {
  const shown = quoteCell(text);
  const candidates = new Set(text.match(AROUND_AN_ADDRESS));
  const found = [...candidates].filter((candidate) => parseMailbox(candidate) !== null);
  if (found.length > 1) {
    return errorAt(
      place,
      'several-addresses',
      `There is more than one e-mail address in ${shown}.`,
      `Keep one, such as ${found[0] ?? ''}.`,
    );
  }
  const suggestion = mended(text) ?? found[0] ?? null;
  const hint =
    suggestion === null
      ? 'Put one address there, such as sian@example.org, or empty the cell.'
      : `Did you mean ${suggestion}?`;
  const why = text.includes('@') ? (isTooLong(text) ? ': it is too long' : '') : ': it has no @';
  return errorAt(place, 'not-an-address', `${shown} is not an e-mail address${why}.`, hint);
}

/** The address of a cell that holds nothing else, but for what marks it as one; null for any other cell. */
function addressIn(text: string): EmailAddress | null {
  const plain = parseMailbox(text)?.address ?? null;
  if (plain?.typed === text) return plain;
  const bare = text.replace(ACCESS_LINK, '$1').replace(MAILTO, '$1');
  const address = parseMailbox(bare)?.address ?? null;
  // The grammar lets spaces and comments stand around the @ (RFC 5322 §4.4); in a list they are slips.
  return (IN_BRACKETS.exec(bare)?.[1] ?? bare) === address?.typed ? address : null;
}

/** The address in a tidied, non-empty cell, in any form (`mailto:`, `<…>`, `Name <…>`), or the error that holds the row. */
export function readEmail(text: string, place: Place): EmailAddress | Problem {
  const address = addressIn(text);
  if (address === null) return unreadable(text, place);
  const suggestion = suggestDomain(address);
  if (suggestion !== null) {
    return errorAt(
      place,
      'mistyped-domain',
      `${quoteCell(text)} looks like a typing slip.`,
      `Did you mean ${suggestion}?`,
    );
  }
  const label = address.domain.includes('xn--')
    ? domainToUnicode(address.domain).split('.').find(mixesScripts)
    : undefined;
  if (label !== undefined) {
    const hint = 'Type the address again: a letter that only looks like another leads to a stranger.';
    return errorAt(
      place,
      'mixed-scripts',
      `${quoteCell(label)} in ${quoteCell(text)} mixes letters of two alphabets.`,
      hint,
    );
  }
  return address;
}

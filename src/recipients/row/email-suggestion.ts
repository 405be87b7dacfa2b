import { parseMailbox, type EmailAddress } from '../../email-address.js';
import { domainSlip, providerDomains } from './domain-slips.js';

/** RFC 6068: what stands behind the address is for the message. */
const MAILTO = /^mailto:\s*([^?]*)(?:\?.*)?$/iu;
/** How Access writes a link when it exports one: what is shown, then where it leads. */
const ACCESS_LINK = /^[^#]*#mailto:([^#]*)#$/iu;
const IN_BRACKETS = /<([^<>]*)>$/u;

/** The address of a cell that holds nothing else, but for what marks it as one; null for any other cell. */
export function addressIn(text: string): EmailAddress | null {
  const plain = parseMailbox(text)?.address ?? null;
  if (plain?.typed === text) return plain;
  const bare = text.replace(ACCESS_LINK, '$1').replace(MAILTO, '$1');
  const address = parseMailbox(bare)?.address ?? null;
  // The grammar lets spaces and comments stand around the @ (RFC 5322 §4.4); in a list they are slips.
  return (IN_BRACKETS.exec(bare)?.[1] ?? bare) === address?.typed ? address : null;
}

const AROUND_AN_ADDRESS = /[^\s<>()[\],;:"@]+@[\p{L}\p{M}\p{N}.-]*[\p{L}\p{N}]/gu;
/** What may begin an address (RFC 5322 §3.2.3), and in a list divides it from the one before. */
const BETWEEN_ADDRESSES = /^[.'‘“*|/\\&+]+/u;

/** Every address that stands in a cell among other things. */
export function addressesAmong(text: string): readonly string[] {
  const candidates = (text.match(AROUND_AN_ADDRESS) ?? []).map((one) => one.replace(BETWEEN_ADDRESSES, ''));
  return [...new Set(candidates)].filter((candidate) => parseMailbox(candidate) !== null);
}

/** What people type for an address, each with its mending: tried one after the other, told and never applied. */
const MENDINGS: readonly ((text: string) => string)[] = [
  (text) => text.normalize('NFKC'),
  (text) => text.replaceAll(/[‘’ʼ`´]/gu, "'"),
  (text) => text.replace(/\s+(?:[-–—(\[].*)$/u, ''),
  (text) => text.replace(/^(?:[a-z]+:\/\/|[\p{L}-]+\s*:\s*)/iu, ''),
  (text) => text.replaceAll(/^[\s("'‘“.*]+|[\s)"'’”.,;:*!?>|/\\\]]+$/gu, ''),
  (text) => text.replaceAll(',', '.'),
  (text) => text.replace(/@{2,}/u, '@'),
  (text) => text.replaceAll(/\.{2,}/gu, '.').replaceAll(/^\.|\.(?=@)|(?<=@)\./gu, ''),
  (text) => text.replaceAll(/\s*([@.])\s*/gu, '$1'),
  (text) => text.replace(/\s*[([]at[)\]]\s*|\s+at\s+/u, '@').replaceAll(/\s*[([]dot[)\]]\s*|\s+dot\s+/gu, '.'),
];

function mended(text: string): string | null {
  for (const mend of MENDINGS) {
    const candidate = mend(text);
    const address = candidate === text ? null : addressIn(candidate);
    if (address !== null) return address.typed;
  }
  return null;
}

/** jo@gmail, jo@hotmailcom: a great provider without its ending. */
const WITHOUT_DOT = /^(?<local>[^\s@]+)@(?<name>[a-z]+)$/iu;

function withEnding(text: string): readonly string[] {
  const { local, name = '' } = WITHOUT_DOT.exec(text)?.groups ?? {};
  return local === undefined ? [] : providerDomains(name.toLowerCase()).map((domain) => `${local}@${domain}`);
}

/** An address with its domain as it was probably meant, each way that it may be; none where nothing is wrong with it. */
function withDomain(address: string): readonly string[] {
  const domain = parseMailbox(address)?.address.domain ?? '';
  const local = address.slice(0, address.lastIndexOf('@'));
  return domainSlip(domain)?.meant.map((meant) => `${local}@${meant}`) ?? [address];
}

/** A cell whose address alone is written apart, as far as that is certain: "Jo jo @labour.co .uk". */
function joined(text: string): string {
  return text.replaceAll(/\s*@\s*|\s+(?=\.\p{L})/gu, (gap) => gap.trim());
}

/** The addresses that may be meant by a cell that holds none: only such as stand in it, but for one slip. */
export function addressesMeant(text: string): readonly string[] {
  const [among] = addressesAmong(joined(text));
  const closed = /^\S+@/u.test(text) ? addressIn(text.replaceAll(/\s+/gu, ''))?.typed : undefined;
  const meant = mended(text) ?? among ?? closed;
  return meant === undefined ? withEnding(text) : withDomain(meant);
}

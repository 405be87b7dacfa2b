import { distance } from 'fastest-levenshtein';
import { isOneSlip } from '../../words/one-slip.js';
import providers from './lists/mail-providers.json' with { type: 'json' };
import topLevel from './lists/top-level-domains.json' with { type: 'json' };

/** Why no mail can be meant to go to a domain, and those that may be meant, likeliest first. */
export interface DomainSlip {
  /** `unknown-ending`: no registry has the last label. `mistyped`: another part looks like a slip. */
  readonly kind: 'unknown-ending' | 'mistyped';
  readonly meant: readonly string[];
}

function wordsOf(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

/** Of the root zone; and .example, which RFC 2606 keeps for what is written about mail. */
const ENDINGS: ReadonlySet<string> = new Set([...wordsOf(topLevel.names), 'example']);

/** The great providers of mailboxes, each with the endings that its addresses have. */
const PROVIDERS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(providers.endings).map(([name, endings]) => [name, endings.split(' ')]),
);
/** Providers whose name with another ending is nobody's mailbox. */
const ALONE = wordsOf(providers.alone);
/** Names of others that are a slip away from a provider's. */
const NEIGHBOURS = wordsOf(providers.neighbours);

/** Letters. Shorter names are a slip away from too many others; longer ones stand two slips. */
const [COMPARED, LONG] = [5, 9] as const;

/** The endings that most addresses of a list have. */
const USUAL = ['com', 'org', 'uk', 'net', 'eu', 'ie', 'info', 'wales', 'cymru', 'scot', 'london'] as const;
/** What .uk is divided into (Nominet), as far as people have an address there. */
const PARTS_OF_UK = [
  'co',
  'org',
  'ac',
  'gov',
  'me',
  'net',
  'ltd',
  'plc',
  'nhs',
  'sch',
  'police',
  'parliament',
] as const;
const GLUED: ReadonlyMap<string, string> = new Map([
  ['comuk', 'co.uk'],
  ['ku', 'uk'],
  ...PARTS_OF_UK.map((part) => [`${part}uk`, `${part}.uk`] as const),
]);
/** What people type for .com and .co.uk; some of it is a country. */
const FOR_COM: ReadonlySet<string> = new Set(['co', 'cm', 'om', 'uk', 'com.co', 'co.com', 'com.uk']);

/** An ending that was typed twice, or once more where a program had put one: .com.com, .co.uk.com. */
const TWICE = /\.(?:(?<same>com|org|net|uk|co\.uk|org\.uk)\.\k<same>|(?<part>co|org)\.uk\.(?:com?|org)|com\.uk)$/u;

/** The ending that an unknown one was meant to be; null where none is near. */
function meantEnding(written: string, before: string): string | null {
  const glued = GLUED.get(written);
  if (glued !== undefined) return glued;
  const isPartOfUk = PARTS_OF_UK.some((part) => part === before);
  if (isPartOfUk && (written.length === 1 || isOneSlip(written, 'uk'))) return 'uk';
  if (written.length === 1) return 'com'.includes(written) ? 'com' : null;
  const near = USUAL.find((ending) => (ending.length > 2 || written.length > 2) && isOneSlip(written, ending));
  return near ?? USUAL.find((ending) => ending.length > 2 && written.startsWith(ending)) ?? null;
}

/** .og.uk and .cp.uk as they were probably meant. */
function meantPartOfUk(part: string): string {
  if (part.length > 4 || PARTS_OF_UK.some((known) => known === part)) return part;
  return PARTS_OF_UK.slice(0, 2).find((known) => isOneSlip(part, known)) ?? part;
}

/** A domain with its ending as it was probably meant; null where no registry has it and none is near. */
function withEnding(domain: string): string | null {
  const labels = domain.split('.');
  const [last = '', before = ''] = [labels.at(-1), labels.at(-2)];
  if (!ENDINGS.has(last)) {
    const ending = meantEnding(last, before);
    return ending === null ? null : [...labels.slice(0, -1), ending].join('.');
  }
  const { index, groups } = TWICE.exec(domain) ?? {};
  if (groups !== undefined) return `${domain.slice(0, index)}.${groups['same'] ?? `${groups['part'] ?? 'co'}.uk`}`;
  if (last !== 'uk' || labels.length < 3) return domain;
  return [...labels.slice(0, -2), meantPartOfUk(before), last].join('.');
}

/** Nobody mistypes the first letter so often as another service is called so: amail.com, tmail.com. */
function isNearProvider(name: string, provider: string): boolean {
  const [first = ''] = provider;
  const begins = name.startsWith(first) || name === provider.slice(1) || name[1] === first;
  if (provider.length < COMPARED || !begins) return false;
  if (name === `${provider}com`) return true;
  return isOneSlip(name, provider) || (provider.length >= LONG && distance(name, provider) <= 2);
}

/** A provider's endings that were probably meant by another one. */
function endingsMeant(written: string, endings: readonly string[]): readonly string[] {
  if (endings.includes(written)) return [written];
  if (endings.includes('co.uk') && (written === 'uk' || isOneSlip(written, 'co.uk'))) return ['co.uk'];
  return endings.slice(0, 2).filter((ending) => /^(?:com|net|co\.uk)$/u.test(ending));
}

/** The great provider whose name this is, or a slip for it. */
function providerNamed(name: string): string | undefined {
  return PROVIDERS.has(name) ? name : [...PROVIDERS.keys()].find((known) => isNearProvider(name, known));
}

/** The domains of a great provider that were probably meant by another one; none where it may be somebody's own. */
function providerMeant(domain: string): readonly string[] {
  const name = domain.slice(0, domain.indexOf('.'));
  const ending = domain.slice(name.length + 1);
  // More is a host of somebody else's, such as live.example.ac.uk.
  const provider = ending.split('.').length > 2 || NEIGHBOURS.has(name) ? undefined : providerNamed(name);
  const endings = PROVIDERS.get(provider ?? '');
  if (provider === undefined || endings === undefined) return [];
  const isKnown = endings.includes(ending);
  const isForCom = FOR_COM.has(ending) || isOneSlip(ending, 'co.uk');
  const isNobodyElses = ALONE.has(name) || (name.length >= COMPARED && /^(?:org|net)$/u.test(ending));
  const isSuspect = provider === name ? !isKnown && (isForCom || isNobodyElses) : isKnown || isForCom;
  return isSuspect ? endingsMeant(ending, endings).map((meant) => `${provider}.${meant}`) : [];
}

/** The domains that a great provider's name without a dot stands for: gmail, hotmailcouk. */
export function providerDomains(label: string): readonly string[] {
  const [, name = label, ending = ''] = /^(.+?)(com|couk)$/u.exec(label) ?? [];
  const provider = providerNamed(name);
  const endings = PROVIDERS.get(provider ?? '') ?? [];
  return endingsMeant(GLUED.get(ending) ?? ending, endings).map((meant) => `${provider ?? ''}.${meant}`);
}

/**
 * What is wrong with a domain (as `parseDomain` gives it), as far as its spelling tells; null for nearly every one. Looks
 * at its ending, then at slips for great providers: gmial.com, hotmail.co, example.con, example.orguk.
 */
export function domainSlip(domain: string): DomainSlip | null {
  const host = domain.replace(/^www\.(?=.+\.)/u, '');
  const mended = withEnding(host);
  const kind = mended === null ? 'unknown-ending' : 'mistyped';
  const providers = providerMeant(mended ?? host);
  if (providers.length > 0) return { kind, meant: providers };
  if (mended === domain) return null;
  return { kind, meant: mended === null ? [] : [mended] };
}

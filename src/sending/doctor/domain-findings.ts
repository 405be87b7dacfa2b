import type { EmailAddress } from '../../email-address.js';
import { parseMailbox } from '../../email-address.js';
import { findingsAbout, type Finding } from './finding.js';
import type { SmtpSettings } from '../delivery/smtp-settings.js';

/** What a domain's SPF record amounts to, with all that it includes (RFC 7208). */
export interface SpfFacts {
  /** Of the domain itself; null where the name server gave no answer. */
  readonly records: readonly string[] | null;
  readonly lookups: number;
  readonly includes: readonly string[];
  /** What receivers would stumble over, each in a few words. */
  readonly faults: readonly string[];
  /** The qualifier of "all"; null where the record has none. */
  readonly all: '+' | '-' | '~' | '?' | null;
  /** Whether some of it is decided only when a letter comes in. */
  readonly isOpaque: boolean;
  /** Whether it allows an address of the mail server. */
  readonly covers: boolean;
}

/** What the name server says of a sender's domain. Null stands for no answer. */
export interface DomainFacts {
  readonly domain: string;
  readonly mailExchangers: readonly string[] | null;
  /** The domain's own addresses. */
  readonly hosts: readonly string[] | null;
  readonly spf: SpfFacts;
  readonly keys: readonly { readonly selector: string; readonly record: string }[] | null;
  /** Selectors that were asked for by name; none where the usual ones were tried. */
  readonly selectors: readonly string[];
  readonly dmarc: { readonly at: string; readonly records: readonly string[] | null };
}

/** RFC 7208 §4.6.4. */
const LOOKUPS_ALLOWED = 10;

/** Providers send from other addresses than they take letters at; this include covers them. */
const PROVIDERS: readonly (readonly [host: string, include: string])[] = [
  ['gmail.com', '_spf.google.com'],
  ['office365.com', 'spf.protection.outlook.com'],
  ['outlook.com', 'spf.protection.outlook.com'],
  ['fastmail.com', 'spf.messagingengine.com'],
];

const { ok, warning, error } = findingsAbout('domain');
const ASK_AGAIN = 'Check the internet connection and try again, or name another name server with --name-server.';

/** What the facts about the sender's domain mean for whether letters are believed. */
export function domainFindings(facts: DomainFacts, from: EmailAddress, server: SmtpSettings): readonly Finding[] {
  return [
    loginFinding(from, server),
    mxFinding(facts),
    ...spfFindings(facts, server),
    dkimFinding(facts),
    dmarcFinding(facts, server),
  ];
}

/** A mail server may refuse a From that is not the login's own. */
function loginFinding(from: EmailAddress, { login }: SmtpSettings): Finding {
  const user = login === null ? null : (parseMailbox(login.user)?.address ?? null);
  if (user === null) return ok('From', `${from.typed}; the login is no address, so they cannot be compared`);
  if (user.wire.toLowerCase() === from.wire.toLowerCase())
    return ok('From', `${from.typed} is the login’s own address`);
  const found = `the login is ${user.typed}, and the letters are from ${from.typed}`;
  const hint =
    'Many servers refuse that. Send from the login’s own address, or let your provider confirm that it may send from the other.';
  return warning(
    'From',
    found,
    user.domain === from.domain ? hint : `${hint} Their domains differ, so answers may be taken for fraud.`,
  );
}

function mxFinding({ domain, mailExchangers, hosts }: DomainFacts): Finding {
  if (mailExchangers === null) return warning('MX', `the name server does not answer about ${domain}`, ASK_AGAIN);
  const hint = `Answers and refusals could not reach you. Send from an address that takes mail, or add an MX record to ${domain}.`;
  if (mailExchangers.includes('')) return error('MX', `${domain} says that it takes no mail`, hint);
  if (mailExchangers.length > 0) return ok('MX', mailExchangers.join(', '));
  if (hosts !== null && hosts.length > 0) return warning('MX', `${domain} has no MX record, only an address`, hint);
  return error('MX', `${domain} takes no mail: it has no MX record`, hint);
}

function spfFindings({ domain, spf }: DomainFacts, { host }: SmtpSettings): readonly Finding[] {
  const { records, faults, lookups, all } = spf;
  if (records === null) return [warning('SPF', `the name server does not answer about ${domain}`, ASK_AGAIN)];
  const include = providerOf(host);
  const example = `v=spf1 ${include === null ? 'include:…' : `include:${include}`} ~all`;
  if (records.length === 0) {
    return [
      error(
        'SPF',
        `${domain} has no SPF record`,
        `Add a TXT record such as "${example}" to ${domain}; your mail provider says what belongs in it.`,
      ),
    ];
  }
  const findings: Finding[] = [];
  if (records.length > 1)
    findings.push(
      error('SPF', `${domain} has ${records.length} SPF records, so receivers heed none`, 'Make one record of them.'),
    );
  else
    for (const fault of faults)
      findings.push(error('SPF', fault, `Mend the TXT record of ${domain} that begins with v=spf1.`));
  if (lookups > LOOKUPS_ALLOWED)
    findings.push(
      error(
        'SPF',
        `it takes ${lookups} lookups, and receivers give up after ${LOOKUPS_ALLOWED}`,
        'Take out what you no longer send with.',
      ),
    );
  if (all === '+')
    findings.push(warning('SPF', '"+all" lets anybody send in your name', 'End the record in "~all" or "-all".'));
  if (all === '+' || findings.some(({ level }) => level === 'error')) return findings;
  return [...findings, coverage(spf, host, include)];
}

function coverage({ records, covers, includes, isOpaque }: SpfFacts, host: string, include: string | null): Finding {
  const [record = ''] = records ?? [];
  if (covers) return ok('SPF', `allows ${host}: ${record}`);
  if (include !== null && includes.includes(include)) return ok('SPF', `allows the provider of ${host}: ${record}`);
  if (isOpaque) return ok('SPF', `whether it allows ${host} shows only when a letter comes in: ${record}`);
  const hint =
    include === null
      ? 'Ask your mail provider what belongs in the record; it may send from other addresses than this one, and then all is well.'
      : `Add include:${include} to it.`;
  return warning('SPF', `does not allow ${host}: ${record}`, hint);
}

function providerOf(host: string): string | null {
  return PROVIDERS.find(([name]) => host === name || host.endsWith(`.${name}`))?.[1] ?? null;
}

function dkimFinding({ domain, keys, selectors }: DomainFacts): Finding {
  if (keys === null) return warning('DKIM', `the name server does not answer about ${domain}`, ASK_AGAIN);
  const usable = keys.filter(({ record }) => /(?:^|;)\s*p=[^;\s]/u.test(record));
  if (usable.length > 0) return ok('DKIM', `a key at ${usable.map(({ selector }) => selector).join(', ')}`);
  if (keys.length > 0)
    return error(
      'DKIM',
      `the key at ${keys.map(({ selector }) => selector).join(', ')} is withdrawn`,
      'Ask your mail provider for the present one.',
    );
  if (selectors.length > 0)
    return error(
      'DKIM',
      `${domain} has no key at ${selectors.join(', ')}`,
      'Add the TXT record that your mail provider gives for that selector, or correct the selector.',
    );
  return warning(
    'DKIM',
    `${domain} has no key under the usual selectors`,
    'Look up the selector in a letter that you sent (DKIM-Signature, s=) and name it with --dkim-selector; if there is none, switch DKIM on at your provider.',
  );
}

function dmarcFinding({ domain, dmarc, spf, keys }: DomainFacts, { host }: SmtpSettings): Finding {
  const { at, records } = dmarc;
  if (records === null) return warning('DMARC', `the name server does not answer about ${at}`, ASK_AGAIN);
  const [record, second] = records;
  if (record === undefined)
    return warning(
      'DMARC',
      `${domain} has no DMARC record`,
      `Large providers ask for one. Add a TXT record "v=DMARC1; p=none" at _dmarc.${domain}.`,
    );
  if (second !== undefined)
    return error(
      'DMARC',
      `${at} has ${records.length} DMARC records, so receivers heed none`,
      'Make one record of them.',
    );
  const policy = /(?:^|;)\s*p=\s*(none|quarantine|reject)\s*(?:;|$)/iu.exec(record)?.[1]?.toLowerCase();
  if (policy === undefined)
    return error('DMARC', `the record says no policy: ${record}`, `Add p=none to the TXT record at _dmarc.${at}.`);
  const isProven = spf.covers || (keys ?? []).length > 0 || spf.includes.includes(providerOf(host) ?? '');
  if (policy === 'none' || isProven) return ok('DMARC', `${record}${at === domain ? '' : ` (at ${at})`}`);
  const fate = policy === 'reject' ? 'refused' : 'put with the spam';
  return warning(
    'DMARC',
    `p=${policy}: letters that neither SPF nor DKIM vouches for are ${fate}`,
    'Bring SPF or DKIM in order first, as said above.',
  );
}

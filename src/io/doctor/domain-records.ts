import type { DomainFacts } from '../../sending/doctor/domain-findings.js';
import type { NameServer, Records } from './name-server.js';
import { walkSpf } from './spf-walk.js';

/** Under these names the usual providers and programs keep their keys. */
const USUAL_SELECTORS = [
  'default',
  'dkim',
  'mail',
  'smtp',
  'email',
  'key1',
  's1',
  's2',
  'k1',
  'k2',
  'k3',
  'sig1',
  'google',
  'selector1',
  'selector2',
  'fm1',
  'fm2',
  'fm3',
  'protonmail',
  'zoho',
  'mandrill',
  'pm',
];

/** Asks for all that receivers look up about a sender's domain. `addresses`: those of the mail server. */
export async function examineDomain(
  domain: string,
  selectors: readonly string[],
  addresses: readonly string[],
  dns: NameServer,
): Promise<DomainFacts> {
  const [mailExchangers, hosts, spf, keys, dmarc] = await Promise.all([
    dns.mailExchangers(domain),
    dns.addresses(domain),
    walkSpf(domain, addresses, dns),
    findKeys(domain, selectors.length > 0 ? selectors : USUAL_SELECTORS, dns),
    findDmarc(domain, dns),
  ]);
  return { domain, mailExchangers, hosts, spf, keys, selectors, dmarc };
}

/** DKIM keys (RFC 6376 §3.6.1); null where none was found and some question had no answer. */
async function findKeys(domain: string, selectors: readonly string[], dns: NameServer): Promise<DomainFacts['keys']> {
  const answers = await Promise.all(
    selectors.map(async (selector) => ({ selector, texts: await dns.texts(`${selector}._domainkey.${domain}`) })),
  );
  const keys = answers.flatMap(({ selector, texts }) =>
    (texts ?? []).filter((record) => /(?:^|;)\s*p=/u.test(record)).map((record) => ({ selector, record })),
  );
  return keys.length === 0 && answers.some(({ texts }) => texts === null) ? null : keys;
}

/** RFC 7489 §6.6.3 asks at the domain and then at its organisation's; here every parent but the last label is asked. */
async function findDmarc(domain: string, dns: NameServer): Promise<{ readonly at: string; readonly records: Records }> {
  const labels = domain.split('.');
  for (let first = 0; first < labels.length - 1; first += 1) {
    const at = labels.slice(first).join('.');
    const texts = await dns.texts(`_dmarc.${at}`);
    if (texts === null) return { at, records: null };
    const records = texts.filter((text) => /^v=DMARC1\s*(?:;|$)/u.test(text));
    if (records.length > 0) return { at, records };
  }
  return { at: domain, records: [] };
}

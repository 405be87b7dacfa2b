import { BlockList, isIPv6 } from 'node:net';
import type { SpfFacts } from '../../sending/doctor/domain-findings.js';
import { isSpf, readSpf, type SpfTerm } from '../../sending/doctor/spf-record.js';
import type { NameServer } from './name-server.js';

/** RFC 7208 §4.6.4 allows ten; beyond this many the walk itself gives up. */
const MOST_LOOKUPS = 30;

/**
 * Follows a domain's SPF record through all that it includes, and looks whether any of the addresses is allowed there. It reads
 * the whole record, not only up to the first match, so that it tells too many lookups whichever address mail comes from.
 */
export async function walkSpf(domain: string, addresses: readonly string[], dns: NameServer): Promise<SpfFacts> {
  const allowed = new BlockList();
  const includes: string[] = [];
  const faults: string[] = [];
  let lookups = 0;
  let isOpaque = false;
  let all: SpfTerm['qualifier'] | null = null;

  async function walk(name: string, isTop: boolean): Promise<void> {
    const texts = await dns.texts(name);
    if (texts === null) faults.push(`the name server does not answer about ${name}`);
    const [record, second] = (texts ?? []).filter(isSpf);
    if (record === undefined && texts !== null) faults.push(`${name} has no SPF record`);
    if (second !== undefined) faults.push(`${name} has more than one SPF record`);
    if (record === undefined || second !== undefined) return;
    const { terms, unknown } = readSpf(record);
    faults.push(...unknown.map((word) => `"${word}" at ${name} is no SPF`));
    for (const term of terms) {
      if (term.kind === 'all' && isTop) all = term.qualifier;
      await follow(term, name, isTop);
    }
  }

  async function follow({ qualifier, kind, value }: SpfTerm, name: string, isTop: boolean): Promise<void> {
    if (kind === 'all') return;
    if (kind === 'ip4' || kind === 'ip6') {
      if (qualifier === '+') allow(value);
      return;
    }
    lookups += 1;
    if (lookups > MOST_LOOKUPS) return;
    // What a macro (§7) stands for is known only when a letter comes in.
    if (kind === 'exists' || kind === 'ptr' || value.includes('%')) isOpaque = true;
    else if (kind === 'include' || kind === 'redirect') {
      includes.push(value.toLowerCase());
      await walk(value, isTop && kind === 'redirect');
    } else if (qualifier === '+') await allowNames(kind, value, name);
  }

  async function allowNames(kind: 'a' | 'mx', value: string, name: string): Promise<void> {
    const [target = '', prefix = ''] = value.split('/');
    const host = target === '' ? name : target;
    const hosts = kind === 'a' ? [host] : ((await dns.mailExchangers(host)) ?? []);
    for (const each of hosts) {
      for (const address of (await dns.addresses(each)) ?? [])
        allow(prefix === '' || isIPv6(address) ? address : `${address}/${prefix}`);
    }
  }

  function allow(network: string): void {
    const [address = '', prefix] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    try {
      allowed.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family);
    } catch {
      faults.push(`"${network}" is no address`);
    }
  }

  const own = await dns.texts(domain);
  const records = own === null ? null : own.filter(isSpf);
  if (records !== null && records.length > 0) await walk(domain, true);
  const covers = addresses.some((address) => allowed.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'));
  return { records, lookups, includes, faults, all, isOpaque, covers };
}

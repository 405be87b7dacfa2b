import { afterEach, describe, expect, test } from 'vitest';
import { parseMailbox } from '../../src/email-address.js';
import { examineDomain } from '../../src/io/doctor/domain-records.js';
import { openNameServer } from '../../src/io/doctor/name-server.js';
import { domainFindings } from '../../src/sending/doctor/domain-findings.js';
import { startNameServer, type NameRecords, type TestNameServer } from '../servers/name-server.js';

const DOMAIN = 'clp.example.org';
const ADDRESS = '192.0.2.7';
const NOT_COVERED = /^warning: does not allow smtp\.example\.net/u;

let dns: TestNameServer;

afterEach(() => dns.close());

interface Circumstances {
  readonly selectors?: readonly string[];
  readonly host?: string;
  readonly user?: string;
}

/** What is found about clp.example.org, by what was looked at, where its zone holds these records beside a good MX. */
async function findingsFor(
  zone: Readonly<Record<string, NameRecords>>,
  { selectors = [], host = 'smtp.example.net', user = `mair@${DOMAIN}` }: Circumstances = {},
): Promise<ReadonlyMap<string, string>> {
  dns = await startNameServer({ ...zone, [DOMAIN]: { mx: [`mail.${DOMAIN}`], ...zone[DOMAIN] } });
  const facts = await examineDomain(DOMAIN, selectors, [ADDRESS], openNameServer(dns.address));
  const from = parseMailbox(`mair@${DOMAIN}`);
  if (from === null) throw new Error('not an address');
  const settings = { host, port: 587, security: 'starttls', login: { user, password: 'secret' } } as const;
  const findings = domainFindings(facts, from.address, settings);
  return new Map(findings.map(({ check, level, message }) => [check, `${level}: ${message}`]));
}

const spf = (...txt: readonly string[]): Readonly<Record<string, NameRecords>> => ({ [DOMAIN]: { txt } });

describe('SPF', () => {
  test.each([
    ['by its network', spf('v=spf1 ip4:192.0.2.0/29 -all')],
    ['in any case, beside other texts', spf('google-site-verification=x', 'V=SPF1 IP4:192.0.2.7 -ALL')],
    ['as the domain’s own address', { [DOMAIN]: { txt: ['v=spf1 a -all'], a: [ADDRESS] } }],
    [
      'as another name’s network',
      { ...spf('v=spf1 a:mx.example.net/24 -all'), 'mx.example.net': { a: ['192.0.2.99'] } },
    ],
    ['as a mail exchanger', { ...spf('v=spf1 mx ~all'), [`mail.${DOMAIN}`]: { a: [ADDRESS] } }],
    [
      'by an include of an include',
      {
        ...spf('v=spf1 include:one.example.net -all'),
        'one.example.net': { txt: ['v=spf1 include:two.example.net -all'] },
        'two.example.net': { txt: [`v=spf1 ip4:203.0.113.0/24 ip4:${ADDRESS} -all`] },
      },
    ],
    [
      'by a redirect',
      { ...spf('v=spf1 redirect=one.example.net'), 'one.example.net': { txt: [`v=spf1 ip4:${ADDRESS} -all`] } },
    ],
    [
      'by a record of several strings',
      spf(`v=spf1 ${Array.from({ length: 16 }, (_, at) => `ip4:203.0.113.${at}`).join(' ')} ip4:${ADDRESS} -all`),
    ],
  ])('allows the server %s', async (_how, zone) => {
    expect((await findingsFor(zone)).get('SPF')).toMatch(/^ok: allows smtp\.example\.net: v=spf1/iu);
  });

  test.each([
    ['names other networks', spf('v=spf1 ip4:192.0.2.8/29 ip6:2001:db8::/32 -all'), NOT_COVERED],
    ['forbids it', spf(`v=spf1 -ip4:${ADDRESS} -all`), NOT_COVERED],
    ['is not there', {}, /^error: clp\.example\.org has no SPF record/u],
    ['is there twice', spf('v=spf1 -all', 'v=spf1 ~all'), /^error: clp\.example\.org has 2 SPF records/u],
    ['holds a slip', spf('v=spf1 ipv4:192.0.2.7 -all'), /^error: "ipv4:192\.0\.2\.7" at clp\.example\.org is no SPF/u],
    ['holds a network that is none', spf('v=spf1 ip4:192.0.2.300 -all'), /^error: "192\.0\.2\.300" is no address/u],
    [
      'includes a domain without one',
      spf('v=spf1 include:gone.example.net -all'),
      /^error: gone\.example\.net has no SPF record/u,
    ],
    ['includes itself', spf(`v=spf1 include:${DOMAIN} -all`), /^error: it takes \d+ lookups/u],
    [
      'takes eleven lookups',
      spf(`v=spf1 ${Array.from({ length: 11 }, () => 'a:mx.example.net').join(' ')} -all`),
      /^error: it takes 11 lookups/u,
    ],
    ['lets anybody', spf('v=spf1 +all'), /^warning: "\+all" lets anybody/u],
    [
      'depends on the letter',
      spf('v=spf1 exists:%{i}.spf.example.net -all'),
      /^ok: whether it allows .* shows only when/u,
    ],
  ])('%s', async (_how, zone, expected) => {
    expect((await findingsFor(zone)).get('SPF')).toMatch(expected);
  });

  test('covers a provider that sends from other addresses than it takes letters at', async () => {
    const zone = {
      ...spf('v=spf1 include:_spf.google.com ~all'),
      '_spf.google.com': { txt: ['v=spf1 ip4:203.0.113.1 ~all'] },
    };
    expect((await findingsFor(zone, { host: 'smtp.gmail.com' })).get('SPF')).toMatch(
      /^ok: allows the provider of smtp\.gmail\.com/u,
    );
  });
});

describe('DKIM', () => {
  const at = (selector: string, record: string): Readonly<Record<string, NameRecords>> => ({
    [`${selector}._domainkey.${DOMAIN}`]: { txt: [record] },
  });

  test.each([
    ['under a usual name', at('fm1', 'v=DKIM1; k=rsa; p=MIIB'), [], 'ok: a key at fm1'],
    ['under the name that was given', at('mine', 'p=MIIB'), ['mine'], 'ok: a key at mine'],
    ['withdrawn', at('mine', 'v=DKIM1; p='), ['mine'], 'error: the key at mine is withdrawn'],
    ['missing where it was said to be', at('default', 'p=MIIB'), ['mine'], `error: ${DOMAIN} has no key at mine`],
    [
      'missing under the usual names',
      at('mine', 'p=MIIB'),
      [],
      `warning: ${DOMAIN} has no key under the usual selectors`,
    ],
  ])('key %s', async (_how, zone, selectors, expected) => {
    expect((await findingsFor(zone, { selectors })).get('DKIM')).toBe(expected);
  });
});

describe('DMARC', () => {
  const dmarc = (at: string, ...txt: readonly string[]): Readonly<Record<string, NameRecords>> => ({
    [`_dmarc.${at}`]: { txt },
  });

  test.each([
    ['of the domain', dmarc(DOMAIN, 'v=DMARC1; p=none; rua=mailto:x@example.org'), /^ok: v=DMARC1; p=none; rua/u],
    ['of the domain above it', dmarc('example.org', 'v=DMARC1;p=none'), /^ok: v=DMARC1;p=none \(at example\.org\)$/u],
    ['missing', {}, /^warning: clp\.example\.org has no DMARC record$/u],
    [
      'twice',
      dmarc(DOMAIN, 'v=DMARC1; p=none', 'v=DMARC1; p=reject'),
      /^error: clp\.example\.org has 2 DMARC records/u,
    ],
    ['without a policy', dmarc(DOMAIN, 'v=DMARC1; rua=mailto:x@example.org'), /^error: the record says no policy/u],
    [
      'that refuses what nobody vouches for',
      dmarc(DOMAIN, 'v=DMARC1; p=reject'),
      /^warning: p=reject: .* are refused$/u,
    ],
    [
      'that refuses, with SPF in order',
      { ...dmarc(DOMAIN, 'v=DMARC1; p=reject'), ...spf(`v=spf1 ip4:${ADDRESS} -all`) },
      /^ok: v=DMARC1; p=reject$/u,
    ],
  ])('record %s', async (_how, zone, expected) => {
    expect((await findingsFor(zone)).get('DMARC')).toMatch(expected);
  });
});

describe('the sender', () => {
  test.each([
    [`mair@${DOMAIN}`, /^ok: .* is the login’s own address$/u],
    [`office@${DOMAIN}`, /^warning: the login is office@clp\.example\.org, and/u],
    ['mair', /^ok: .* cannot be compared$/u],
  ])('beside the login %s', async (user, expected) => {
    expect((await findingsFor({}, { user })).get('From')).toMatch(expected);
  });

  test.each([
    ['takes mail', { mx: ['mail.example.org'] }, /^ok: mail\.example\.org$/u],
    ['takes none, and says so', { mx: [''] }, /^error: clp\.example\.org says that it takes no mail$/u],
    ['has only an address', { mx: [], a: [ADDRESS] }, /^warning: /u],
    ['has nothing', { mx: [] }, /^error: clp\.example\.org takes no mail/u],
  ])('whose domain %s', async (_how, records, expected) => {
    expect((await findingsFor({ [DOMAIN]: records })).get('MX')).toMatch(expected);
  });
});

test('a name server without an answer makes warnings, and no errors', async () => {
  const failing: NameRecords = { isFailing: true };
  const zone = { [DOMAIN]: failing, [`_dmarc.${DOMAIN}`]: failing, [`mine._domainkey.${DOMAIN}`]: failing };
  const found = await findingsFor(zone, { selectors: ['mine'] });
  for (const check of ['MX', 'SPF', 'DKIM', 'DMARC'])
    expect(found.get(check)).toMatch(/^warning: the name server does not answer/u);
});

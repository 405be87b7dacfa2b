import { describe, expect, test } from 'vitest';
import { endWith, endWithout } from '../../src/sending/delivery/dialogue.js';
import type { Finding } from '../../src/sending/doctor/finding.js';
import type { SmtpSettings } from '../../src/sending/delivery/smtp-settings.js';
import { serverFindings, type ServerFacts } from '../../src/sending/doctor/server-findings.js';

const now = new Date('2028-05-02T09:00:00Z');
const from = { typed: 'mair@example.org', wire: 'mair@example.org', domain: 'example.org', needsSmtpUtf8: false };
const good: ServerFacts = {
  settings: { host: 'mail.example.org', port: 587, security: 'starttls', login: { user: 'mair', password: 'secret' } },
  addresses: ['192.0.2.1', '2001:db8::1'],
  encryption: {
    protocol: 'TLSv1.3',
    names: ['mail.example.org', '*.example.org'],
    issuer: 'An Authority',
    validTo: new Date('2028-07-08T09:00:00Z'),
    distrust: null,
  },
  offers: { startTls: false, mechanisms: ['PLAIN'], size: 35_882_577, smtpUtf8: true, pipelining: true },
  end: null,
};

const short = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ check, level }) => `${level} ${check}`);

describe('a mail server', () => {
  test('in which everything is in order', () => {
    const findings = serverFindings(good, from, now);
    expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['ok']));
    expect(findings.map(({ check }) => check)).toEqual([
      'name',
      'connection',
      'encryption',
      'certificate',
      'login',
      'size',
      'SMTPUTF8',
      'PIPELINING',
    ]);
    const certificate = 'for mail.example.org, *.example.org, by An Authority, good until 2028-07-08 (67 days)';
    expect(findings[3]?.message).toBe(certificate);
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  test('that is known by its address has no name to be looked up', () => {
    const facts = { ...good, settings: { ...good.settings, host: '192.0.2.1' }, addresses: ['192.0.2.1'] };
    expect(short(serverFindings(facts, from, now))).not.toContain('ok name');
  });

  test.each([
    ['two weeks', '2028-05-16T09:00:00Z', 'ok'],
    ['a little less', '2028-05-16T08:59:59Z', 'warning'],
  ] as const)('whose certificate is good for %s more', (_name, validTo, level) => {
    const { encryption } = good;
    const facts = encryption === null ? good : { ...good, encryption: { ...encryption, validTo: new Date(validTo) } };
    expect(short(serverFindings(facts, from, now))).toContain(`${level} certificate`);
  });

  test('of Microsoft 365 will soon take no password, and where to log in instead is said', () => {
    const at = (login: SmtpSettings['login']): Finding | undefined => {
      const facts = { ...good, settings: { ...good.settings, host: 'smtp.office365.com', login } };
      return serverFindings(facts, from, now).find(({ check }) => check === 'login');
    };
    const grant = { tokenUrl: '', clientId: 'app', clientSecret: null, refreshToken: 'r', keptIn: null };
    expect(at({ user: 'mair', password: 'secret' })?.hint).toContain('npx nominate login microsoft');
    expect(at({ user: 'mair', grant })?.level).toBe('ok');
  });

  test('that wants no login is worth a question', () => {
    const facts = { ...good, settings: { ...good.settings, login: null } };
    expect(short(serverFindings(facts, from, now))).toContain('warning login');
  });

  test.each([
    ['name', endWithout('connect', 'host-unknown')],
    ['name', endWithout('connect', 'name-server')],
    ['connection', endWithout('connect', 'timeout')],
    ['connection', endWith('greeting', { code: 554, enhanced: null, text: 'no' })],
    ['connection', endWith('hello', { code: 432, enhanced: '4.3.2', text: 'too many' })],
    ['encryption', endWithout('connect', 'tls-mismatch')],
    ['encryption', endWithout('tls', 'tls-too-old')],
    ['encryption', endWith('tls', { code: 454, enhanced: null, text: 'not now' })],
    ['certificate', endWithout('tls', 'certificate')],
    ['login', endWithout('auth', 'auth-not-offered')],
    ['login', endWith('auth', { code: 535, enhanced: '5.7.8', text: 'no' })],
  ] as const)('that fails at the %s: %j', (check, end) => {
    const facts = { ...good, encryption: null, offers: null, end };
    const [failure, ...others] = serverFindings(facts, from, now).filter(({ level }) => level === 'error');
    expect(others).toEqual([]);
    expect(failure?.check).toBe(check);
    expect(failure?.hint).not.toBe('');
  });
});

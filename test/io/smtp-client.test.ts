import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LedgerFile } from '../../src/io/ledger/ledger-file.js';
import type { SmtpSettings } from '../../src/sending/delivery/smtp-settings.js';
import { startScriptedServer, type Fault } from '../servers/scripted-server.js';
import { makeCertificate, PASSWORD, startSecureServer, USER, type SecureServer } from '../servers/secure-server.js';
import { expectPromiseKept } from '../sending/oracle.js';
import { invent, openSoundLedger, PATIENT, QUICK, sendLetters, type Sent } from '../sending/send-letters.js';

const certificate = makeCertificate('localhost');
const login = { user: USER, password: PASSWORD };
const letters = invent(2);
const keys = letters.map(({ key }) => key);

let folder: string;
let ledger: LedgerFile;
let server: SecureServer | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nominate-smtp-'));
  ledger = await openSoundLedger(join(folder, 'ledger.ndjson'));
});

afterEach(async () => {
  await server?.close();
  server = null;
  await ledger.close();
  await rm(folder, { recursive: true });
});

/** Sends two letters to a server with these options, trusting our own authority unless told otherwise. */
async function sendTo(
  options: SMTPServerOptions,
  settings: Partial<SmtpSettings> = {},
  authorities: string | null = certificate.cert,
  connections = 1,
  limits = PATIENT,
): Promise<Sent> {
  server = await startSecureServer(options);
  const to: SmtpSettings = { host: 'localhost', port: server.port, security: 'starttls', login, ...settings };
  return sendLetters(letters, ledger, { server: to, limits: { ...limits, authorities }, connections });
}

/** Neither a password nor a sender may have been said. */
function expectNothingSaid(): void {
  expect(server?.passwords).toEqual([]);
  expect(server?.senders).toEqual([]);
  expect(ledger.state.letters.size).toBe(0);
}

describe('a server with a good certificate', () => {
  test.each([
    ['starttls', { ...certificate }],
    ['tls', { ...certificate, secure: true }],
  ] as const)('takes letters and login over %s', async (security, options) => {
    const { outcomes, stop } = await sendTo(options, { security });
    expect(stop).toBeNull();
    expect(outcomes).toEqual(['accepted', 'accepted']);
    expect(server?.passwords).toEqual([PASSWORD]);
    expectPromiseKept(keys, server?.arrivals ?? { messages: new Map() }, ledger.state);
  });

  test('takes the login by LOGIN where it offers nothing else', async () => {
    const { outcomes } = await sendTo({ ...certificate, authMethods: ['LOGIN'] });
    expect(outcomes).toEqual(['accepted', 'accepted']);
    expect(server?.passwords).toEqual([PASSWORD]);
  });
});

describe('nothing is said to a server', () => {
  test('whose certificate nobody vouches for', async () => {
    const { stop, waits } = await sendTo(certificate, {}, null);
    expect(stop?.reason).toBe('certificate');
    expect(stop?.detail).toMatch(/self-signed/u);
    expect(waits).toEqual([]);
    expectNothingSaid();
  });

  test.each(['starttls', 'tls'] as const)(
    'whose certificate nobody vouches for, where the environment tells Node.js to ask nobody (%s)',
    async (security) => {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
      onTestFinished(() => {
        vi.unstubAllEnvs();
      });
      const { stop } = await sendTo({ ...certificate, secure: security === 'tls' }, { security }, null);
      expect(stop?.reason).toBe('certificate');
      expectNothingSaid();
    },
  );

  test.each(['starttls', 'tls'] as const)('whose certificate is for another name (%s)', async (security) => {
    const other = makeCertificate('mail.example.org');
    const { stop } = await sendTo({ ...other, secure: security === 'tls' }, { security }, other.cert);
    expect(stop?.reason).toBe('certificate');
    expect(stop?.detail).toContain('mail.example.org');
    expectNothingSaid();
  });

  test('whose certificate has expired', async () => {
    const expired = makeCertificate('localhost', true);
    const { stop } = await sendTo(expired, {}, expired.cert);
    expect(stop?.reason).toBe('certificate');
    expect(stop?.detail).toContain('expired');
    expectNothingSaid();
  });

  test('that speaks nothing newer than TLS 1.1', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const { stop } = await sendTo({ ...certificate, ...old });
    expect(stop?.reason).toBe('tls-too-old');
    expectNothingSaid();
  });

  test('that does not offer STARTTLS', async () => {
    const { stop } = await sendTo({ ...certificate, hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    expect(stop?.reason).toBe('tls-not-offered');
    expectNothingSaid();
  });

  test('that is spoken to in TLS on a port without', async () => {
    const { stop } = await sendTo(certificate, { security: 'tls' });
    expect(stop?.reason).toBe('tls-mismatch');
    expectNothingSaid();
  });

  test('that waits for TLS on the port for STARTTLS', async () => {
    const { stop } = await sendTo({ ...certificate, secure: true }, {}, certificate.cert, 1, QUICK);
    expect(stop?.reason).toBe('no-greeting');
    expect(stop?.hint).toContain('465');
    expectNothingSaid();
  });

  test('that offers no login, where there is a user', async () => {
    const { stop } = await sendTo({ ...certificate, authOptional: true, disabledCommands: ['AUTH'] });
    expect(stop?.reason).toBe('login-not-offered');
    expectNothingSaid();
  });
});

test.each([1, 4])(
  'a wrong password is tried once, with %i connections too, so that no account is locked',
  async (connections) => {
    const { stop, waits } = await sendTo(
      certificate,
      { login: { user: USER, password: 'wrong' } },
      certificate.cert,
      connections,
    );
    expect(stop?.reason).toBe('login-refused');
    expect(server?.passwords).toEqual(['wrong']);
    expect(server?.senders).toEqual([]);
    expect(waits).toEqual([]);
  },
);

test('STARTTLS that is offered and then answered with 454 is never given up for clear text', async () => {
  const fake = await startScriptedServer({}, ['STARTTLS', 'AUTH PLAIN']);
  fake.play({ startTls: Array(9).fill({ reply: '454 4.7.0 TLS not available' }) });
  const to: SmtpSettings = { host: '127.0.0.1', port: fake.port, security: 'starttls', login };
  const { stop, waits } = await sendLetters(letters, ledger, { server: to });
  expect(stop?.reason).toBe('tls-failed');
  expect(waits).toHaveLength(3);
  expect(fake.commands.filter((line) => !/^(EHLO|STARTTLS)/u.test(line))).toEqual([]);
  await fake.close();
});

test('encryption that is begun and never completed is tried again, and never given up for clear text', async () => {
  const stall = { reply: '220 2.0.0 go ahead', then: 'stall' } as const;
  const fake = await startScriptedServer({ startTls: Array(9).fill(stall) }, ['STARTTLS', 'AUTH PLAIN']);
  const to: SmtpSettings = { host: '127.0.0.1', port: fake.port, security: 'starttls', login };
  const { stop, waits } = await sendLetters(letters, ledger, { server: to, limits: QUICK });
  expect(stop?.reason).toBe('tls-failed');
  expect(waits).toHaveLength(3);
  expect(fake.commands.filter((line) => !/^(EHLO|STARTTLS)/u.test(line))).toEqual([]);
  await fake.close();
});

test('a server that agrees to STARTTLS and then speaks no TLS is not taken for one on the wrong port', async () => {
  // The refusal that comes a moment after the 220 stands where the server's part of the handshake should.
  const agreement: Fault = { more: '220 2.0.0 go', stands: 'before', after: 50 };
  const fake = await startScriptedServer({ startTls: Array<Fault>(9).fill(agreement) }, ['STARTTLS']);
  const to: SmtpSettings = { host: '127.0.0.1', port: fake.port, security: 'starttls', login };
  const { stop, waits } = await sendLetters(letters, ledger, { server: to });
  expect(stop?.reason).toBe('tls-failed');
  expect(waits).toHaveLength(3);
  expect(fake.commands.filter((line) => !/^(EHLO|STARTTLS)/u.test(line))).toEqual([]);
  await fake.close();
});

test.each([
  ['530 5.7.0 not like this', 'login-refused'],
  ['534 5.7.9 use an app password', 'app-password-wanted'],
  ['535 5.7.8 wrong', 'login-refused'],
])('a login that is refused with %s is tried once', async (reply, reason) => {
  const fake = await startScriptedServer({ auth: Array(9).fill({ reply }) }, ['AUTH PLAIN']);
  const to: SmtpSettings = { host: '127.0.0.1', port: fake.port, security: 'none', login };
  const { stop, waits } = await sendLetters(letters, ledger, { server: to });
  expect(stop?.reason).toBe(reason);
  expect(stop?.detail).toBe(reply);
  expect(waits).toEqual([]);
  expect(fake.commands.filter((line) => line.startsWith('AUTH'))).toHaveLength(1);
  await fake.close();
});

test('a login that is dropped again and again stops the run', async () => {
  const fake = await startScriptedServer({ auth: Array(9).fill({ then: 'close' }) }, ['AUTH PLAIN']);
  const to: SmtpSettings = { host: '127.0.0.1', port: fake.port, security: 'none', login };
  const { stop, waits } = await sendLetters(letters, ledger, { server: to });
  expect(stop?.reason).toBe('login-unavailable');
  expect(waits).toHaveLength(3);
  await fake.close();
});

test('a login that the server cannot check just now is tried again, one that it drops as well', async () => {
  const fake = await startScriptedServer({ auth: [{ reply: '454 4.7.0 later' }, { then: 'close' }] }, ['AUTH PLAIN']);
  const to: SmtpSettings = { host: '127.0.0.1', port: fake.port, security: 'none', login };
  const { outcomes, waits } = await sendLetters(letters, ledger, { server: to });
  expect(outcomes).toEqual(['accepted', 'accepted']);
  expect(waits).toEqual([5_000, 30_000]);
  await fake.close();
});

test('a name that does not exist stops the run at once', async () => {
  const to: SmtpSettings = { host: 'mail.nowhere.invalid', port: 587, security: 'starttls', login };
  const { stop } = await sendLetters(letters, ledger, { server: to });
  expect(['host-unknown', 'unreachable']).toContain(stop?.reason);
});

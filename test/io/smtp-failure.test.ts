import { expect, test } from 'vitest';
import { causeOf } from '../../src/io/smtp/smtp-failure.js';
import { connectionTo, LINE } from '../../src/io/smtp/smtp-line.js';
import { createDialogueRecord } from '../../src/io/smtp/smtp-record.js';

test.each([
  ['host-unknown', ['ENOTFOUND', 'ENODATA']],
  ['name-server', ['EAI_AGAIN', 'ESERVFAIL', 'EREFUSED', 'ETIMEOUT', 'EDNS']],
  ['unreachable', ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']],
  ['timeout', ['ETIMEDOUT']],
  ['closed', ['ECONNRESET', 'EPIPE', 'ESOCKET', '']],
  ['certificate', ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE']],
  [
    'certificate',
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH', 'SELF_SIGNED_CERT_IN_CHAIN', 'CRL_HAS_EXPIRED'],
  ],
  ['tls-mismatch', ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']],
  ['tls-too-old', ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION']],
  ['tls-failed', ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'EPROTO']],
] as const)('a connection ends as %s by the codes %j', (cause, codes) => {
  expect(codes.map((code) => causeOf({ code }))).toEqual(codes.map(() => cause));
  // What nodemailer puts its own code over counts first.
  expect(codes.map((originalCode) => causeOf({ code: 'EDNS', originalCode }))).toEqual(codes.map(() => cause));
});

test('a server has a minute until the dialogue begins and ten for any reply, and nothing is left to wait for once a line is closed', () => {
  const settings = { host: '127.0.0.1', port: 25, security: 'starttls', login: null } as const;
  const connection = connectionTo(
    settings,
    LINE,
    createDialogueRecord(() => false),
  );
  expect('options' in connection ? connection.options : null).toMatchObject({
    connectionTimeout: 60_000,
    greetingTimeout: 60_000,
    dnsTimeout: 60_000,
    socketTimeout: 600_000,
    socketCloseTimeout: 0,
    requireTLS: true,
    secure: false,
    ignoreTLS: false,
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
  });
});

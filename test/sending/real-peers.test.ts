import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LINE } from '../../src/io/smtp/smtp-client.js';
import { startAiosmtpd, startExim } from '../servers/real-peers.js';
import { makeCertificate, PASSWORD, USER } from '../servers/secure-server.js';
import { beginLedger } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import { invent, inventLetter, keysOf, plainServer, sendLetters } from './send-letters.js';

test('exim takes every letter once, over STARTTLS and with a login', async () => {
  const { folder, ledger } = await beginLedger();
  const certificate = makeCertificate('localhost');
  const exim = await startExim(folder, certificate);
  const letters = [...invent(6), inventLetter(6, 'nobody@clp6.example.org')];
  const to = {
    host: 'localhost',
    port: exim.port,
    security: 'starttls',
    login: { user: USER, password: PASSWORD },
  } as const;
  const limits = { ...LINE, authorities: certificate.cert };
  const wrong = { ...to, login: { user: USER, password: 'wrong' } };
  expect((await sendLetters(letters, ledger, { server: wrong, limits })).stop?.reason).toBe('login-refused');
  const { outcomes, stop } = await sendLetters(letters, ledger, { server: to, limits, connections: 2 });
  const arrivals = await exim.arrivals(6);
  await exim.stop();
  expect(stop).toBeNull();
  expect(outcomes).toEqual([...Array<string>(6).fill('accepted'), 'failed']);
  expectPromiseKept(keysOf(letters), arrivals, ledger.state);
});

test('exim, which puts off every second letter after its dot, is logged in to once', async () => {
  const { folder, ledger } = await beginLedger();
  const certificate = makeCertificate('localhost');
  const exim = await startExim(folder, certificate);
  const letters = Array.from({ length: 30 }, (_, index) =>
    inventLetter(index, `${index % 2 === 1 ? 'later' : 'secretary'}@clp${index}.example.org`, 20_000),
  );
  const { outcomes, stop } = await sendLetters(letters, ledger, {
    server: { host: 'localhost', port: exim.port, security: 'starttls', login: { user: USER, password: PASSWORD } },
    limits: { ...LINE, authorities: certificate.cert },
  });
  await exim.arrivals(15);
  await exim.stop();
  expect(stop).toBeNull();
  expect(outcomes).toEqual(letters.map((_, index) => (index % 2 === 1 ? 'deferred' : 'accepted')));
  const log = await readFile(join(folder, 'mainlog'), 'utf8');
  expect(log.match(/ SMTP connection from .* closed by QUIT/gu)).toHaveLength(1);
});

test('aiosmtpd takes every letter once', async () => {
  const { folder, ledger } = await beginLedger();
  const peer = await startAiosmtpd(folder, makeCertificate('localhost'));
  const letters = invent(6);
  const { outcomes } = await sendLetters(letters, ledger, {
    server: plainServer(peer.port),
    limits: LINE,
    connections: 2,
  });
  const arrivals = await peer.arrivals(6);
  await peer.stop();
  expect(outcomes).toEqual(Array(6).fill('accepted'));
  expectPromiseKept(keysOf(letters), arrivals, ledger.state);
});

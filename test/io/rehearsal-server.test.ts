import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LedgerFile } from '../../src/io/ledger/ledger-file.js';
import { makeRehearsalCertificate } from '../../src/io/rehearsal/rehearsal-certificate.js';
import { startRehearsalServer, type RehearsalServer } from '../../src/io/rehearsal/rehearsal-server.js';
import type { SmtpSettings } from '../../src/sending/delivery/smtp-settings.js';
import { badDay, type Fault } from '../../src/sending/rehearsal/bad-day.js';
import { expectPromiseKept } from '../sending/oracle.js';
import { buildOnce } from '../sending/sending-process.js';
import { invent, openSoundLedger, PATIENT, sendLetters } from '../sending/send-letters.js';
import { collectArrivals } from '../servers/arrivals.js';
import { need, type Tool } from '../tools/left-out.js';

/** The thread is run as it is built. */
const thread = new URL('../../dist/io/rehearsal/rehearsal-thread.js', import.meta.url);
const letters = invent(40);
const keys = letters.map(({ key }) => key);

let folder: string;
let ledger: LedgerFile;
let server: RehearsalServer;

function startServer(security: SmtpSettings['security'], faults: ReadonlyMap<string, Fault>): Promise<RehearsalServer> {
  return startRehearsalServer({ spool: folder, faults, security, thread });
}

beforeAll(buildOnce, 180_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nominate-rehearsal-test-'));
  ledger = await openSoundLedger(join(folder, 'ledger.ndjson'));
  const recipients = letters.map(({ to }) => to);
  server = await startServer('starttls', badDay(recipients, 'a day'));
});

afterEach(async () => {
  await server.close();
  await ledger.close();
  await rm(folder, { recursive: true });
});

test.each([1, 4])('plays a bad day under which the promise holds, with %i connections', async (connections) => {
  const limits = { ...PATIENT, authorities: server.certificate };
  const { outcomes, stop } = await sendLetters(letters, ledger, { server: server.settings, limits, connections });
  await server.close();
  const arrivals = collectArrivals();
  for (const { path } of server.arrivals) arrivals.add(await readFile(path));
  expect(stop).toBeNull();
  // Twenty letters meet no fault and ten kinds of fault come twice; of the letters in doubt every second one arrived.
  const count = (outcome: string): number => outcomes.filter((each) => each === outcome).length;
  expect(['accepted', 'failed', 'deferred', 'doubt'].map(count)).toEqual([26, 4, 6, 4]);
  expect(arrivals.messages.size).toBe(28);
  expectPromiseKept(keys, arrivals, ledger.state);
});

test.each(['starttls', 'tls', 'none'] as const)(
  'takes letters of the size of those with a PDF (%s)',
  async (security) => {
    const quick = await startServer(security, new Map());
    const body = Buffer.from('A line of a letter.\r\n'.repeat(2_000));
    const large = letters.map((letter) => ({
      ...letter,
      compose: async (first: Parameters<typeof letter.compose>[0]) =>
        Buffer.concat([await letter.compose(first), body]),
    }));
    const limits = { ...PATIENT, authorities: quick.certificate };
    const { outcomes } = await sendLetters(large, ledger, { server: quick.settings, limits });
    await quick.close();
    expect(outcomes).toEqual(Array(letters.length).fill('accepted'));
    expect(quick.arrivals).toHaveLength(letters.length);
  },
);

test('is believed by nobody who was not given its certificate', async () => {
  const { stop } = await sendLetters(letters, ledger, { server: server.settings });
  expect(stop?.reason).toBe('certificate');
  expect(server.arrivals).toEqual([]);
});

test('takes no login but the one that it invented', async () => {
  const login = { user: 'rehearsal', password: 'guessed' };
  const limits = { ...PATIENT, authorities: server.certificate };
  const { stop } = await sendLetters(letters, ledger, { server: { ...server.settings, login }, limits });
  expect(stop?.reason).toBe('login-refused');
});

const OPENSSL: Tool = {
  name: 'openssl',
  howToGet: 'apt-get install openssl',
  isThere: spawnSync('openssl', ['version']).status === 0,
};

test('has a certificate that OpenSSL finds nothing wrong with', async () => {
  need(OPENSSL);
  const { certificate } = makeRehearsalCertificate(new Date());
  const path = join(folder, 'certificate.pem');
  await writeFile(path, certificate);
  const verified = execFileSync(
    'openssl',
    ['verify', '-x509_strict', '-CAfile', path, '-verify_ip', '127.0.0.1', path],
    {
      encoding: 'utf8',
    },
  );
  expect(verified).toContain('OK');
});

test('has a certificate and a key of its own, for this computer and no name', () => {
  const { certificate, key } = makeRehearsalCertificate(new Date());
  const read = new X509Certificate(certificate);
  expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(read.checkHost('localhost')).toBeUndefined();
  expect(makeRehearsalCertificate(new Date()).key).not.toBe(key);
});

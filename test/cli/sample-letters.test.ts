import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Arrivals } from '../servers/arrivals.js';
import { startAiosmtpd, startDovecot, startExim } from '../servers/real-peers.js';
import { makeCertificate, PASSWORD, startSecureServer, USER, type Certificate } from '../servers/secure-server.js';
import { expectPromiseKept } from '../sending/oracle.js';
import { ledgerState } from '../sending/sending-process.js';
import { nominate, sampleCampaign } from './nominate.js';

/** What the sample campaign sends by e-mail. */
const LETTERS = 23;
/** A letter with its PDF is longer than the record of TLS (16 KB, RFC 8446 §5.1). */
const SHORTEST = 20_000;

interface Destination {
  readonly port: number;
  readonly scheme: 'smtp' | 'smtps';
  readonly asksForLogin: boolean;
  readonly arrivals: (count: number) => Promise<Arrivals>;
  readonly stop: () => Promise<void>;
}

type Start = (folder: string, certificate: Certificate) => Promise<Destination>;

async function startSmtpServer(certificate: Certificate, scheme: Destination['scheme']): Promise<Destination> {
  const server = await startSecureServer({ ...certificate, secure: scheme === 'smtps' });
  const { port, arrivals, close: stop } = server;
  return { port, scheme, asksForLogin: true, arrivals: () => Promise.resolve(arrivals), stop };
}

const STARTTLS = { scheme: 'smtp', asksForLogin: true } as const;

const SERVERS: readonly (readonly [name: string, start: Start])[] = [
  ['exim4', async (...where) => ({ ...(await startExim(...where)), ...STARTTLS })],
  ['dovecot-submissiond', async (...where) => ({ ...(await startDovecot(...where)), ...STARTTLS })],
  ['aiosmtpd', async (...where) => ({ ...(await startAiosmtpd(...where)), ...STARTTLS, asksForLogin: false })],
  ['smtp-server', (_, certificate) => startSmtpServer(certificate, 'smtp')],
  ['smtp-server, encrypted from the start', (_, certificate) => startSmtpServer(certificate, 'smtps')],
];

describe('the sample letters, with their PDFs, reach everybody once and leave no doubt', () => {
  it.each(SERVERS.flatMap(([name, start]) => [1, 3].map((connections) => ({ name, start, connections }))))(
    '$name, connections: $connections',
    async ({ start, connections }) => {
      const folder = await sampleCampaign();
      const certificate = makeCertificate('localhost');
      const place = await mkdtemp(join(tmpdir(), 'nominate-server-'));
      onTestFinished(() => rm(place, { recursive: true }));
      await writeFile(join(folder, 'ca.pem'), certificate.cert);
      const { port, scheme, asksForLogin, arrivals, stop } = await start(place, certificate);
      onTestFinished(stop);
      const login = asksForLogin ? `${USER}:${encodeURIComponent(PASSWORD)}@` : '';
      const args = ['send', '--csv', 'clps.csv', '--yes', '--pace', 'off', '--connections', String(connections)];
      const { code, stdout, stderr } = await nominate(folder, args, {
        NOMINATE_SMTP_URL: `${scheme}://${login}localhost:${port}`,
        NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      });
      const arrived = await arrivals(LETTERS);
      expect(code, `${stdout}${stderr}`).toBe(0);
      const state = await ledgerState(join(folder, 'ledger.ndjson'));
      expect([...state.letters.values()].map(({ standing }) => standing)).toEqual(Array(LETTERS).fill('accepted'));
      expectPromiseKept([...state.letters.keys()], arrived, state);
      for (const message of arrived.all()) expect(message.length).toBeGreaterThan(SHORTEST);
    },
  );
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { LONG_PROOFS } from '../long-proofs.js';
import { startScriptedServer, type Fault, type Script } from '../servers/scripted-server.js';
import { expectPromiseKept } from './oracle.js';
import { buildOnce, keysOfSent, ledgerState, runSending, type SendingRun } from './sending-process.js';

const SECURITIES = ['none', 'starttls', 'tls'] as const;
type Security = (typeof SECURITIES)[number];

/** In bytes: one TLS record; a letter with its PDF; more than any buffer on the way takes. */
const [SMALL, USUAL, LARGE] = [2_000, 40_000, 5_000_000];

/** Milliseconds until the server answers the last dot: every run meets each of them. */
const DELAYS = [0, 1, 5, 20, 60];

beforeAll(buildOnce);

interface Wire extends Required<Pick<SendingRun, 'size' | 'connections'>> {
  readonly security: Security;
  readonly perMinute?: number;
}

/**
 * Sends letters to a server that answers their last dots so, and returns how each letter stands.
 */
async function send({ security, ...run }: Wire, final: readonly Fault[], letters: number): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nominate-wire-'));
  const script: Script = { final };
  const server = await startScriptedServer(script, [], security);
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const ledger = join(folder, 'ledger.ndjson');
  await runSending(server, ledger, { ...run, letters });
  const state = await ledgerState(ledger);
  const keys = keysOfSent(letters);
  expectPromiseKept(keys, server.arrivals, state);
  return keys.map((key) => state.letters.get(key)?.standing ?? 'never tried');
}

const matrix: readonly Wire[] = SECURITIES.flatMap((security) =>
  [SMALL, USUAL, LARGE].flatMap((size) =>
    [{}, { perMinute: 1_200 }].flatMap((pace) =>
      [1, 5].map((connections) => ({ security, size, connections, ...pace })),
    ),
  ),
);

const everyDay: readonly Wire[] = [
  ...SECURITIES.map((security) => ({ security, size: USUAL, connections: 1 })),
  { security: 'starttls', size: SMALL, connections: 5 },
  { security: 'tls', size: USUAL, connections: 5, perMinute: 1_200 },
  { security: 'starttls', size: LARGE, connections: 1 },
];

describe('what the server has answered with 250 is accepted', () => {
  test.each(LONG_PROOFS ? matrix : everyDay)('%o', async (wire) => {
    const letters = wire.size === LARGE ? DELAYS.length : 4 * DELAYS.length;
    const final = Array.from({ length: letters }, (_, index): Fault => {
      const after = DELAYS[index % DELAYS.length] ?? 0;
      return { reply: '250 2.0.0 queued', ...(after === 0 ? {} : { after }) };
    });
    expect(await send(wire, final, letters)).toEqual(Array(letters).fill('accepted'));
  });
});

describe('a letter that was refused after its last dot is no doubt', () => {
  const REFUSALS = [
    ['451 4.3.0 later', 'deferred'],
    ['554 5.6.0 spam', 'failed'],
    ['421 4.3.2 closing', 'accepted'],
  ] as const;

  test.each(SECURITIES.flatMap((security) => REFUSALS.map((refusal) => [security, ...refusal] as const)))(
    '%s, %s: %s',
    async (security, reply, standing) => {
      const final: readonly Fault[] = [{ reply, ...(reply.startsWith('421') ? { then: 'close' } : {}) }];
      const wire = { security, size: USUAL, connections: 1 };
      expect(await send(wire, final, 3)).toEqual([standing, 'accepted', 'accepted']);
    },
  );
});

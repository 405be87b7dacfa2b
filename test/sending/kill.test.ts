import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { doubts } from '../../src/sending/ledger/due.js';
import { LONG_PROOFS } from '../long-proofs.js';
import { startScriptedServer, type ScriptedServer } from '../servers/scripted-server.js';
import { startSmtpSink } from '../servers/smtp-sink.js';
import { expectPromiseKept } from './oracle.js';
import { plainServer } from './send-letters.js';
import { buildOnce, keysOfSent, ledgerState, runSending, type SendingRun } from './sending-process.js';

/** NOMINATE_KILLS=200 kills at so many random moments, and at every numbered point of the first eight letters; NOMINATE_SEED=… at those of an earlier test. */
const KILLS = Number(process.env['NOMINATE_KILLS'] ?? (LONG_PROOFS ? 40 : 12));
const LETTERS = 24;
const NUMBERS = KILLS > 12 ? [1, 2, 3, 4, 5, 6, 7, 8] : [3];
const SEED = Number(process.env['NOMINATE_SEED'] ?? Date.now() % 1_000_000);
const planned = keysOfSent(LETTERS);

type Server = Parameters<typeof runSending>[0];

let folder: string;
let server: ScriptedServer;

beforeAll(buildOnce);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nominate-kill-'));
  server = await startScriptedServer({}, ['PIPELINING']);
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const ledgerPath = (): string => join(folder, 'ledger.ndjson');

/** One run of the program in a process of its own; whether it was killed. */
function run(how: Partial<SendingRun> & { readonly connections: number }, to: Server = server): Promise<boolean> {
  return runSending(to, ledgerPath(), { letters: LETTERS, ...how });
}

const points = NUMBERS.flatMap((number) =>
  ['attempt', 'released', 'outcome'].flatMap((type) => [`before ${type} ${number}`, `after ${type} ${number}`]),
);

describe.each([1, 4])('with %i connections', (connections) => {
  test.each(points)('killed %s, and sent again until done, the promise holds', async (killAt) => {
    expect(await run({ connections, killAt })).toBe(true);
    expectPromiseKept(planned, server.arrivals, await ledgerState(ledgerPath()), false);
    expect(await run({ connections })).toBe(false);
    const state = await ledgerState(ledgerPath());
    expectPromiseKept(planned, server.arrivals, state);
    expect(doubts(state).length).toBeLessThanOrEqual(connections);
  });

  test(
    `killed at random moments (seed ${SEED}), and sent again until done, the promise holds`,
    async () => {
      const some = (min: number, max: number, numRuns: number): readonly number[] =>
        fc.sample(fc.integer({ min, max }), { seed: SEED, numRuns });
      // More letters than all the runs together get through before they are killed; each takes some milliseconds at the server.
      const letters = 12 * KILLS * connections;
      const slow = some(3, 9, letters + KILLS * connections);
      server.play({ final: slow.map((after) => ({ reply: '250 2.0.0 queued', after })) });
      for (const killAfter of some(0, 40, KILLS)) {
        expect(await run({ connections, letters, killAfter })).toBe(true);
        expectPromiseKept(keysOfSent(letters), server.arrivals, await ledgerState(ledgerPath()), false);
      }
      expect(await run({ connections, letters })).toBe(false);
      const state = await ledgerState(ledgerPath());
      expectPromiseKept(keysOfSent(letters), server.arrivals, state);
      expect(doubts(state).length).toBeLessThanOrEqual(KILLS * connections);
    },
    1_000 * KILLS + 60_000,
  );
});

/**
 * What a server has seen when the process is killed: nearer to what matters than a time since its
 * start.
 */
const SEEN = ['mail', 'rcpt', 'data', 'body', 'final'] as const;
const WIRES = LONG_PROOFS ? (['none', 'starttls', 'tls'] as const) : (['starttls'] as const);
const seen = SEEN.flatMap((stage) =>
  WIRES.flatMap((security) => (LONG_PROOFS ? [1, 5] : [3]).map((times) => ({ stage, security, times }))),
);

describe.each([1, 4])('with %i connections and letters of 40 KB', (connections) => {
  test.each(seen)('killed when the server sees $stage $times ($security), the promise holds', async (point) => {
    const { stage, security, times } = point;
    const encrypted = await startScriptedServer({}, [], security);
    const how = { connections, letters: 12, size: 40_000 };
    const isKilled = await run(
      {
        ...how,
        watch: (child) => {
          encrypted.onReached((at, count) => {
            if (at === stage && count === times) child.kill('SIGKILL');
          });
        },
      },
      encrypted,
    );
    encrypted.onReached(() => undefined);
    const keys = keysOfSent(how.letters);
    expect(isKilled).toBe(true);
    expectPromiseKept(keys, encrypted.arrivals, await ledgerState(ledgerPath()), false);
    expect(await run(how, encrypted)).toBe(false);
    await encrypted.close();
    const state = await ledgerState(ledgerPath());
    expectPromiseKept(keys, encrypted.arrivals, state);
    expect(doubts(state).length).toBeLessThanOrEqual(connections);
  });
});

test.each([
  ['before released 1', 'accepted'],
  ['after released 1', 'released'],
  ['before outcome 1', 'released'],
  ['after outcome 1', 'accepted'],
])('a single letter that was killed %s is %s after the next run', async (killAt, standing) => {
  await run({ connections: 1, killAt });
  await run({ connections: 1 });
  expect((await ledgerState(ledgerPath())).letters.get(planned[0] ?? '')?.standing).toBe(standing);
});

test('postfix stores every message once when the sending is killed half-way and then finished', async () => {
  const sink = await startSmtpSink(join(folder, 'sink'));
  const to = { settings: plainServer(sink.port), certificate: '' };
  expect(await run({ connections: 1, killAt: 'before attempt 13' }, to)).toBe(true);
  expect((await sink.arrivals()).messages.size).toBe(12);
  expect(await run({ connections: 1 }, to)).toBe(false);
  const arrivals = await sink.arrivals();
  await sink.stop();
  expect([...arrivals.messages.values()].map(({ length }) => length)).toEqual(Array(LETTERS).fill(1));
  expectPromiseKept(planned, arrivals, await ledgerState(ledgerPath()));
});

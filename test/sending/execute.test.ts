import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/io/clock.js';
import { createMailConnection } from '../../src/io/smtp/smtp-client.js';
import { execute, type SendingPorts } from '../../src/sending/delivery/execute.js';
import { ANY_TIME } from '../../src/sending/delivery/hours.js';
import type { LedgerEntry, OutcomeKind } from '../../src/sending/ledger/ledger-event.js';
import { startSmtpSink } from '../servers/smtp-sink.js';
import { beginLedger, beginSending } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import {
  invent,
  inventLetter,
  keysOf,
  openSoundLedger,
  PATIENT,
  plainServer,
  sendLetters,
  standingClock,
  streamOf,
} from './send-letters.js';

describe('a good server', () => {
  test('gets every letter once over one connection, in the order of the list', async () => {
    const { ledger, server } = await beginSending();
    const letters = invent(5);
    const { outcomes, stop } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    expect(outcomes).toEqual(Array(5).fill('accepted'));
    expect(stop).toBeNull();
    expect(server.connections()).toBe(1);
    expect([...server.arrivals.messages.keys()]).toEqual(keysOf(letters));
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  });

  test('gets nothing more when the same list is sent again', async () => {
    const { ledger, server } = await beginSending();
    const letters = invent(3);
    await sendLetters(letters, ledger, { server: plainServer(server.port) });
    const again = await sendLetters([...letters].reverse(), ledger, { server: plainServer(server.port) });
    expect(again.events).toEqual([{ kind: 'end', stop: null }]);
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  });

  test('gets a letter once though the plan names it twice, also when both copies are in flight', async () => {
    const { ledger, server } = await beginSending();
    for (const connections of [1, 2]) {
      const letter = inventLetter(connections);
      const { events } = await sendLetters([letter, letter], ledger, { server: plainServer(server.port), connections });
      expect(events.map(({ kind }) => kind).sort()).toEqual(['end', 'outcome', 'withheld']);
    }
    expectPromiseKept([inventLetter(1).key, inventLetter(2).key], server.arrivals, ledger.state);
  });

  test('may be postfix', async () => {
    const { folder, ledger } = await beginLedger();
    const sink = await startSmtpSink(join(folder, 'sink'));
    const letters = invent(30);
    const { outcomes } = await sendLetters(letters, ledger, { server: plainServer(sink.port), connections: 4 });
    const arrivals = await sink.arrivals();
    await sink.stop();
    expect(outcomes).toEqual(Array(30).fill('accepted'));
    expectPromiseKept(keysOf(letters), arrivals, ledger.state);
  });
});

test.each([
  ['more than a minute', 0.5, 3],
  ['no more than a minute', 1, 1],
])('a connection that would be idle for %s is given back to the server, or kept', async (_, perMinute, connections) => {
  const { ledger, server } = await beginSending();
  const pace = { perMinute, perDay: 500 };
  const { outcomes } = await sendLetters(invent(3), ledger, { server: plainServer(server.port), pace });
  expect(outcomes).toEqual(Array(3).fill('accepted'));
  expect(server.connections()).toBe(connections);
  expect(server.commands.filter((line) => line === 'QUIT')).toHaveLength(connections);
});

test('the pace is kept across runs', async () => {
  const { folder, server } = await beginSending();
  const pace = { perMinute: 20, perDay: 3 };
  const clock = standingClock();
  const path = join(folder, 'paced.ndjson');
  const letters = invent(4);
  for (const due of [letters.slice(0, 2), letters]) {
    const paced = await openSoundLedger(path, () => clock.now());
    await sendLetters(due, paced, { server: plainServer(server.port), pace, clock });
    await paced.close();
  }
  // Three seconds between any two, and the fourth a day after the first.
  expect(clock.waits).toEqual([3_000, 3_000, 24 * 60 * 60 * 1000 - 6_000]);
});

describe('a caller', () => {
  const KEY = inventLetter(0).key;
  const outcome = (kind: OutcomeKind): LedgerEntry => ({
    type: 'outcome',
    key: KEY,
    outcome: kind,
    stage: 'final',
    reply: null,
    cause: 'reply',
    notBefore: null,
  });
  const never = new AbortController().signal;
  const settings = {
    campaign: 'nec-2028',
    mailing: 're-election',
    pace: null,
    connections: 2,
    largest: () => Promise.resolve(0),
    senderNeedsSmtpUtf8: false,
    hours: ANY_TIME,
    finish: never,
    cut: never,
  };
  const portsOf = ({ ledger, server }: Awaited<ReturnType<typeof beginSending>>): SendingPorts => ({
    ledger,
    connect: () => createMailConnection(plainServer(server.port), PATIENT),
    clock: systemClock,
  });

  test.each<readonly [string, readonly LedgerEntry[]]>([
    ['accepted', [outcome('accepted')]],
    ['released', []],
    ['in doubt', [outcome('doubt')]],
    ['posted', [{ type: 'posted', key: KEY, campaign: 'nec-2028', mailing: 're-election', clp: 'CLP 0', email: null }]],
  ])('who wants a letter sent that is %s already, whatever the plan says, has it withheld', async (_, entries) => {
    const sending = await beginSending();
    const { ledger, server } = sending;
    const attempt = { campaign: 'nec-2028', mailing: 're-election', clp: 'CLP 0', email: 's@clp0.example.org' };
    const about = { messageId: 'm@example.org', date: '2028-05-02T09:00:00.000Z', digest: 'd' };
    const earlier: readonly LedgerEntry[] = [
      { type: 'attempt', key: KEY, ...attempt, ...about },
      { type: 'released', key: KEY },
      ...entries,
    ];
    for (const entry of earlier) await ledger.append(entry);
    const kinds: string[] = [];
    for await (const event of execute(streamOf(invent(1)), portsOf(sending), settings)) kinds.push(event.kind);
    expect(kinds).toEqual(['withheld', 'end']);
    expect(server.connections()).toBe(0);
  });

  test('who leaves the loop early leaves letters in flight that are finished and recorded', async () => {
    const sending = await beginSending();
    const { ledger, server } = sending;
    const letters = invent(10);
    for await (const event of execute(streamOf(letters), portsOf(sending), settings)) {
      if (event.kind === 'outcome') break;
    }
    expect(server.arrivals.messages.size).toBeLessThan(10);
    expectPromiseKept([...server.arrivals.messages.keys()], server.arrivals, ledger.state);
  });

  test('whose letter cannot be composed gets that very error, once the others in flight are done', async () => {
    const sending = await beginSending();
    const { ledger, server } = sending;
    const broken = new Error('no such image');
    const letters = invent(4).map((letter, index) =>
      index === 2 ? { ...letter, compose: () => Promise.reject(broken) } : letter,
    );
    const run = async (): Promise<void> => {
      for await (const event of execute(streamOf(letters), portsOf(sending), settings))
        expect(event.kind).not.toBe('end');
    };
    await expect(run()).rejects.toBe(broken);
    expectPromiseKept([...server.arrivals.messages.keys()], server.arrivals, ledger.state);
  });
});

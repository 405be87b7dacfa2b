import { expect, test } from 'vitest';
import type { Clock, OutgoingLetter } from '../../src/sending/delivery/ports.js';
import type { Fault, Script, ScriptedServer } from '../servers/scripted-server.js';
import { beginSending } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import { invent, keysOf, plainServer, sendLetters, standingClock } from './send-letters.js';

const TOO_MANY: Fault = { reply: '432 4.3.2 too many connections' };

/** Twelve letters of which the first waits until so many connections are over: otherwise it might be out by then, and all the others with it. */
function firstAfter(server: ScriptedServer, count: number): readonly OutgoingLetter[] {
  return invent(12).map((letter, index) => ({
    ...letter,
    compose: async (first) => {
      if (index === 0) await server.whenClosed(count);
      return await letter.compose(first);
    },
  }));
}

test('a server that wants fewer connections gets fewer, and every letter', async () => {
  const { ledger, server } = await beginSending({ mail: [TOO_MANY, TOO_MANY] });
  const { outcomes, stop, waits } = await sendLetters(firstAfter(server, 2), ledger, {
    server: plainServer(server.port),
    connections: 3,
  });
  const letters = invent(12);
  expect(stop).toBeNull();
  expect(outcomes).toEqual(Array(12).fill('accepted'));
  expect(waits).toEqual([]);
  expect(server.connections()).toBe(3);
  expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
});

test('a letter that was put off in favour of fewer connections, and that none of them gets to, is told as deferred', async () => {
  const no: Fault = { reply: '550 5.7.1 not you' };
  const { ledger, server } = await beginSending({ mail: [TOO_MANY, no, no] });
  const letters = invent(2);
  const { outcomes, stop } = await sendLetters(letters, ledger, { server: plainServer(server.port), connections: 2 });
  expect(stop?.reason).toBe('sender-refused');
  expect(outcomes).toEqual(['deferred', 'deferred']);
  expect([...ledger.state.letters.values()].map(({ standing }) => standing)).toEqual(['deferred', 'deferred']);
});

test('so is one that another connection has taken up by the time that the run is interrupted', async () => {
  const { ledger, server } = await beginSending({ mail: [TOO_MANY] });
  const interrupt = new AbortController();
  const letters = firstAfter(server, 1).slice(0, 2);
  const clock = standingClock();
  const wait: Clock['wait'] = (milliseconds, signal) => {
    if (letters.some(({ key }) => ledger.state.letters.get(key)?.standing === 'deferred')) interrupt.abort();
    return clock.wait(milliseconds, signal);
  };
  const { outcomes, stop } = await sendLetters(letters, ledger, {
    server: plainServer(server.port),
    connections: 2,
    pace: { perMinute: 1, perDay: 100 },
    clock: { ...clock, wait },
    finish: interrupt.signal,
  });
  expect(stop?.reason).toBe('interrupted');
  expect(outcomes).toEqual(['accepted', 'deferred']);
});

test('a server that turns further connections away at its door gets the letters over those that it took', async () => {
  const away: Fault = { reply: '421 4.3.2 too many connections', then: 'close' };
  const { ledger, server } = await beginSending({ greeting: [null, away, away] });
  const letters = invent(12);
  const { outcomes, stop, waits } = await sendLetters(firstAfter(server, 2), ledger, {
    server: plainServer(server.port),
    connections: 3,
  });
  expect(stop).toBeNull();
  expect(outcomes).toEqual(Array(12).fill('accepted'));
  expect(waits).toEqual([]);
  expect(server.connections()).toBe(3);
  expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
});

const AUTH_OFFERED = ['AUTH PLAIN'];
const LOGIN = { user: 'mair@example.org', password: 'correct' };

test.each<readonly [name: string, script: Script]>([
  ['421 at the banner', { greeting: [null, { reply: '421 busy', then: 'close' }] }],
  ['554 at the banner', { greeting: [null, { reply: '554 5.7.0 too many connections', then: 'close' }] }],
  ['closed before the banner', { greeting: [null, { then: 'close' }] }],
  ['421 at EHLO', { hello: [null, { reply: '421 4.7.0 too many concurrent', then: 'close' }] }],
  ['454 at AUTH', { auth: [null, { reply: '454 4.7.0 too many logins' }] }],
  ['535 at AUTH', { auth: [null, { reply: '535 5.7.0 too many logins' }] }],
  ['421 at MAIL', { mail: [{ reply: '421 too many concurrent SMTP connections', then: 'close' }] }],
  ['450 at MAIL', { mail: [{ reply: '450 4.7.1 too many connections' }] }],
  ['reset at MAIL', { mail: [{ then: 'reset' }] }],
  ['432 at RCPT', { rcpt: [{ reply: '432 4.3.2 too many connections' }] }],
  ['421 at RCPT', { rcpt: [{ reply: '421 4.7.0 too many', then: 'close' }] }],
  ['432 after the dot', { final: [{ reply: '432 4.3.2 sender thread limit exceeded' }] }],
])('a second connection that is turned away leaves the letters to the first: %s', async (_, script) => {
  const { ledger, server } = await beginSending(script, AUTH_OFFERED);
  const letters = firstAfter(server, 1);
  const { outcomes, stop, waits } = await sendLetters(letters, ledger, {
    server: { ...plainServer(server.port), login: LOGIN },
    connections: 2,
  });
  expect(stop).toBeNull();
  expect(outcomes).toEqual(Array(12).fill('accepted'));
  expect(waits).toEqual([]);
  expect(server.connections()).toBeLessThanOrEqual(3);
  expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
});

test('a login that is refused beside a connection that works is tried once, not by each of the others', async () => {
  const no: Fault = { reply: '535 5.7.0 too many logins' };
  const { ledger, server } = await beginSending({ auth: [null, no, no, no] }, AUTH_OFFERED);
  const letters = firstAfter(server, 1);
  const { outcomes, stop } = await sendLetters(letters, ledger, {
    server: { ...plainServer(server.port), login: LOGIN },
    connections: 4,
  });
  expect(stop).toBeNull();
  expect(outcomes).toEqual(Array(12).fill('accepted'));
  expect(server.commands.filter((line) => line.startsWith('AUTH'))).toHaveLength(2);
});

test('the last connection logs in anew where the server has closed it, though others were turned away', async () => {
  const no: Fault = { reply: '535 5.7.0 too many logins' };
  const { ledger, server } = await beginSending({ auth: [null, no], idle: [{ then: 'close' }] }, AUTH_OFFERED);
  const letters = firstAfter(server, 1);
  const { outcomes, stop } = await sendLetters(letters, ledger, {
    server: { ...plainServer(server.port), login: LOGIN },
    connections: 2,
  });
  expect(stop).toBeNull();
  expect(outcomes).toEqual(Array(12).fill('accepted'));
});

test('the last letter waits for its turn where the other connection has no letter left but is still open', async () => {
  const { ledger, server } = await beginSending(
    {
      greeting: [null, { reply: '220 at last', after: 300 }],
      auth: [null, { reply: '535 5.7.0 too many logins' }],
      quit: [{ reply: '221 bye', after: 1_500 }],
    },
    AUTH_OFFERED,
  );
  const clock = standingClock();
  const { outcomes, stop } = await sendLetters(invent(2), ledger, {
    server: { ...plainServer(server.port), login: LOGIN },
    connections: 2,
    // The five seconds of a retry are longer than a goodbye takes.
    clock: { ...clock, wait: () => server.whenClosed(2) },
  });
  expect(stop).toBeNull();
  expect(outcomes).toEqual(['accepted', 'accepted']);
});

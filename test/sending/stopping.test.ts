import { describe, expect, test } from 'vitest';
import type { Fault, Script } from '../servers/scripted-server.js';
import { until } from '../until.js';
import { beginSending } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import { invent, inventLetter, keysOf, plainServer, sendLetters } from './send-letters.js';

test('five refusals in a row stop the run', async () => {
  const { ledger, server } = await beginSending({ rcpt: Array<Fault>(9).fill({ reply: '550 5.1.1 no such user' }) });
  const { outcomes, stop } = await sendLetters(invent(9), ledger, { server: plainServer(server.port) });
  expect(outcomes).toEqual(Array(5).fill('failed'));
  expect(stop?.reason).toBe('refusals-in-a-row');
});

test('a letter that gets through between them starts the count anew', async () => {
  const no: Fault = { reply: '550 5.1.1 no such user' };
  const { ledger, server } = await beginSending({ rcpt: [no, no, no, no, null, no, no, no, no] });
  const { stop } = await sendLetters(invent(9), ledger, { server: plainServer(server.port) });
  expect(stop).toBeNull();
});

test('three refusals on grounds of policy stop it at three domains, not at one', async () => {
  const no: Fault = { reply: '550 5.7.1 policy' };
  const { ledger, server } = await beginSending({ rcpt: [null, no, no, no] });
  const sameDomain = [0, 1, 2, 3].map((index) => inventLetter(index, `s${index}@clps.example.org`));
  expect((await sendLetters(sameDomain, ledger, { server: plainServer(server.port) })).stop).toBeNull();
  server.play({ rcpt: [null, no, no, no] });
  const { outcomes, stop } = await sendLetters(invent(10).slice(4), ledger, { server: plainServer(server.port) });
  expect(stop?.reason).toBe('policy-refusals-in-a-row');
  expect(outcomes.slice(4)).toEqual(['accepted', 'failed', 'failed', 'failed']);
});

describe('refusals before any letter was accepted may be about us', () => {
  test.each<readonly [name: string, script: Script, letters: number]>([
    ['by policy at RCPT', { rcpt: Array<Fault>(9).fill({ reply: '550 5.7.1 no' }) }, 2],
    ['by policy after the dot', { final: Array<Fault>(9).fill({ reply: '550 5.7.1 no' }) }, 2],
    ['without a reason', { rcpt: Array<Fault>(9).fill({ reply: '550 no' }) }, 3],
    ['at DATA', { data: Array<Fault>(9).fill({ reply: '550 no' }) }, 3],
  ])('so fewer of them stop the run, and nobody has failed: %s', async (_, script, count) => {
    const { ledger, server } = await beginSending(script);
    const letters = invent(9);
    const { outcomes, stop } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    expect(stop?.reason).toBe('refused-from-the-start');
    expect(outcomes).toEqual(Array(count).fill('deferred'));
    expectPromiseKept(keysOf(letters).slice(0, count), server.arrivals, ledger.state);
    server.play({});
    const rest = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    expect(rest.outcomes).toEqual(Array(9).fill('accepted'));
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  });

  test('but dead mailboxes at the head of the list have failed, and the run goes on', async () => {
    const dead: Fault = { reply: '550 5.1.1 no such user' };
    const { ledger, server } = await beginSending({ rcpt: [dead, dead, dead] });
    const { outcomes, stop } = await sendLetters(invent(5), ledger, { server: plainServer(server.port) });
    expect(stop).toBeNull();
    expect(outcomes).toEqual(['failed', 'failed', 'failed', 'accepted', 'accepted']);
  });

  test('and so does one that a letter accepted later follows', async () => {
    const { ledger, server } = await beginSending({ rcpt: [{ reply: '550 5.7.1 no' }] });
    const { outcomes, stop } = await sendLetters(invent(3), ledger, { server: plainServer(server.port) });
    expect(stop).toBeNull();
    expect(outcomes).toEqual(['failed', 'accepted', 'accepted']);
  });
});

test('a wrong login is tried once, however many connections would make it: a few of them lock an account', async () => {
  const { ledger, server } = await beginSending({ auth: Array<Fault>(4).fill({ reply: '535 5.7.8 wrong' }) }, [
    'AUTH PLAIN',
  ]);
  const login = { user: 'sian@example.org', password: 'wrong' };
  const settings = { server: { ...plainServer(server.port), login }, connections: 4 };
  const { outcomes, stop } = await sendLetters(invent(8), ledger, settings);
  expect(stop?.reason).toBe('login-refused');
  expect(server.commands.filter((line) => line.startsWith('AUTH'))).toHaveLength(1);
  expect(outcomes).not.toContain('accepted');
});

test('the first Ctrl-C finishes the letter in flight and begins no other', async () => {
  const { ledger, server } = await beginSending();
  const interrupt = new AbortController();
  const letters = invent(5);
  const { outcomes, stop } = await sendLetters(letters, ledger, {
    server: plainServer(server.port),
    finish: interrupt.signal,
    watch: (event) => {
      if (event.kind === 'outcome' && event.letter.line === 3) interrupt.abort();
    },
  });
  expect(stop?.reason).toBe('interrupted');
  expect(outcomes.every((outcome) => outcome === 'accepted')).toBe(true);
  expect(outcomes.length).toBeLessThan(5);
  const rest = await sendLetters(letters, ledger, { server: plainServer(server.port) });
  expect(rest.stop).toBeNull();
  expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
});

test('the second Ctrl-C cuts at once, and what was in flight is in doubt', async () => {
  const { ledger, server } = await beginSending({ final: [null, { then: 'stall' }] });
  const interrupt = new AbortController();
  const letters = invent(3);
  const { outcomes, stop } = await sendLetters(letters, ledger, {
    server: plainServer(server.port),
    finish: interrupt.signal,
    cut: interrupt.signal,
    watch: (event) => {
      if (event.kind === 'outcome' && event.letter.line === 2)
        void until(() => server.arrivals.messages.size === 2).then(() => {
          interrupt.abort();
        });
    },
  });
  expect(stop?.reason).toBe('interrupted');
  expect(outcomes).toEqual(['accepted', 'doubt']);
  expectPromiseKept(keysOf(letters).slice(0, 2), server.arrivals, ledger.state);
});

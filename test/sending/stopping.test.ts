import { expect, test } from 'vitest';
import type { Fault } from '../servers/scripted-server.js';
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
  const script = { rcpt: Array<Fault>(3).fill({ reply: '550 5.7.1 policy' }) };
  const { ledger, server } = await beginSending(script);
  const sameDomain = [0, 1, 2].map((index) => inventLetter(index, `s${index}@clps.example.org`));
  expect((await sendLetters(sameDomain, ledger, { server: plainServer(server.port) })).stop).toBeNull();
  server.play(script);
  const { stop } = await sendLetters(invent(6).slice(3), ledger, { server: plainServer(server.port) });
  expect(stop?.reason).toBe('policy-refusals-in-a-row');
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

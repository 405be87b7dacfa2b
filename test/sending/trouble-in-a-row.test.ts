import { describe, expect, test } from 'vitest';
import type { Fault, Script } from '../servers/scripted-server.js';
import { beginSending } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import { invent, inventLetter, keysOf, plainServer, sendLetters } from './send-letters.js';

/** For every letter of a run, and every retry. */
const always = (fault: Fault): readonly Fault[] => Array<Fault>(200).fill(fault);

const MINUTE = 60_000;

const pipelining = [
  ['one command at a time', []],
  ['with PIPELINING', ['PIPELINING']],
] as const;

describe.each(pipelining)('three doubts in a row, %s,', (_, offers) => {
  test.each<readonly [name: string, fault: Fault]>([
    ['the connection closed after every dot', { then: 'close' }],
    ['the connection reset after every dot', { then: 'reset' }],
    ['rubbish after every dot', { reply: 'all fine' }],
  ])('stop the run, the rest unsent and certain: %s', async (_name, fault) => {
    const { ledger, server } = await beginSending({ final: always(fault) }, offers);
    const letters = invent(40);
    const { outcomes, stop, waits } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    expect(outcomes).toEqual(['doubt', 'doubt', 'doubt']);
    expect(stop?.reason).toBe('doubts-in-a-row');
    expect(waits).toEqual([]);
    expect(ledger.state.letters.size).toBe(3);
    expectPromiseKept(keysOf(letters).slice(0, 3), server.arrivals, ledger.state);
  });
});

test('doubts with an acceptance between them do not stop the run', async () => {
  const lost: Fault = { then: 'close' };
  const { ledger, server } = await beginSending({ final: [lost, lost, null, lost, lost] });
  const letters = invent(6);
  const { outcomes, stop } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
  expect(outcomes).toEqual(['doubt', 'doubt', 'accepted', 'doubt', 'doubt', 'accepted']);
  expect(stop).toBeNull();
  expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
});

const NO_LETTERS: readonly (readonly [name: string, script: Script])[] = [
  ['MAIL is answered with 421', { mail: always({ reply: '421 4.3.0 closing', then: 'close' }) }],
  ['MAIL is answered with 450', { mail: always({ reply: '450 4.7.1 later' }) }],
  ['MAIL is answered with 451', { mail: always({ reply: '451 4.3.0 later' }) }],
  ['MAIL is answered with 452', { mail: always({ reply: '452 4.3.1 disk full' }) }],
  ['the connection is reset at MAIL', { mail: always({ then: 'reset' }) }],
  ['the connection is reset at RCPT', { rcpt: always({ then: 'reset' }) }],
  ['RCPT is answered with 421', { rcpt: always({ reply: '421 4.7.0 too much', then: 'close' }) }],
  ['RCPT is answered with 450', { rcpt: always({ reply: '450 4.2.0 greylisted' }) }],
  ['RCPT is answered with a quota', { rcpt: always({ reply: '452 4.5.3 quota exceeded' }) }],
  ['RCPT is answered with 454', { rcpt: always({ reply: '454 4.7.1 not for strangers' }) }],
  ['DATA is answered with 451', { data: always({ reply: '451 4.3.0 later' }) }],
  ['the dot is answered with 421', { final: always({ reply: '421 4.3.0 closing', then: 'close' }) }],
  ['the dot is answered with 451', { final: always({ reply: '451 4.7.0 quota' }) }],
];

describe.each(pipelining)('the same trouble letter after letter, %s,', (_, offers) => {
  test.each(NO_LETTERS)('stops the run at the fourth letter, within minutes: %s', async (_name, script) => {
    const { ledger, server } = await beginSending(script, offers);
    const letters = invent(40);
    const { outcomes, stop, waits } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    expect(outcomes).toEqual(Array(4).fill('deferred'));
    expect(stop?.reason).toBe('takes-no-letters');
    const waited = waits.reduce((sum, wait) => sum + wait, 0);
    expect(waited).toBeLessThan(4 * MINUTE);
    expect(server.connections()).toBeLessThanOrEqual(4 + waits.length + 3);
    expectPromiseKept(keysOf(letters).slice(0, 4), server.arrivals, ledger.state);
  });
});

test('a server that closes after every dot is left after three doubts by several connections too', async () => {
  const { ledger, server } = await beginSending({ final: always({ then: 'close' }) });
  const letters = invent(40);
  const { stop } = await sendLetters(letters, ledger, { server: plainServer(server.port), connections: 5 });
  expect(stop?.reason).toBe('doubts-in-a-row');
  // Those that were in flight beside the third.
  expect(ledger.state.letters.size).toBeLessThanOrEqual(3 + 4);
});

test('a server that puts everything off at MAIL is left within minutes by several connections too', async () => {
  const { ledger, server } = await beginSending({ mail: always({ reply: '451 4.3.0 later' }) });
  const { stop, waits } = await sendLetters(invent(40), ledger, { server: plainServer(server.port), connections: 5 });
  expect(stop?.reason).toBe('takes-no-letters');
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(4 * MINUTE);
});

test('letters put off after the dot, each of which costs a login, stop the run at one domain too', async () => {
  const { ledger, server } = await beginSending({ final: always({ reply: '451 4.7.1 greylisted' }) });
  const sameDomain = Array.from({ length: 30 }, (_, index) => inventLetter(index, `s${index}@clps.example.org`));
  const { outcomes, stop } = await sendLetters(sameDomain, ledger, { server: plainServer(server.port) });
  expect(stop?.reason).toBe('takes-no-letters');
  expect(outcomes).toEqual(Array(8).fill('deferred'));
  expect(server.connections()).toBe(8);
});

describe('a run goes on', () => {
  const grey: Fault = { reply: '450 4.2.0 greylisted' };

  test('past greylisting with letters accepted between', async () => {
    const { ledger, server } = await beginSending({ rcpt: [grey, grey, grey, null, grey, grey, grey, null, grey] });
    const { outcomes, stop } = await sendLetters(invent(10), ledger, { server: plainServer(server.port) });
    expect(stop).toBeNull();
    expect(outcomes.filter((outcome) => outcome === 'deferred')).toHaveLength(7);
  });

  test('past a domain that greylists all its letters', async () => {
    const { ledger, server } = await beginSending({ rcpt: Array<Fault>(8).fill(grey) });
    const sameDomain = Array.from({ length: 8 }, (_, index) => inventLetter(index, `s${index}@clps.example.org`));
    const { outcomes, stop } = await sendLetters(sameDomain, ledger, { server: plainServer(server.port) });
    expect(stop).toBeNull();
    expect(outcomes).toEqual(Array(8).fill('deferred'));
  });

  test('without waiting long for every letter where one domain ends each dialogue', async () => {
    const { ledger, server } = await beginSending({ rcpt: always({ reply: '421 4.7.0 bye', then: 'close' }) });
    const sameDomain = Array.from({ length: 8 }, (_, index) => inventLetter(index, `s${index}@clps.example.org`));
    const { stop, waits } = await sendLetters(sameDomain, ledger, { server: plainServer(server.port) });
    expect(stop).toBeNull();
    expect(waits).toEqual([5_000, 30_000, 120_000, ...Array<number>(7).fill(5_000)]);
  });

  test('with all retries for the letter after one that was accepted', async () => {
    const later: Fault = { reply: '451 4.3.0 later' };
    // The fifth is refused on the old connection and on the new one that follows at once.
    const { ledger, server } = await beginSending({
      mail: [later, later, later, later, null, ...Array<Fault>(5).fill(later)],
    });
    const { outcomes, waits } = await sendLetters(invent(3), ledger, { server: plainServer(server.port) });
    expect(outcomes).toEqual(['deferred', 'accepted', 'deferred']);
    expect(waits).toEqual([5_000, 30_000, 120_000, 5_000, 30_000, 120_000]);
  });
});

test('a run that was stopped because the server took no letters is gone on with by the next one', async () => {
  const { ledger, server } = await beginSending({ mail: always({ reply: '451 4.3.0 later' }) });
  const letters = invent(10);
  await sendLetters(letters, ledger, { server: plainServer(server.port) });
  server.play({});
  const { outcomes, stop } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
  expect(stop).toBeNull();
  expect(outcomes).toEqual(Array(10).fill('accepted'));
  expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
});

test('a connection that has carried enough letters gives way to a new one at once', async () => {
  const enough: Fault = { reply: '452 4.5.3 too many messages this session' };
  const { ledger, server } = await beginSending({ mail: [null, null, enough, null, null, enough] });
  const letters = invent(6);
  const { outcomes, stop, waits } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
  expect(stop).toBeNull();
  expect(outcomes).toEqual(Array(6).fill('accepted'));
  expect(waits).toEqual([]);
  expect(server.connections()).toBe(3);
  expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
});

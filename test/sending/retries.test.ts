import { describe, expect, test } from 'vitest';
import type { SendingEvent } from '../../src/sending/delivery/sending-event.js';
import { dueNow } from '../../src/sending/ledger/due.js';
import { startFullServer } from '../servers/full-server.js';
import type { Fault, Script } from '../servers/scripted-server.js';
import { beginLedger, beginSending } from './begin-sending.js';
import { invent, keysOf, PATIENT, plainServer, reaching, sendLetters, standingClock } from './send-letters.js';
import { ENCRYPTED, PLAIN } from './wires.js';

describe.each([...PLAIN, ...ENCRYPTED])('retries: %o', ({ offers, security, size }) => {
  const beginWith = (script: Script): ReturnType<typeof beginSending> => beginSending(script, offers, security);

  test('wait five seconds, half a minute and two minutes, and no longer', async () => {
    const { ledger, server } = await beginWith({ mail: Array<Fault>(4).fill({ reply: '451 4.3.0 later' }) });
    const { waits } = await sendLetters(invent(1, size), ledger, reaching(server));
    expect(waits).toEqual([5_000, 30_000, 120_000]);
  });

  test.each([
    [0, [4_000, 24_000, 96_000]],
    [0.999_999, [6_000, 36_000, 144_000]],
  ])('are spread by a fifth either way (%d)', async (random, spread) => {
    const { ledger, server } = await beginWith({ mail: Array<Fault>(4).fill({ reply: '451 4.3.0 later' }) });
    const clock = standingClock(undefined, random);
    const { waits } = await sendLetters(invent(1, size), ledger, { ...reaching(server), clock });
    expect(waits).toEqual(spread);
  });

  test('do not wait when the server only closed a connection that had done its work', async () => {
    const { ledger, server } = await beginWith({ idle: [{ then: 'close' }, { reply: '421 bye', then: 'close' }] });
    const { waits, outcomes } = await sendLetters(invent(3, size), ledger, reaching(server));
    expect(outcomes).toEqual(Array(3).fill('accepted'));
    expect(waits).toEqual([]);
  });

  test('give up a server that nobody listens at after three of them, without an attempt', async () => {
    const { ledger, server } = await beginWith({});
    await server.close();
    const { waits, stop } = await sendLetters(invent(2, size), ledger, reaching(server));
    expect(waits).toHaveLength(3);
    expect(stop?.reason).toBe('unreachable');
    expect(ledger.state.seq).toBe(0);
  });

  test('give up a server to which no connection comes about, without an attempt', async () => {
    const { ledger } = await beginLedger();
    const full = await startFullServer();
    const to = { server: plainServer(full.port), limits: { ...PATIENT, setUpLimit: 200 } };
    const { waits, stop } = await sendLetters(invent(1), ledger, to);
    full.stop();
    expect(waits).toHaveLength(3);
    expect(stop?.reason).toBe('unreachable');
    expect(stop?.detail).toMatch(/timeout/iu);
    expect(ledger.state.seq).toBe(0);
  });

  test('keep the Message-ID and the Date of the first attempt', async () => {
    const { ledger, server } = await beginWith({ final: [{ reply: '421 4.3.2 closing', then: 'close' }] });
    const [letter] = invent(1, size);
    if (letter === undefined) throw new Error('no letter');
    await sendLetters([letter], ledger, reaching(server));
    const record = ledger.state.letters.get(letter.key);
    expect(record?.attempts).toBe(2);
    // The clock has gone on by the five seconds of the retry.
    const [copy] = server.arrivals.messages.get(letter.key) ?? [];
    expect(record && copy?.equals(await letter.compose(record))).toBe(true);
  });

  test('keep them when the sender has another address by the time that a doubt is sent again', async () => {
    const { ledger, server } = await beginWith({ final: [{ then: 'close' }] });
    const [letter] = invent(1, size);
    if (letter === undefined) throw new Error('no letter');
    await sendLetters([letter], ledger, reaching(server));
    await ledger.append({ type: 'resolution', key: letter.key, decision: 'resend' });
    await sendLetters([{ ...letter, messageId: `${letter.key}@example.com` }], ledger, reaching(server));
    const record = ledger.state.letters.get(letter.key);
    expect(record?.messageId).toBe(letter.messageId);
    const copy = server.arrivals.messages.get(letter.key)?.at(-1);
    expect(record && copy?.equals(await letter.compose(record))).toBe(true);
  });
});

describe('what is to be tried later', () => {
  const minutes = (events: readonly SendingEvent[], ledgerTime: number): number | null => {
    const [outcome] = events.filter((event) => event.kind === 'outcome');
    const notBefore = outcome?.notBefore ?? null;
    return notBefore === null ? null : Math.round((notBefore.getTime() - ledgerTime) / 60_000);
  };

  test.each([
    ['greylisting', { rcpt: [{ reply: '450 4.2.0 greylisted' }] }, 5],
    ['a daily limit', { final: [{ reply: '550 5.4.5 daily limit' }] }, 24 * 60],
  ] as const)('waits as long as it should after %s, and is then sent', async (_, script, wait) => {
    const { ledger, server } = await beginSending(script);
    const letters = invent(1);
    const before = Date.now();
    const { events } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    expect(minutes(events, before)).toBe(wait);
    const key = keysOf(letters)[0] ?? '';
    const at = (later: number): Date => new Date(before + later * 60_000);
    expect(dueNow(ledger.state, key, at(wait - 1)).action).toBe('skip');
    expect(dueNow(ledger.state, key, at(wait + 1)).action).toBe('send');
    // The time of day was set back: waiting for it to come round again could take years.
    expect(dueNow(ledger.state, key, at(-1)).action).toBe('send');
  });
});

test('a letter that was deferred keeps that outcome when the server then goes away for good', async () => {
  const { ledger, server } = await beginSending({
    mail: [{ reply: '451 4.3.0 later', then: 'close' }],
    greeting: [null, ...Array<Fault>(9).fill({ then: 'close' })],
  });
  const { outcomes, stop } = await sendLetters(invent(2), ledger, { server: plainServer(server.port) });
  expect(outcomes).toEqual(['deferred']);
  expect(stop?.reason).toBe('no-greeting');
});

test('a letter is told as deferred where the run breaks off before it is tried again', async () => {
  const { ledger, server } = await beginSending({
    hello: [null, { reply: '250-scripted.example.org\r\n250 SIZE 10000000' }],
    rcpt: [{ reply: '421 4.3.2 closing', then: 'close' }],
  });
  const told: SendingEvent[] = [];
  const broken = sendLetters(invent(1), ledger, {
    server: plainServer(server.port),
    largest: () => Promise.reject(new Error('the list was changed')),
    watch: (event) => told.push(event),
  });
  await expect(broken).rejects.toThrow('the list was changed');
  expect(told.at(-1)).toMatchObject({ kind: 'outcome', outcome: 'deferred' });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/io/clock.js';
import type { LedgerFile } from '../../src/io/ledger/ledger-file.js';
import { createMailConnection } from '../../src/io/smtp/smtp-client.js';
import { dueNow } from '../../src/sending/ledger/due.js';
import type { LedgerEntry, OutcomeKind } from '../../src/sending/ledger/ledger-event.js';
import { ANY_TIME } from '../../src/sending/delivery/hours.js';
import { execute } from '../../src/sending/delivery/execute.js';
import type { Clock, MailConnection, OutgoingLetter } from '../../src/sending/delivery/ports.js';
import type { SendingEvent } from '../../src/sending/delivery/sending-event.js';
import { startScriptedServer, type Fault, type Script, type ScriptedServer } from '../servers/scripted-server.js';
import { startFullServer } from '../servers/full-server.js';
import { startSmtpSink } from '../servers/smtp-sink.js';
import { until } from '../until.js';
import { expectPromiseKept } from './oracle.js';
import {
  invent,
  inventLetter,
  openSoundLedger,
  PATIENT,
  plainServer,
  QUICK,
  sendLetters,
  standingClock,
  streamOf,
} from './send-letters.js';

let folder: string;
let ledger: LedgerFile;
let server: ScriptedServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nominate-sending-'));
  ledger = await openSoundLedger(join(folder, 'ledger.ndjson'));
  server = await startScriptedServer();
});

afterEach(async () => {
  await ledger.close();
  await server.close();
  await rm(folder, { recursive: true });
});

const keys = (letters: readonly { readonly key: string }[]): readonly string[] => letters.map(({ key }) => key);

describe('a good server', () => {
  test('gets every letter once over one connection, in the order of the list', async () => {
    const letters = invent(5);
    const { outcomes, stop } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    expect(outcomes).toEqual(Array(5).fill('accepted'));
    expect(stop).toBeNull();
    expect(server.connections()).toBe(1);
    expect([...server.arrivals.messages.keys()]).toEqual(keys(letters));
    expectPromiseKept(keys(letters), server.arrivals, ledger.state);
  });

  test('gets nothing more when the same list is sent again', async () => {
    const letters = invent(3);
    await sendLetters(letters, ledger, { server: plainServer(server.port) });
    const again = await sendLetters([...letters].reverse(), ledger, { server: plainServer(server.port) });
    expect(again.events).toEqual([{ kind: 'end', stop: null }]);
    expectPromiseKept(keys(letters), server.arrivals, ledger.state);
  });

  test('gets a letter once though the plan names it twice, also when both copies are in flight', async () => {
    for (const connections of [1, 2]) {
      const letter = inventLetter(connections);
      const { events } = await sendLetters([letter, letter], ledger, { server: plainServer(server.port), connections });
      expect(events.map(({ kind }) => kind).sort()).toEqual(['end', 'outcome', 'withheld']);
    }
    expectPromiseKept([inventLetter(1).key, inventLetter(2).key], server.arrivals, ledger.state);
  });

  test('may be postfix', async () => {
    const sink = await startSmtpSink(join(folder, 'sink'));
    const letters = invent(30);
    const { outcomes } = await sendLetters(letters, ledger, { server: plainServer(sink.port), connections: 4 });
    const arrivals = await sink.arrivals();
    await sink.stop();
    expect(outcomes).toEqual(Array(30).fill('accepted'));
    expectPromiseKept(keys(letters), arrivals, ledger.state);
  });
});

/** Where a fault strikes the first letter of two: what becomes of both, and whether the run stops. */
const FAULTS: readonly (readonly [name: string, script: Script, outcomes: readonly string[], stop: string | null])[] = [
  ['the banner is 554', { greeting: [{ reply: '554 no service', then: 'close' }] }, [], 'server-refuses'],
  ['the banner is 521', { greeting: [{ reply: '521 5.3.2 no mail here', then: 'close' }] }, [], 'server-refuses'],
  [
    'the banner is slow, within the limit',
    { greeting: [{ reply: '220 at last', after: 200 }] },
    ['accepted', 'accepted'],
    null,
  ],
  [
    'the banner is 421 once',
    { greeting: [{ reply: '421 4.3.2 busy', then: 'close' }] },
    ['accepted', 'accepted'],
    null,
  ],
  [
    'the banner is 421 for ever',
    { greeting: Array<Fault>(9).fill({ reply: '421 busy', then: 'close' }) },
    [],
    'server-refuses',
  ],
  ['the connection closes before the banner, once', { greeting: [{ then: 'close' }] }, ['accepted', 'accepted'], null],
  ['the banner never comes', { greeting: Array<Fault>(9).fill({ then: 'stall' }) }, [], 'no-greeting'],
  [
    'the banner is a web page',
    { greeting: [{ reply: 'HTTP/1.1 400 Bad Request', then: 'close' }] },
    [],
    'not-a-mail-server',
  ],
  ['MAIL is refused with 550', { mail: [{ reply: '550 5.7.1 not you' }] }, ['deferred'], 'sender-refused'],
  [
    'MAIL is refused with 553 5.7.1',
    { mail: [{ reply: '553 5.7.1 not your address' }] },
    ['deferred'],
    'sender-refused',
  ],
  [
    'MAIL gets 451 twice',
    { mail: [{ reply: '451 4.3.0 later' }, { reply: '451 later' }] },
    ['accepted', 'accepted'],
    null,
  ],
  [
    'MAIL gets 452 four times',
    { mail: Array<Fault>(4).fill({ reply: '452 4.3.1 full' }) },
    ['deferred', 'accepted'],
    null,
  ],
  ['the login is wanted after all', { mail: [{ reply: '530 5.7.0 log in first' }] }, ['deferred'], 'login-refused'],
  ['RCPT is greylisted', { rcpt: [{ reply: '450 4.2.0 greylisted' }] }, ['deferred', 'accepted'], null],
  ['RCPT gets 451', { rcpt: [{ reply: '451 4.7.1 come back' }] }, ['deferred', 'accepted'], null],
  ['RCPT gets 452', { rcpt: [{ reply: '452 4.2.2 over quota' }] }, ['deferred', 'accepted'], null],
  ['the domain does not exist', { rcpt: [{ reply: '550 5.1.2 no such domain' }] }, ['failed', 'accepted'], null],
  ['the domain takes no mail', { rcpt: [{ reply: '556 5.1.10 null MX' }] }, ['failed', 'accepted'], null],
  ['the address is malformed', { rcpt: [{ reply: '553 5.1.3 bad syntax' }] }, ['failed', 'accepted'], null],
  ['RCPT is refused on grounds of policy once', { rcpt: [{ reply: '550 5.7.1 no' }] }, ['failed', 'accepted'], null],
  ['the mailbox does not exist', { rcpt: [{ reply: '550 5.1.1 no such user' }] }, ['failed', 'accepted'], null],
  [
    'the reply to RCPT has several lines',
    { rcpt: [{ reply: '550-5.1.1 no such user\r\n550 5.1.1 here' }] },
    ['failed', 'accepted'],
    null,
  ],
  ['the mailbox is full', { rcpt: [{ reply: '552 5.2.2 over quota' }] }, ['deferred', 'accepted'], null],
  ['the recipient has moved', { rcpt: [{ reply: '551 5.1.6 gone away' }] }, ['failed', 'accepted'], null],
  ['RCPT is forwarded with 251', { rcpt: [{ reply: '251 2.1.5 will forward' }] }, ['accepted', 'accepted'], null],
  ['the connection closes at MAIL', { mail: [{ then: 'close' }] }, ['accepted', 'accepted'], null],
  ['the connection is reset at RCPT', { rcpt: [{ then: 'reset' }] }, ['accepted', 'accepted'], null],
  ['RCPT is answered with rubbish', { rcpt: [{ reply: 'what?' }] }, ['accepted', 'accepted'], null],
  ['DATA gets 451', { data: [{ reply: '451 4.3.0 later' }] }, ['deferred', 'accepted'], null],
  ['DATA gets 554', { data: [{ reply: '554 5.5.1 no' }] }, ['failed', 'accepted'], null],
  ['DATA gets 250 instead of 354', { data: [{ reply: '250 go on' }] }, ['accepted', 'accepted'], null],
  ['the connection closes after DATA', { data: [{ then: 'close' }] }, ['accepted', 'accepted'], null],
  ['the connection is lost in the body', { body: [{ then: 'reset' }] }, ['doubt', 'accepted'], null],
  [
    'after the dot: a reply of several lines',
    { final: [{ reply: '250-2.0.0 queued\r\n250 2.0.0 as 1' }] },
    ['accepted', 'accepted'],
    null,
  ],
  ['after the dot: 451', { final: [{ reply: '451 4.3.0 later' }] }, ['deferred', 'accepted'], null],
  ['after the dot: 452', { final: [{ reply: '452 4.3.1 disk full' }] }, ['deferred', 'accepted'], null],
  ['after the dot: a slow 250', { final: [{ reply: '250 2.0.0 ok', after: 300 }] }, ['accepted', 'accepted'], null],
  ['after the dot: 421', { final: [{ reply: '421 4.3.2 closing', then: 'close' }] }, ['accepted', 'accepted'], null],
  ['after the dot: 554', { final: [{ reply: '554 5.6.0 spam' }] }, ['failed', 'accepted'], null],
  [
    'after the dot: 554 twice',
    { final: [{ reply: '554 5.6.0 spam' }, { reply: '554 5.6.0 spam' }] },
    ['failed', 'failed'],
    'contents-refused',
  ],
  ['after the dot: closed', { final: [{ then: 'close' }] }, ['doubt', 'accepted'], null],
  ['after the dot: reset', { final: [{ then: 'reset' }] }, ['doubt', 'accepted'], null],
  ['after the dot: silence', { final: [{ then: 'stall' }] }, ['doubt', 'accepted'], null],
  ['after the dot: rubbish', { final: [{ reply: 'all fine' }] }, ['doubt', 'accepted'], null],
  ['after the dot: rubbish that begins with a 2', { final: [{ reply: '2 fine' }] }, ['doubt', 'accepted'], null],
  ['after the dot: a second 354', { final: [{ reply: '354 go on' }] }, ['doubt', 'accepted'], null],
  [
    "after the dot: Gmail's daily limit",
    { final: [{ reply: '550 5.4.5 Daily user sending limit exceeded.' }] },
    ['deferred'],
    'daily-limit',
  ],
  ["at RCPT: Office 365's daily limit", { rcpt: [{ reply: '554 5.2.0 limit exceeded' }] }, ['deferred'], 'daily-limit'],
  ['250, then an error at QUIT', { quit: [{ reply: '500 what?', then: 'close' }] }, ['accepted', 'accepted'], null],
  ['250, then silence at QUIT', { quit: [{ then: 'stall' }] }, ['accepted', 'accepted'], null],
  ['250, then reset', { final: [{ reply: '250 2.0.0 ok', then: 'reset' }] }, ['accepted', 'accepted'], null],
  [
    'an unsolicited 421 when idle',
    { idle: [{ reply: '421 4.4.2 idle too long', then: 'close' }] },
    ['accepted', 'accepted'],
    null,
  ],
  ['closed after each letter', { idle: [{ then: 'close' }, { then: 'close' }] }, ['accepted', 'accepted'], null],
];

describe.each([
  ['one command at a time', []],
  ['with PIPELINING', ['PIPELINING']],
])('a bad server, %s', (_, offers) => {
  test.each(FAULTS)('%s', async (_name, script, outcomes, stop) => {
    const bad = await startScriptedServer(script, offers);
    const letters = invent(2);
    const isSilent = Object.values(script).some((faults) => faults.some((fault) => fault?.then === 'stall'));
    const limits = isSilent ? QUICK : PATIENT;
    const sent = await sendLetters(letters, ledger, { server: plainServer(bad.port), limits });
    expect(sent.outcomes).toEqual(outcomes);
    expect(sent.stop?.reason ?? null).toBe(stop);
    expectPromiseKept(keys(letters).slice(0, outcomes.length), bad.arrivals, ledger.state);
    await bad.close();
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
    server.play(script);
    const letters = invent(1);
    const before = Date.now();
    const { events } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    expect(minutes(events, before)).toBe(wait);
    const key = keys(letters)[0] ?? '';
    const at = (later: number): Date => new Date(before + later * 60_000);
    expect(dueNow(ledger.state, key, at(wait - 1)).action).toBe('skip');
    expect(dueNow(ledger.state, key, at(wait + 1)).action).toBe('send');
    // The time of day was set back: waiting for it to come round again could take years.
    expect(dueNow(ledger.state, key, at(-1)).action).toBe('send');
  });
});

/** More than any buffer between here and a server takes; in lines, a message passes by what nodemailer does to one that is not. */
const longMessages = [
  ['in one line', new Uint8Array(20_000_000).fill(0x61)],
  ['in lines', Buffer.from('A line of a letter.\r\n'.repeat(1_000_000))],
] as const;

test.each(longMessages)('a server that takes no more of a body %s leaves a doubt', async (_, long) => {
  server.play({ body: [{ then: 'stall' }] });
  const letters = invent(1).map((letter) => ({ ...letter, compose: () => Promise.resolve(long) }));
  const { outcomes } = await sendLetters(letters, ledger, { server: plainServer(server.port), limits: QUICK });
  expect(outcomes).toEqual(['doubt']);
});

describe('a 250 before the last dot', () => {
  test('is no acceptance where the body was not let go: the letter is sent again', async () => {
    server.play({ data: [{ reply: '354 go ahead\r\n250 2.0.0 already fine' }] });
    const letters = invent(1);
    const { outcomes } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    expect(outcomes).toEqual(['accepted']);
    expect(ledger.state.letters.get(keys(letters)[0] ?? '')?.attempts).toBe(2);
    expectPromiseKept(keys(letters), server.arrivals, ledger.state);
  });

  test.each(longMessages)('is a doubt where the body %s was on its way', async (_, long) => {
    server.play({ body: [{ reply: '250 2.0.0 already fine', then: 'stall' }] });
    const letters = invent(1).map((letter) => ({ ...letter, compose: () => Promise.resolve(long) }));
    const { outcomes } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    expect(outcomes).toEqual(['doubt']);
  });
});

describe('retries', () => {
  test('wait five seconds, half a minute and two minutes, and no longer', async () => {
    server.play({ mail: Array<Fault>(4).fill({ reply: '451 4.3.0 later' }) });
    const { waits } = await sendLetters(invent(1), ledger, { server: plainServer(server.port) });
    expect(waits).toEqual([5_000, 30_000, 120_000]);
  });

  test.each([
    [0, [4_000, 24_000, 96_000]],
    [0.999_999, [6_000, 36_000, 144_000]],
  ])('are spread by a fifth either way (%d)', async (random, spread) => {
    server.play({ mail: Array<Fault>(4).fill({ reply: '451 4.3.0 later' }) });
    const clock = standingClock(undefined, random);
    const { waits } = await sendLetters(invent(1), ledger, { server: plainServer(server.port), clock });
    expect(waits).toEqual(spread);
  });

  test('do not wait when the server only closed a connection that had done its work', async () => {
    server.play({ idle: [{ then: 'close' }, { reply: '421 bye', then: 'close' }] });
    const { waits, outcomes } = await sendLetters(invent(3), ledger, { server: plainServer(server.port) });
    expect(outcomes).toEqual(Array(3).fill('accepted'));
    expect(waits).toEqual([]);
  });

  test('give up a server that nobody listens at after three of them, without an attempt', async () => {
    await server.close();
    const { waits, stop } = await sendLetters(invent(2), ledger, { server: plainServer(server.port) });
    expect(waits).toHaveLength(3);
    expect(stop?.reason).toBe('unreachable');
    expect(ledger.state.seq).toBe(0);
    server = await startScriptedServer();
  });

  test('give up a server to which no connection comes about, without an attempt', async () => {
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
    server.play({ final: [{ reply: '421 4.3.2 closing', then: 'close' }] });
    const [letter] = invent(1);
    if (letter === undefined) throw new Error('no letter');
    await sendLetters([letter], ledger, { server: plainServer(server.port) });
    const record = ledger.state.letters.get(letter.key);
    expect(record?.attempts).toBe(2);
    // The clock has gone on by the five seconds of the retry.
    const [copy] = server.arrivals.messages.get(letter.key) ?? [];
    expect(record && copy?.equals(await letter.compose(record))).toBe(true);
  });

  test('keep them when the sender has another address by the time that a doubt is sent again', async () => {
    server.play({ final: [{ then: 'close' }] });
    const [letter] = invent(1);
    if (letter === undefined) throw new Error('no letter');
    await sendLetters([letter], ledger, { server: plainServer(server.port) });
    await ledger.append({ type: 'resolution', key: letter.key, decision: 'resend' });
    await sendLetters([{ ...letter, messageId: `${letter.key}@example.com` }], ledger, {
      server: plainServer(server.port),
    });
    const record = ledger.state.letters.get(letter.key);
    expect(record?.messageId).toBe(letter.messageId);
    const copy = server.arrivals.messages.get(letter.key)?.at(-1);
    expect(record && copy?.equals(await letter.compose(record))).toBe(true);
  });
});

test('a letter that was deferred keeps that outcome when the server then goes away for good', async () => {
  server.play({
    mail: [{ reply: '451 4.3.0 later', then: 'close' }],
    greeting: [null, ...Array<Fault>(9).fill({ then: 'close' })],
  });
  const { outcomes, stop } = await sendLetters(invent(2), ledger, { server: plainServer(server.port) });
  expect(outcomes).toEqual(['deferred']);
  expect(stop?.reason).toBe('no-greeting');
});

/** Twelve letters of which the first waits until so many connections are over: otherwise it might be out by then, and all the others with it. */
function firstAfter(count: number): readonly OutgoingLetter[] {
  return invent(12).map((letter, index) => ({
    ...letter,
    compose: async (first) => {
      if (index === 0) await server.whenClosed(count);
      return await letter.compose(first);
    },
  }));
}

describe('stopping', () => {
  test('five refusals in a row stop the run', async () => {
    server.play({ rcpt: Array<Fault>(9).fill({ reply: '550 5.1.1 no such user' }) });
    const { outcomes, stop } = await sendLetters(invent(9), ledger, { server: plainServer(server.port) });
    expect(outcomes).toEqual(Array(5).fill('failed'));
    expect(stop?.reason).toBe('refusals-in-a-row');
  });

  test('a letter that gets through between them starts the count anew', async () => {
    const no: Fault = { reply: '550 5.1.1 no such user' };
    server.play({ rcpt: [no, no, no, no, null, no, no, no, no] });
    const { stop } = await sendLetters(invent(9), ledger, { server: plainServer(server.port) });
    expect(stop).toBeNull();
  });

  test('three refusals on grounds of policy stop it at three domains, not at one', async () => {
    const script = { rcpt: Array<Fault>(3).fill({ reply: '550 5.7.1 policy' }) };
    server.play(script);
    const sameDomain = [0, 1, 2].map((index) => inventLetter(index, `s${index}@clps.example.org`));
    expect((await sendLetters(sameDomain, ledger, { server: plainServer(server.port) })).stop).toBeNull();
    server.play(script);
    const { stop } = await sendLetters(invent(6).slice(3), ledger, { server: plainServer(server.port) });
    expect(stop?.reason).toBe('policy-refusals-in-a-row');
  });

  test('the first Ctrl-C finishes the letter in flight and begins no other', async () => {
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
    expectPromiseKept(keys(letters), server.arrivals, ledger.state);
  });

  test('the second Ctrl-C cuts at once, and what was in flight is in doubt', async () => {
    const interrupt = new AbortController();
    server.play({ final: [null, { then: 'stall' }] });
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
    expectPromiseKept(keys(letters).slice(0, 2), server.arrivals, ledger.state);
  });

  test('a server that wants fewer connections gets fewer, and every letter', async () => {
    const tooMany: Fault = { reply: '432 4.3.2 too many connections' };
    server.play({ mail: [tooMany, tooMany] });
    const { outcomes, stop, waits } = await sendLetters(firstAfter(2), ledger, {
      server: plainServer(server.port),
      connections: 3,
    });
    const letters = invent(12);
    expect(stop).toBeNull();
    expect(outcomes).toEqual(Array(12).fill('accepted'));
    expect(waits).toEqual([]);
    expect(server.connections()).toBe(3);
    expectPromiseKept(keys(letters), server.arrivals, ledger.state);
  });

  test('a letter that was put off in favour of fewer connections, and that none of them gets to, is told as deferred', async () => {
    const no = { reply: '550 5.7.1 not you' } as const;
    server.play({ mail: [{ reply: '432 4.3.2 too many connections' }, no, no] });
    const letters = invent(2);
    const { outcomes, stop } = await sendLetters(letters, ledger, { server: plainServer(server.port), connections: 2 });
    expect(stop?.reason).toBe('sender-refused');
    expect(outcomes).toEqual(['deferred', 'deferred']);
    expect([...ledger.state.letters.values()].map(({ standing }) => standing)).toEqual(['deferred', 'deferred']);
  });

  test('so is one that another connection has taken up when the run is interrupted', async () => {
    server.play({ mail: [{ reply: '432 4.3.2 too many connections' }] });
    const interrupt = new AbortController();
    const letters = firstAfter(1).slice(0, 2);
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

  test('a letter is told as deferred where the run breaks off before it is tried again', async () => {
    const hello: Script['hello'] = [null, { reply: '250-scripted.example.org\r\n250 SIZE 10000000' }];
    server.play({ hello, rcpt: [{ reply: '421 4.3.2 closing', then: 'close' }] });
    const told: SendingEvent[] = [];
    const broken = sendLetters(invent(1), ledger, {
      server: plainServer(server.port),
      largest: () => Promise.reject(new Error('the list was changed')),
      watch: (event) => told.push(event),
    });
    await expect(broken).rejects.toThrow('the list was changed');
    expect(told.at(-1)).toMatchObject({ kind: 'outcome', outcome: 'deferred' });
  });

  test('a server that turns further connections away at its door gets the letters over those that it took', async () => {
    const away: Fault = { reply: '421 4.3.2 too many connections', then: 'close' };
    server.play({ greeting: [null, away, away] });
    const letters = invent(12);
    const { outcomes, stop, waits } = await sendLetters(firstAfter(2), ledger, {
      server: plainServer(server.port),
      connections: 3,
    });
    expect(stop).toBeNull();
    expect(outcomes).toEqual(Array(12).fill('accepted'));
    expect(waits).toEqual([]);
    expect(server.connections()).toBe(3);
    expectPromiseKept(keys(letters), server.arrivals, ledger.state);
  });

  test('a letter that is too large, or needs SMTPUTF8, never gets as far as MAIL', async () => {
    const small = await startScriptedServer({}, ['SIZE 100']);
    const large = await sendLetters(invent(2), ledger, { server: plainServer(small.port) });
    expect(large.stop?.reason).toBe('too-large');
    expect(small.commands.filter((line) => line.startsWith('MAIL'))).toEqual([]);
    await small.close();
    const oneTooMany = await startScriptedServer({}, ['SIZE 1000']);
    const largest = (): Promise<number> => Promise.resolve(1001);
    const none = await sendLetters(invent(2), ledger, { server: plainServer(oneTooMany.port), largest });
    expect(none.stop?.detail).toBe('1001 bytes; the server takes 1000.');
    expect(none.outcomes).toEqual([]);
    expect(oneTooMany.arrivals.messages.size).toBe(0);
    await oneTooMany.close();
    const from = await sendLetters(invent(7), ledger, { server: plainServer(server.port), senderNeedsSmtpUtf8: true });
    expect(from.stop?.reason).toBe('sender-needs-smtputf8');
    expect(from.outcomes).toEqual([]);
    const international = { ...inventLetter(7, 'siân@clp7.example.org'), needsSmtpUtf8: true };
    const { outcomes, stop } = await sendLetters([international], ledger, { server: plainServer(server.port) });
    expect(outcomes[7]).toBe('failed');
    expect(stop).toBeNull();
    expect(server.commands.filter((line) => line.startsWith('MAIL'))).toEqual([]);
  });
});

test('recipients whose addresses the server cannot take are no sign of its distrust, however many follow one another', async () => {
  const letters = invent(8).map((letter, index) => ({ ...letter, needsSmtpUtf8: index < 7 }));
  const { outcomes, stop } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
  expect(stop).toBeNull();
  expect(outcomes).toEqual([...Array<string>(7).fill('failed'), 'accepted']);
  expectPromiseKept(keys(letters), server.arrivals, ledger.state);
});

test.each([
  ['more than a minute', 0.5, 3],
  ['no more than a minute', 1, 1],
])('a connection that would be idle for %s is given back to the server, or kept', async (_, perMinute, connections) => {
  const pace = { perMinute, perDay: 500 };
  const { outcomes } = await sendLetters(invent(3), ledger, { server: plainServer(server.port), pace });
  expect(outcomes).toEqual(Array(3).fill('accepted'));
  expect(server.connections()).toBe(connections);
  expect(server.commands.filter((line) => line === 'QUIT')).toHaveLength(connections);
});

test('the pace is kept across runs', async () => {
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
  const connect = (): MailConnection => createMailConnection(plainServer(server.port), PATIENT);

  test.each<readonly [string, readonly LedgerEntry[]]>([
    ['accepted', [outcome('accepted')]],
    ['released', []],
    ['in doubt', [outcome('doubt')]],
    ['posted', [{ type: 'posted', key: KEY, campaign: 'nec-2028', mailing: 're-election', clp: 'CLP 0', email: null }]],
  ])('who wants a letter sent that is %s already, whatever the plan says, has it withheld', async (_, entries) => {
    const attempt = { campaign: 'nec-2028', mailing: 're-election', clp: 'CLP 0', email: 's@clp0.example.org' };
    const about = { messageId: 'm@example.org', date: '2028-05-02T09:00:00.000Z', digest: 'd' };
    const earlier: readonly LedgerEntry[] = [
      { type: 'attempt', key: KEY, ...attempt, ...about },
      { type: 'released', key: KEY },
      ...entries,
    ];
    for (const entry of earlier) await ledger.append(entry);
    const kinds: string[] = [];
    for await (const event of execute(streamOf(invent(1)), { ledger, connect, clock: systemClock }, settings))
      kinds.push(event.kind);
    expect(kinds).toEqual(['withheld', 'end']);
    expect(server.connections()).toBe(0);
  });

  test('who leaves the loop early leaves letters in flight that are finished and recorded', async () => {
    const letters = invent(10);
    for await (const event of execute(streamOf(letters), { ledger, connect, clock: systemClock }, settings)) {
      if (event.kind === 'outcome') break;
    }
    expect(server.arrivals.messages.size).toBeLessThan(10);
    expectPromiseKept([...server.arrivals.messages.keys()], server.arrivals, ledger.state);
  });

  test('whose letter cannot be composed gets that very error, once the others in flight are done', async () => {
    const broken = new Error('no such image');
    const letters = invent(4).map((letter, index) =>
      index === 2 ? { ...letter, compose: () => Promise.reject(broken) } : letter,
    );
    const run = async (): Promise<void> => {
      for await (const event of execute(streamOf(letters), { ledger, connect, clock: systemClock }, settings))
        expect(event.kind).not.toBe('end');
    };
    await expect(run()).rejects.toBe(broken);
    expectPromiseKept([...server.arrivals.messages.keys()], server.arrivals, ledger.state);
  });
});

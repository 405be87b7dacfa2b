import { connect, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LONG_PROOFS } from '../long-proofs.js';
import type { Fault, Script } from '../servers/scripted-server.js';
import { freePort } from '../servers/smtp-sink.js';
import { beginSending } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import { invent, keysOf, PATIENT, plainServer, QUICK, reaching, sendLetters } from './send-letters.js';
import { ENCRYPTED, PLAIN } from './wires.js';

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
  ['the login is wanted after all', { mail: [{ reply: '530 5.7.0 log in first' }] }, ['deferred'], 'login-wanted'],
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
  ['250, then closed', { final: [{ reply: '250 2.0.0 ok', then: 'close' }] }, ['accepted', 'accepted'], null],
  [
    '250 and the goodbye in one, then closed',
    { final: [{ reply: '250 2.0.0 ok\r\n221 2.0.0 bye', then: 'close' }] },
    ['accepted', 'accepted'],
    null,
  ],
  [
    '250 in pieces',
    { final: [{ reply: '250-2.0.0 queued\r\n250 2.0.0 as 1', drip: 1 }] },
    ['accepted', 'accepted'],
    null,
  ],
  [
    'an unsolicited 421 when idle',
    { idle: [{ reply: '421 4.4.2 idle too long', then: 'close' }] },
    ['accepted', 'accepted'],
    null,
  ],
  ['closed after each letter', { idle: [{ then: 'close' }, { then: 'close' }] }, ['accepted', 'accepted'], null],
];

describe.each([...PLAIN, ...(LONG_PROOFS ? ENCRYPTED : ENCRYPTED.slice(0, 1))])('a bad server: %o', (wire) => {
  test.each(FAULTS)('%s', async (_name, script, outcomes, stop) => {
    const { ledger, server } = await beginSending(script, wire.offers, wire.security);
    const letters = invent(2, wire.size);
    const isSilent = Object.values(script).some((faults) => faults.some((fault) => fault?.then === 'stall'));
    const sent = await sendLetters(letters, ledger, reaching(server, isSilent ? QUICK : PATIENT));
    expect(sent.outcomes).toEqual(outcomes);
    expect(sent.stop?.reason ?? null).toBe(stop);
    expectPromiseKept(keysOf(letters).slice(0, outcomes.length), server.arrivals, ledger.state);
  });
});

/** More than any buffer between here and a server takes; in lines, a message passes by what nodemailer does to one that is not. */
const longMessages = [
  ['in one line', new Uint8Array(20_000_000).fill(0x61)],
  ['in lines', Buffer.from('A line of a letter.\r\n'.repeat(1_000_000))],
] as const;

test.each(longMessages)('a server that takes no more of a body %s leaves a doubt', async (_, long) => {
  const { ledger, server } = await beginSending({ body: [{ then: 'stall' }] });
  const letters = invent(1).map((letter) => ({ ...letter, compose: () => Promise.resolve(long) }));
  const { outcomes } = await sendLetters(letters, ledger, { server: plainServer(server.port), limits: QUICK });
  expect(outcomes).toEqual(['doubt']);
});

describe.each([...PLAIN, ...ENCRYPTED])('a reply before the last dot: %o', ({ offers, security, size }) => {
  test('that says 250 is no acceptance where the body was not let go: the letter is sent again', async () => {
    const script: Script = { data: [{ reply: '354 go ahead\r\n250 2.0.0 already fine' }] };
    const { ledger, server } = await beginSending(script, offers, security);
    const letters = invent(1, size);
    const { outcomes } = await sendLetters(letters, ledger, reaching(server));
    expect(outcomes).toEqual(['accepted']);
    expect(ledger.state.letters.get(keysOf(letters)[0] ?? '')?.attempts).toBe(2);
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  });

  test.each(longMessages)('that says 250 is a doubt where the body %s was on its way', async (_, long) => {
    const script: Script = { body: [{ reply: '250 2.0.0 already fine', then: 'stall' }] };
    const { ledger, server } = await beginSending(script, offers, security);
    const letters = invent(1).map((letter) => ({ ...letter, compose: () => Promise.resolve(long) }));
    const { outcomes } = await sendLetters(letters, ledger, reaching(server));
    expect(outcomes).toEqual(['doubt']);
  });

  // Its dot can follow no more, so a refusal is believed.
  test.each([
    ['250 2.0.0 already fine', 'doubt'],
    ['550 5.7.1 spam', 'failed'],
    ['451 4.3.0 later', 'deferred'],
  ])('%s, in the middle of a body that is read on: %s', async (more, outcome) => {
    const { ledger, server } = await beginSending({ body: [{ more, stands: 'before' }] }, offers, security);
    const letters = invent(2, 5_000_000);
    const { outcomes } = await sendLetters(letters, ledger, reaching(server));
    expect(outcomes).toEqual([outcome, 'accepted']);
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  });
});

test.each(['none', 'starttls', 'tls'] as const)(
  'a large letter over a line that takes a little at a time is accepted (%s)',
  async (security) => {
    const { ledger, server } = await beginSending({}, [], security);
    const port = await startNarrowLine(server.port);
    const letters = invent(2, 5_000_000);
    const { outcomes } = await sendLetters(
      letters,
      ledger,
      reaching({ ...server, settings: { ...server.settings, port } }),
    );
    expect(outcomes).toEqual(['accepted', 'accepted']);
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  },
);

/**
 * A port of loopback from which what a client sends goes on to another one in small pieces, one at
 * a time.
 */
async function startNarrowLine(to: number): Promise<number> {
  const line = createServer((client) => {
    const server = connect(to, '127.0.0.1');
    for (const socket of [client, server]) socket.on('error', () => undefined);
    server.pipe(client);
    client.on('end', () => server.end());
    client.on('close', () => server.destroy());
    client.on('data', (piece) => {
      client.pause();
      server.write(piece, () => setTimeout(() => client.resume(), 2));
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => line.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    line.close();
  });
  return port;
}

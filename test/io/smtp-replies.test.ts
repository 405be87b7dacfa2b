import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { isKnown, missingMembers } from '../../src/io/smtp/nodemailer-members.js';
import { withoutControls } from '../../src/io/smtp/smtp-shown.js';
import { beginLedger } from '../sending/begin-sending.js';
import { expectPromiseKept } from '../sending/oracle.js';
import { invent, keysOf, PATIENT, QUICK, sendLetters, type Sent } from '../sending/send-letters.js';
import { buildOnce, keysOfSent, ledgerState, runSending } from '../sending/sending-process.js';
import { startScriptedServer, type Script } from '../servers/scripted-server.js';

const WIRES = ['none', 'starttls', 'tls'] as const;
type Wire = (typeof WIRES)[number];

beforeAll(buildOnce, 180_000);

async function send(wire: Wire, script: Script, limits = PATIENT, offers: readonly string[] = []): Promise<Sent> {
  const { ledger } = await beginLedger();
  const server = await startScriptedServer(script, offers, wire);
  onTestFinished(server.close);
  const letters = invent(2);
  const to = { server: server.settings, limits: { ...limits, authorities: server.certificate } };
  const sent = await sendLetters(letters, ledger, to);
  expectPromiseKept(keysOf(letters).slice(0, sent.outcomes.length), server.arrivals, ledger.state);
  return sent;
}

describe.each(WIRES)('a reply that the end of the connection cuts short (%s)', (wire) => {
  test.each(['250-', '250-2.0.0 queued', '250 2.0.0 queu', '550-5.7.1 no', '550 5.7'])(
    'leaves a doubt after the last dot: %s',
    async (reply) => {
      const { outcomes } = await send(wire, { final: [{ reply, end: '', then: 'close' }] });
      expect(outcomes).toEqual(['doubt', 'accepted']);
    },
  );

  test.each(['550-', '550 5.1.1 no such us', '250-2.1.5'])('is asked for again at RCPT: %s', async (reply) => {
    const { outcomes } = await send(wire, { rcpt: [{ reply, end: '', then: 'close' }] });
    expect(outcomes).toEqual(['accepted', 'accepted']);
  });
});

describe.each(WIRES)('odd bytes inside a reply (%s)', (wire) => {
  test.each([
    '250 2.0.0 a\rb',
    '250 2.0.0 a\u2028b\u2029',
    '250\t2.0.0 a\0',
    '250 ÿ\u0085\u009b2J',
    '250-a\r\r\n250 b',
  ])('take nothing from its code: %j', async (reply) => {
    const { outcomes } = await send(wire, { final: [{ reply }] });
    expect(outcomes).toEqual(['accepted', 'accepted']);
  });

  test('take nothing from the code of a refusal', async () => {
    const { outcomes } = await send(wire, { rcpt: [{ reply: '550 5.1.1 no\rsuch\u2028user' }] });
    expect(outcomes).toEqual(['failed', 'accepted']);
  });
});

describe.each(WIRES)('a reply that drips (%s)', (wire) => {
  test('is a doubt once it has taken longer than a reply may', async () => {
    const reply = `250-${'and so on, '.repeat(1_000)}`;
    const { outcomes } = await send(wire, { final: [{ reply, drip: 50 }] }, QUICK);
    expect(outcomes).toEqual(['doubt', 'accepted']);
  });

  test('in empty lines is a doubt too', async () => {
    const { outcomes } = await send(wire, { final: [{ reply: '\r\n'.repeat(10_000), drip: 50 }] }, QUICK);
    expect(outcomes).toEqual(['doubt', 'accepted']);
  });

  test('counts where it is whole in time', async () => {
    const { outcomes } = await send(wire, { final: [{ reply: '250 2.0.0 queued', drip: 20 }] });
    expect(outcomes).toEqual(['accepted', 'accepted']);
  });
});

test.each(WIRES)('a reply that waited while the computer slept is read before time is up (%s)', async (wire) => {
  const folder = await mkdtemp(join(tmpdir(), 'nominate-asleep-'));
  const server = await startScriptedServer({ final: [{ reply: '250 2.0.0 queued', after: 300 }] }, [], wire);
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const ledger = join(folder, 'ledger.ndjson');
  await runSending(server, ledger, {
    letters: 2,
    connections: 1,
    size: 40_000,
    replyLimit: 1_500,
    watch: (child) => {
      server.onReached((stage, times) => {
        if (stage !== 'final' || times > 1) return;
        child.kill('SIGSTOP');
        void sleep(4_000).then(() => child.kill('SIGCONT'));
      });
    },
  });
  const state = await ledgerState(ledger);
  expect(keysOfSent(2).map((key) => state.letters.get(key)?.standing)).toEqual(['accepted', 'accepted']);
});

describe('what we rely on inside nodemailer', () => {
  test('is there in the release that we have', () => {
    expect(isKnown(new SMTPConnection({}))).toBe(true);
  });

  test.each(['_remainder', '_responseQueue', '_socket', '_onData', '_onTimeout', '_onClose'])(
    'is missed where a release has no %s',
    (name) => {
      const connection = new SMTPConnection({});
      Object.defineProperty(connection, name, { value: undefined });
      expect(missingMembers(connection)).toEqual([name]);
    },
  );

  test('stops the run, before anything was said, where a release has renamed it', async () => {
    const { prototype } = SMTPConnection;
    const renamed = Object.getOwnPropertyDescriptor(prototype, '_onTimeout');
    if (renamed === undefined) throw new Error('nodemailer has no _onTimeout');
    onTestFinished(() => {
      Object.defineProperty(prototype, '_onTimeout', renamed);
    });
    Reflect.deleteProperty(prototype, '_onTimeout');
    const { stop, waits } = await send('none', {});
    expect(stop?.reason).toBe('unknown-library');
    expect(stop?.detail).toContain('_onTimeout');
    expect(waits).toEqual([]);
  });
});

test.each([
  ['a control', '\u001b[2J'],
  ['a C1 control', '\u009b2J'],
  ['DEL', '\u007f'],
  ['a return', '\rfake'],
  ['an override of the direction', '\u202e'],
  ['an isolate', '\u2066'],
  ['a mark of direction', '\u061c\u200f'],
  ['a line separator', '\u2028'],
  ['a zero-width space', '\u200b'],
  ['a tag', '\u{e0041}'],
  ['half of a pair', '\ud800'],
  ['a filler that shows nothing', '\u3164'],
])('%s in what a server says is not shown', (_, hidden) => {
  expect(withoutControls(`550${hidden}no`)).toMatch(/^550 (?:\[2J|2J|fake)?no$/u);
});

test('the ends of lines, accents and other scripts in what a server says are shown', () => {
  expect(withoutControls('550-tŷ\r\n550 日本')).toBe('550-tŷ\n550 日本');
});

test.each([
  ['at MAIL, on a connection that has carried letters, is sent over another one', [null, '452 4.5.3 too many'], 2],
  ['at the first MAIL of a connection keeps it', ['452 4.3.1 full'], 1],
] as const)('what is put off %s', async (_, replies, connections) => {
  const { ledger } = await beginLedger();
  const server = await startScriptedServer({ mail: replies.map((reply) => (reply === null ? null : { reply })) });
  onTestFinished(server.close);
  const { outcomes } = await sendLetters(invent(2), ledger, { server: server.settings });
  expect(outcomes).toEqual(['accepted', 'accepted']);
  expect(server.connections()).toBe(connections);
});

test.each([
  ['504 5.5.4 unknown', ['AUTH PLAIN LOGIN'], 'LOGIN', null],
  ['504 5.5.4 unknown', ['AUTH PLAIN'], 'PLAIN', 'login-way-unknown'],
  ['535 5.7.8 wrong', ['AUTH PLAIN LOGIN'], 'PLAIN', 'login-refused'],
] as const)(
  'a login by PLAIN that is answered with %s by a server that offers %j',
  async (reply, offers, last, reason) => {
    const { ledger } = await beginLedger();
    const server = await startScriptedServer({ auth: [{ reply }] }, offers);
    onTestFinished(server.close);
    const login = { user: 'mair', password: 'a password' };
    const { stop } = await sendLetters(invent(1), ledger, { server: { ...server.settings, login } });
    const tried = server.commands.filter((line) => line.startsWith('AUTH'));
    expect(tried.at(-1)).toContain(last);
    expect(tried.filter((line) => line.startsWith('AUTH PLAIN'))).toHaveLength(1);
    expect(stop?.reason ?? null).toBe(reason);
  },
);

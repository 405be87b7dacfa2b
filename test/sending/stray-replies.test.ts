import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerFile } from '../../src/io/ledger/ledger-file.js';
import { LONG_PROOFS } from '../long-proofs.js';
import { startScriptedServer, type Fault, type Script, type ScriptedServer } from '../servers/scripted-server.js';
import { until } from '../until.js';
import { expectPromiseKept } from './oracle.js';
import { invent, keysOf, openSoundLedger, reaching, sendLetters, type Sent } from './send-letters.js';
import { ENCRYPTED, PLAIN, type Wire } from './wires.js';

const STAGES = ['greeting', 'hello', 'mail', 'rcpt', 'data', 'final'] as const;
type Stage = (typeof STAGES)[number] | 'startTls';
const REPLIES = ['250 2.0.0 ok', '550 5.1.1 no such user', '354 go on', '451 4.3.0 later', '221 2.0.0 bye'] as const;
const keys = keysOf(invent(3));

let folder: string;
let ledger: LedgerFile;
let server: ScriptedServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nominate-stray-'));
  ledger = await openSoundLedger(join(folder, 'ledger.ndjson'));
});

afterEach(async () => {
  await ledger.close();
  await server.close();
  await rm(folder, { recursive: true });
});

async function sendTo(script: Script, wire: Wire): Promise<Sent> {
  server = await startScriptedServer(script, wire.offers, wire.security);
  return await sendLetters(invent(3, wire.size), ledger, reaching(server));
}

function strayReplies({ events }: Sent): readonly string[] {
  return events.flatMap((event) => (event.kind === 'stray-reply' ? [event.said] : []));
}

function every(
  stages: readonly Stage[],
): readonly { readonly stage: Stage; readonly more: string; readonly stands: 'before' | 'behind' }[] {
  return stages.flatMap((stage) =>
    REPLIES.flatMap((more) => (['before', 'behind'] as const).map((stands) => ({ stage, more, stands }))),
  );
}

/**
 * What is asked after a refusal is answered like this: an EHLO where the server has keywords, else
 * a QUIT.
 */
function answered({ offers, security }: Wire, fault: Fault): Script {
  if (offers.length === 0) return { quit: [fault] };
  return { hello: [...Array<null>(security === 'starttls' ? 2 : 1).fill(null), fault] };
}

/** Whether something was said after the letter. */
function isAskedAgain(commands: readonly string[]): boolean {
  return commands.length > commands.indexOf('DATA') + 1 && commands.includes('DATA');
}

describe.each([...PLAIN, ...ENCRYPTED])('a server that says once more than it was asked: %o', (wire) => {
  const isOften = wire.security === 'none' || LONG_PROOFS;
  const stages: readonly Stage[] = wire.security === 'starttls' ? [...STAGES, 'startTls'] : STAGES;
  test.each(isOften ? every(stages) : every(['final']))(
    '$more, $stands the reply at $stage: the promise holds',
    async ({ stage, more, stands }) => {
      for (const after of [undefined, 0, 20]) {
        const fault: Fault = { more, stands, ...(after === undefined ? {} : { after }) };
        const sent = await sendTo({ [stage]: [fault] }, wire);
        expectPromiseKept(keys, server.arrivals, ledger.state, sent.stop === null);
        server.play({});
        await sendLetters(invent(3, wire.size), ledger, reaching(server));
        expectPromiseKept(keys, server.arrivals, ledger.state, false);
        await ledger.close();
        await rm(join(folder, 'ledger.ndjson'));
        await rm(join(folder, '.ledger.ndjson.seen'));
        ledger = await openSoundLedger(join(folder, 'ledger.ndjson'));
      }
    },
  );

  test.each(['mail', 'rcpt'] as const)(
    'is not believed where a refusal came ahead of its command, glued to the reply at %s: the letter goes over another connection',
    async (stage) => {
      const sent = await sendTo({ [stage]: [{ more: '550 5.1.1 no such user', stands: 'behind' }] }, wire);
      expect(sent.outcomes).toEqual(['accepted', 'accepted', 'accepted']);
      expect(ledger.state.letters.get(keys[0] ?? '')?.attempts).toBe(2);
      expect(strayReplies(sent)).toHaveLength(1);
    },
  );

  test('leaves a doubt where two replies to the last dot gainsay each other, and none where both take the letter', async () => {
    const final: readonly Fault[] = [
      { more: '550 5.7.1 spam', stands: 'behind' },
      { more: '250 2.0.0 queued', stands: 'behind' },
    ];
    const sent = await sendTo({ final }, wire);
    expect(sent.outcomes).toEqual(['doubt', 'accepted', 'accepted']);
    expect(strayReplies(sent)).toEqual(['550 5.7.1 spam']);
  });

  test('leaves a doubt where a refusal is followed by another one, after which nobody can tell which was about the letter', async () => {
    const sent = await sendTo(
      { final: [{ reply: '451 4.3.0 later\r\n550 5.1.1 no such user\r\n250 2.0.0 ok' }] },
      wire,
    );
    expect(sent.outcomes).toEqual(['doubt', 'accepted', 'accepted']);
  });

  test('leaves a doubt where what is asked after a refusal is answered by what may be about the letter', async () => {
    const acceptance: Fault = { reply: '250 2.0.0 queued as 4711' };
    const sent = await sendTo({ final: [{ reply: '451 4.3.0 later' }], ...answered(wire, acceptance) }, wire);
    expect(sent.outcomes).toEqual(['doubt', 'accepted', 'accepted']);
    expect(strayReplies(sent)).toEqual(['250 2.0.0 queued as 4711']);
  });

  test('leaves a doubt where the acceptance of a refused letter comes after the next question, ahead of its answer', async () => {
    const late: Fault = { more: '250 2.0.0 queued as 4711', stands: 'before', after: 50 };
    const sent = await sendTo({ final: [{ reply: '451 4.3.0 later' }], ...answered(wire, late) }, wire);
    expect(sent.outcomes).toEqual(['doubt', 'accepted', 'accepted']);
  });

  test.each([
    ['together with it', {}],
    ['a moment later', { after: 50 }],
  ])('leaves a doubt where a 421 after the last dot is followed by an acceptance, %s', async (_how, when) => {
    const sent = await sendTo({ final: [{ more: '421 4.3.2 closing', stands: 'before', ...when }] }, wire);
    expect(sent.outcomes).toEqual(['doubt', 'accepted', 'accepted']);
    expectPromiseKept(keys, server.arrivals, ledger.state);
  });

  const closing: Fault = { reply: '421 4.3.2 closing\r\n250 2.0.0 queued as 4711', then: 'close' };
  test.each<[string, Script]>([
    ['behind the refusal', { final: [{ more: '451 4.3.0 later\r\n421 4.3.2 closing', stands: 'before', after: 50 }] }],
    ['in answer to what is asked then', { final: [{ reply: '451 4.3.0 later' }], ...answered(wire, closing) }],
  ])('leaves a doubt where a 421 %s is followed by the acceptance of the letter', async (_where, script) => {
    const sent = await sendTo(script, wire);
    expect(sent.outcomes).toEqual(['doubt', 'accepted', 'accepted']);
    expect(strayReplies(sent)).toEqual(['250 2.0.0 queued as 4711']);
    expectPromiseKept(keys, server.arrivals, ledger.state);
  });

  test.each<Fault>([
    { reply: '421 4.7.0 too many errors', then: 'close' },
    { reply: '421 4.7.0 too many errors', after: 50, then: 'close' },
  ])('believes a refusal after which only a 421 comes: %o', async (fault) => {
    const sent = await sendTo({ final: [{ reply: '451 4.3.0 later' }], ...answered(wire, fault) }, wire);
    expect(sent.outcomes).toEqual(['deferred', 'accepted', 'accepted']);
    expect(strayReplies(sent)).toEqual([]);
  });

  test('leaves a doubt where the second Ctrl-C comes before what is asked after a refusal is answered', async () => {
    const script: Script = { final: [{ reply: '451 4.3.0 later' }], ...answered(wire, { then: 'stall' }) };
    server = await startScriptedServer(script, wire.offers, wire.security);
    const interrupt = new AbortController();
    const sending = sendLetters(invent(3, wire.size), ledger, {
      ...reaching(server),
      finish: interrupt.signal,
      cut: interrupt.signal,
    });
    await until(() => server.arrivals.messages.size === 0 && isAskedAgain(server.commands));
    interrupt.abort();
    const sent = await sending;
    expect(sent.outcomes).toEqual(['doubt']);
    expectPromiseKept(keys, server.arrivals, ledger.state, false);
  });

  test.each(['451 4.3.0 later', '550 5.1.1 no such user'])(
    'leaves a doubt where %s, after the last dot, is followed by the acceptance of the letter',
    async (more) => {
      const sent = await sendTo({ final: [{ more, stands: 'before', after: 50 }] }, wire);
      expect(sent.outcomes).toEqual(['doubt', 'accepted', 'accepted']);
      expect(strayReplies(sent)).toEqual(['250 2.0.0 queued as 4711']);
    },
  );
});

test('what is refused at MAIL after a letter was answered is asked again over a new connection, before anybody is blamed', async () => {
  const { outcomes, stop } = await sendTo(
    { mail: [null, { reply: '550 5.1.1 no such user' }] },
    { offers: [], security: 'none', size: 0 },
  );
  expect(outcomes).toEqual(['accepted', 'accepted', 'accepted']);
  expect(stop).toBeNull();
});

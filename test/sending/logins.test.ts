import { describe, expect, test } from 'vitest';
import type { Login } from '../../src/sending/delivery/smtp-settings.js';
import type { Fault, Script, ScriptedServer } from '../servers/scripted-server.js';
import { beginSending } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import { invent, keysOf, reaching, sendLetters, type HowToSend } from './send-letters.js';

const OFFERS = ['SIZE 10240000', 'AUTH PLAIN LOGIN', '8BITMIME'];
const LOGIN: Login = { user: 'mair@example.org', password: 'known-to-few' };
const LATER: Fault = { reply: '451 4.3.0 later' };

function loggingIn(server: ScriptedServer): Pick<HowToSend, 'server' | 'limits'> {
  const { server: settings, limits } = reaching(server);
  return { server: { ...settings, login: LOGIN }, limits };
}

function loginsAt({ commands }: ScriptedServer): number {
  return commands.filter((line) => line.startsWith('AUTH ')).length;
}

describe.each(['starttls', 'tls'] as const)('over %s, with a login,', (security) => {
  test.each<[what: string, refusal: Fault, outcome: string]>([
    ['put off', LATER, 'deferred'],
    ['refused for good', { reply: '554 5.6.0 not this one' }, 'failed'],
  ])('thirty letters of which every second one is %s after its dot cost one login', async (_, refusal, outcome) => {
    const final = Array.from({ length: 30 }, (_none, index) => (index % 2 === 1 ? refusal : null));
    const { ledger, server } = await beginSending({ final }, OFFERS, security);
    const letters = invent(30, 20_000);
    const { outcomes, stop } = await sendLetters(letters, ledger, loggingIn(server));
    expect(stop).toBeNull();
    expect(outcomes).toEqual(Array.from({ length: 30 }, (_none, index) => (index % 2 === 1 ? outcome : 'accepted')));
    expect(loginsAt(server)).toBe(1);
    expect(server.connections()).toBe(1);
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  });
});

/** Up to the EHLO that comes after the first refusal over TLS. */
const GREETED: readonly null[] = [null];

describe('a refusal after the dot is believed, and costs one login,', () => {
  test.each<[where: string, script: Script]>([
    ['where the server takes no second EHLO', { hello: [...GREETED, { reply: '503 5.5.1 once is enough' }] }],
    ['where it offers other things in its second answer', { hello: [...GREETED, { reply: '250-again\r\n250 DSN' }] }],
    ['where it hangs up instead', { hello: [...GREETED, { then: 'close' }] }],
    ['where it says that this was too much', { hello: [...GREETED, { reply: '554 5.7.0 too many', then: 'close' }] }],
    ['where it has forgotten the login', { mail: [null, { reply: '530 5.7.0 log in first' }] }],
  ])('%s', async (_, script) => {
    const { ledger, server } = await beginSending({ final: [LATER], ...script }, OFFERS, 'tls');
    const letters = invent(4);
    const { outcomes, stop } = await sendLetters(letters, ledger, loggingIn(server));
    expect(outcomes).toEqual(['deferred', 'accepted', 'accepted', 'accepted']);
    expect(stop).toBeNull();
    expect(loginsAt(server)).toBe(2);
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  });
});

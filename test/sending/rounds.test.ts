import { describe, expect, test } from 'vitest';
import type { execute } from '../../src/sending/delivery/execute.js';
import { executeInRounds, nextRound } from '../../src/sending/delivery/rounds.js';
import type { Fault } from '../servers/scripted-server.js';
import { beginSending } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import { invent, keysOf, plainServer, sendLetters } from './send-letters.js';

const HOUR = 60 * 60 * 1000;

describe('a run that waits for its deferred letters', () => {
  test('takes up its deferred letters until all are through, with longer and longer pauses', async () => {
    const grey: Fault = { reply: '450 4.2.0 greylisted' };
    const { ledger, server } = await beginSending({ rcpt: [grey, null, grey, grey, null, grey] });
    const letters = invent(3);
    const way: typeof execute = (...sent) => executeInRounds(...sent, () => Promise.resolve());
    const sent = await sendLetters(letters, ledger, { server: plainServer(server.port) }, way);
    expect(sent.events.map(({ kind }) => kind)).toEqual([
      'outcome',
      'outcome',
      'outcome',
      'round',
      'outcome',
      'outcome',
      'round',
      'outcome',
      'round',
      'outcome',
      'end',
    ]);
    expect(sent.waits.map((wait) => wait / 60_000)).toEqual([5, 10, 20]);
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  });

  test('waits on where all that is left is put off once more', async () => {
    const grey: Fault = { reply: '450 4.2.0 greylisted' };
    const good = [null, null, null];
    // Six domains greylist, with acceptances between; at their second turn none is accepted before
    // the fourth.
    const first = [grey, ...good, grey, grey, grey, ...good, grey, grey];
    const { ledger, server } = await beginSending({ rcpt: [...first, ...Array<Fault>(4).fill(grey)] });
    const letters = invent(12);
    const way: typeof execute = (...sent) => executeInRounds(...sent, () => Promise.resolve());
    const { stop, outcomes } = await sendLetters(letters, ledger, { server: plainServer(server.port) }, way);
    expect(stop).toBeNull();
    expect(outcomes).toEqual(Array(12).fill('accepted'));
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  });

  test('takes up no letter again once the list is another one than was checked', async () => {
    const { ledger, server } = await beginSending({ rcpt: [{ reply: '450 4.2.0 greylisted' }] });
    const way: typeof execute = (...sent) => executeInRounds(...sent, () => Promise.reject(new Error('another list')));
    const letters = invent(2);
    await expect(sendLetters(letters, ledger, { server: plainServer(server.port) }, way)).rejects.toThrow(
      'another list',
    );
    expect(letters.map(({ key }) => ledger.state.letters.get(key)?.standing)).toEqual(['deferred', 'accepted']);
    expect(server.arrivals.messages.size).toBe(1);
  });

  test('waits no less than a server asked for, and a day at most', () => {
    const now = new Date('2028-05-02T09:00:00Z');
    const asked = new Date('2028-05-02T15:00:00Z');
    expect(nextRound(0, [asked], now, 0)).toEqual(asked);
    expect(nextRound(3, [asked, null], now, 0)).toEqual(new Date('2028-05-02T09:40:00Z'));
    expect(nextRound(30, [null], now, 23.5 * HOUR)).toBeNull();
  });
});

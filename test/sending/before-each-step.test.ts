import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../src/sending/delivery/ports.js';
import type { LedgerEntry } from '../../src/sending/ledger/ledger-event.js';
import type { ScriptedServer } from '../servers/scripted-server.js';
import { beginSending } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import { invent, keysOf, plainServer, sendLetters } from './send-letters.js';

/** A ledger whose disk is slow: it keeps the first entry of one type back, and so all that follow it, until it is let go. */
function slowAt(
  ledger: Ledger,
  type: LedgerEntry['type'],
): { readonly port: Ledger; readonly reached: Promise<void>; readonly letGo: () => void } {
  let letGo = (): void => undefined;
  let reach = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  let turn: Promise<void> = Promise.resolve();
  const port: Ledger = {
    state: ledger.state,
    append: async (entry) => {
      turn = turn.then(async () => {
        if (entry.type !== type) return;
        reach();
        await gate;
      });
      await turn;
      return await ledger.append(entry);
    },
  };
  return { port, reached, letGo };
}

/** What was sent before this has come by now: other connections to the same server, one after another, from greeting to goodbye. */
async function roundTrips({ port }: ScriptedServer): Promise<void> {
  for (let count = 0; count < 5; count += 1) {
    const socket = connect(port, '127.0.0.1').resume();
    socket.end('QUIT\r\n');
    await once(socket, 'close');
  }
}

/** What a server has heard while that entry is not on disk. */
const STEPS = [
  ['attempt', 'MAIL', { mails: 0, datas: 0, bytes: 0 }],
  ['released', 'the first byte of the body', { mails: 1, datas: 1, bytes: 0 }],
  ['outcome', 'MAIL for the next letter', { mails: 1, datas: 1, bytes: 'a message' }],
] as const;

describe.each([
  ['one command at a time', []],
  ['with PIPELINING', ['PIPELINING']],
])('to a server, %s,', (_, offers) => {
  test.each(STEPS)('before the %s is on disk nothing says %s', async (type, _what, heard) => {
    const { ledger, server } = await beginSending({}, offers);
    const letters = invent(3);
    const { port, reached, letGo } = slowAt(ledger, type);
    const sending = sendLetters(letters, port, { server: plainServer(server.port) });
    await reached;
    await roundTrips(server);
    const count = (verb: string): number => server.commands.filter((line) => line.startsWith(verb)).length;
    expect({ mails: count('MAIL'), datas: count('DATA'), bytes: server.bodyBytes() === 0 ? 0 : 'a message' }).toEqual(
      heard,
    );
    letGo();
    expect((await sending).outcomes).toEqual(Array(3).fill('accepted'));
    expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
  });
});

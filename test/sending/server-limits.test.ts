import { expect, test } from 'vitest';
import { beginSending } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import { invent, inventLetter, keysOf, plainServer, sendLetters } from './send-letters.js';

const mails = (commands: readonly string[]): readonly string[] => commands.filter((line) => line.startsWith('MAIL'));

test('a letter that is too large for the server never gets as far as MAIL, and stops the run', async () => {
  const { ledger, server } = await beginSending({}, ['SIZE 100']);
  const { stop } = await sendLetters(invent(2), ledger, { server: plainServer(server.port) });
  expect(stop?.reason).toBe('too-large');
  expect(mails(server.commands)).toEqual([]);
});

test('nothing goes out where the largest letter of the list would be too large', async () => {
  const { ledger, server } = await beginSending({}, ['SIZE 1000']);
  const largest = (): Promise<number> => Promise.resolve(1001);
  const { outcomes, stop } = await sendLetters(invent(2), ledger, { server: plainServer(server.port), largest });
  expect(stop?.detail).toBe('1001 bytes; the server takes 1000.');
  expect(outcomes).toEqual([]);
  expect(server.arrivals.messages.size).toBe(0);
});

test('nothing goes out from a sender who needs SMTPUTF8 where the server does not offer it', async () => {
  const { ledger, server } = await beginSending();
  const to = { server: plainServer(server.port), senderNeedsSmtpUtf8: true };
  const { outcomes, stop } = await sendLetters(invent(2), ledger, to);
  expect(stop?.reason).toBe('sender-needs-smtputf8');
  expect(outcomes).toEqual([]);
  expect(mails(server.commands)).toEqual([]);
});

test('a recipient who needs SMTPUTF8 fails before MAIL where the server does not offer it', async () => {
  const { ledger, server } = await beginSending();
  const international = { ...inventLetter(0, 'siân@clp0.example.org'), needsSmtpUtf8: true };
  const { outcomes, stop } = await sendLetters([international], ledger, { server: plainServer(server.port) });
  expect(outcomes).toEqual(['failed']);
  expect(stop).toBeNull();
  expect(mails(server.commands)).toEqual([]);
});

test('recipients whose addresses the server cannot take are no sign of its distrust, however many follow one another', async () => {
  const { ledger, server } = await beginSending();
  const letters = invent(8).map((letter, index) => ({ ...letter, needsSmtpUtf8: index < 7 }));
  const { outcomes, stop } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
  expect(stop).toBeNull();
  expect(outcomes).toEqual([...Array<string>(7).fill('failed'), 'accepted']);
  expectPromiseKept(keysOf(letters), server.arrivals, ledger.state);
});

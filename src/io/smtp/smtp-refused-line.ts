import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { helloKeywords } from '../../sending/delivery/dialogue.js';
import { unread, type KnownConnection } from './nodemailer-members.js';
import { listenTo, type Listening } from './smtp-listening.js';

/** What the server said when it was asked something else after a refusal. */
export interface Proof {
  /**
   * The first reply that nothing had asked for: nobody can tell any more which one was about the
   * letter. Null where there is none.
   */
  readonly stray: string | null;
  /** Whether the line can carry the next letter; else its socket is at an end. */
  readonly goesOn: boolean;
}

/** A line on which the server has refused a letter after its last dot. */
export interface RefusedLine {
  /** Asks, and waits so many milliseconds for each answer. To be called once. */
  readonly prove: (limit: number) => Promise<Proof>;
  /** Ends the socket at once. */
  readonly cut: () => void;
}

/** What is known of the refusal, and of the server. */
interface Refusal {
  /** Whether it was a 421, by which the server says goodbye (RFC 5321 §3.8). */
  readonly isGoodbye: boolean;
  /** What the server offered in its last answer to EHLO, as `helloKeywords` gives it. */
  readonly keywords: readonly string[];
}

/**
 * Takes the socket out of nodemailer's hands, which would destroy it for a second reply, and in the
 * moment of a 421 with all that comes behind.
 *
 * A letter that was refused may be sent again, so no second answer to it, such as an acceptance,
 * may stand behind the refusal. A server answers in turn: what comes ahead of its answer to another
 * command was said about the letter. That answer must be one that no letter ever gets:
 * - to EHLO, keywords that it had before. It may be sent at any time, and begins a new transaction
 *   (RFC 5321 §4.1.4), so the line goes on, and with it the login.
 * - to QUIT, a 221 (§4.1.1.10). It ends the line, so it is said only where the server has no
 *   keywords, or answers the EHLO in another way.
 */
export function takeRefusedLine(connection: KnownConnection, refusal: Refusal): RefusedLine | null {
  const { _socket: socket } = connection;
  if (socket === false || socket === null) return null;
  const listening = listenTo(socket, unread(connection));
  connection._socket = false;
  return {
    prove: async (limit) => {
      const isAsked = !refusal.isGoodbye && refusal.keywords.length > 0 && listening.heard().whole.length === 0;
      if (isAsked) socket.write(`EHLO ${connection.name}\r\n`);
      if (isAsked && (await greetsAgain(socket, listening, refusal.keywords, limit))) {
        giveBack(connection, socket, listening);
        return { stray: null, goesOn: true };
      }
      await partWith(socket, listening, { ...refusal, isAsked }, limit);
      const { whole, rest } = listening.heard();
      return { stray: strayAmong(rest === '' ? whole : [...whole, rest], isAsked), goesOn: false };
    },
    cut: () => socket.destroy(),
  };
}

/** Whether the server answers an EHLO as it did before, and says nothing else. */
async function greetsAgain(
  socket: Socket,
  { heard, until }: Listening,
  keywords: readonly string[],
  limit: number,
): Promise<boolean> {
  await until(() => heard().whole.length > 0, limit);
  // What has come together with it is read as well.
  await nextTurn();
  const { whole, rest } = heard();
  const [answer, ...more] = whole;
  if (answer === undefined || more.length > 0 || rest !== '' || socket.destroyed) return false;
  const offered = helloKeywords(answer);
  // Exim offers some only the first time.
  return offered.length > 0 && offered.every((keyword) => keywords.includes(keyword));
}

function giveBack(connection: KnownConnection, socket: Socket, listening: Listening): void {
  listening.stop();
  connection._socket = socket;
  socket.on('data', (chunk: Buffer) => {
    connection._onData(chunk);
  });
}

/** Says goodbye, unless the server has, and listens until it is answered or the server has gone. Ends the socket. */
async function partWith(
  socket: Socket,
  { heard, until }: Listening,
  { isGoodbye, isAsked }: { readonly isGoodbye: boolean; readonly isAsked: boolean },
  limit: number,
): Promise<void> {
  if (!isGoodbye && !heard().whole.some(isFarewell)) socket.write('QUIT\r\n');
  // Behind a 421 something may still come, behind the answer to a QUIT nothing.
  const isOver = (): boolean => {
    const { whole } = heard();
    return whole.some((reply) => reply.startsWith('221')) || strayAmong(whole, isAsked) !== null;
  };
  await until(isOver, limit);
  socket.destroy();
}

/** The first reply that is neither a goodbye nor, where there is but one, the answer to an EHLO. */
function strayAmong(replies: readonly string[], isAsked: boolean): string | null {
  const [first, ...more] = replies.filter((reply) => !isFarewell(reply));
  if (first === undefined) return null;
  return isAsked && more.length === 0 && mayAnswerHello(first) ? null : first;
}

/** An acceptance of the letter has no keywords. */
function mayAnswerHello(reply: string): boolean {
  return /^[45]/u.test(reply) || helloKeywords(reply).length > 0;
}

function isFarewell(reply: string): boolean {
  return /^[24]21(?:[ -]|$)/u.test(reply);
}

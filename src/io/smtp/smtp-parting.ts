import { unread, type KnownConnection } from './nodemailer-members.js';

/** The last words over a line on which the server has refused a letter after its last dot. */
export interface Parting {
  /**
   * Says goodbye, unless the server has (421, RFC 5321 §3.8), and listens until it is answered, until the server has gone, or for so
   * many milliseconds. Gives the first thing said that is no goodbye, or null, and ends the socket.
   */
  readonly unasked: (limit: number) => Promise<string | null>;
  /** Ends the socket at once. */
  readonly cut: () => void;
}

/**
 * Takes the socket out of nodemailer's hands, which would destroy it in the moment of a 421, with all that comes behind.
 * @param isServerLeaving whether the refusal was a 421
 */
export function takeParting(connection: KnownConnection, isServerLeaving: boolean): Parting | null {
  const { _socket: socket } = connection;
  if (socket === false || socket === null) return null;
  const before = unread(connection);
  connection._socket = false;
  socket.removeAllListeners('data');
  let answer = '';
  let heard = (): void => undefined;
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
    heard();
  });
  return {
    unasked: async (limit) => {
      if (!isServerLeaving) socket.write('QUIT\r\n');
      await new Promise<void>((resolve) => {
        // What has come by then is read first: the computer may have slept.
        const timer = setTimeout(() => setImmediate(resolve), limit);
        heard = () => {
          if (!isOver(before, answer)) return;
          clearTimeout(timer);
          resolve();
        };
        socket.on('close', () => {
          clearTimeout(timer);
          resolve();
        });
        if (socket.destroyed) resolve();
        heard();
      });
      socket.destroy();
      return otherThanGoodbye(before + answer);
    },
    cut: () => socket.destroy(),
  };
}

/** Behind a 421 something may still come, behind the answer to a QUIT nothing. */
function isOver(before: string, answer: string): boolean {
  const whole = answer.slice(0, answer.lastIndexOf('\n') + 1);
  return /^221/mu.test(whole) || otherThanGoodbye(before + whole) !== null;
}

function otherThanGoodbye(said: string): string | null {
  const lines = said.split(/\r?\n/u).filter((line) => line.trim() !== '');
  return lines.find((line) => !/^[24]21(?:[ -]|$)/u.test(line)) ?? null;
}

import type { Socket } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/** The last words of a server that closes the line with a 421 (RFC 5321 §3.8). */
export interface Parting {
  /** Whether it says anything more before it closes, or in so many milliseconds. Ends the socket. */
  readonly hasMore: (limit: number) => Promise<boolean>;
  /** Ends the socket at once. */
  readonly cut: () => void;
}

/** Takes the socket out of nodemailer's hands, which would destroy it in the moment of the 421, with all that comes behind. */
export function takeParting(connection: SMTPConnection): Parting | null {
  const { _socket: socket } = connection;
  if (socket === false || socket === null) return null;
  connection._socket = false;
  return { hasMore: (limit) => hasMore(socket, limit), cut: () => socket.destroy() };
}

function hasMore(socket: Socket, limit: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (more: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(more);
    };
    const timer = setTimeout(end, limit, false);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      end(false);
    });
    socket.on('data', (chunk: Buffer) => {
      if (chunk.toString('latin1').trim() !== '') end(true);
    });
    if (socket.destroyed) end(false);
  });
}

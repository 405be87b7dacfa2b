import type { KnownConnection } from './nodemailer-members.js';

/** What is known of the replies on one connection. */
export interface Replies {
  /** Whether anything has come through this watch. */
  readonly heardAny: () => boolean;
}

/**
 * Changes how nodemailer takes replies, in three points:
 * - a reply that the end of the connection has cut short is none (RFC 5321 §4.2: it ends in CRLF);
 * - a reply that has begun must be whole within the limit, however steadily it drips;
 * - a time limit is judged only after what has come by now was read: a computer that slept finds its
 *   timers due before it looks at its sockets.
 * @param count of whole replies so far
 * @param limit for one reply, in milliseconds
 */
export function watchReplies(connection: KnownConnection, count: () => number, limit: number): Replies {
  const onData = connection._onData.bind(connection);
  const onTimeout = connection._onTimeout.bind(connection);
  const onClose = connection._onClose.bind(connection);
  let chunks = 0;
  let begun: NodeJS.Timeout | null = null;

  function settleBegun(): void {
    if (begun !== null) clearTimeout(begun);
    begun = null;
  }

  /** Ends the connection, unless the number has changed after what is here was read. */
  function endUnless(hasChanged: () => boolean): void {
    setImmediate(() => {
      if (!hasChanged()) onTimeout();
    });
  }

  connection._onData = (chunk) => {
    chunks += 1;
    const before = count();
    onData(chunk);
    if (count() !== before) settleBegun();
    else {
      begun ??= setTimeout(() => {
        endUnless(() => count() !== before);
      }, limit);
    }
  };
  connection._onTimeout = () => {
    const before = chunks;
    endUnless(() => chunks !== before);
  };
  connection._onClose = () => {
    connection._remainder = '';
    onClose();
  };
  connection.on('end', settleBegun);
  return { heardAny: () => chunks > 0 };
}

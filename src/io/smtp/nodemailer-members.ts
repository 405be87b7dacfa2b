import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/** What we read or replace of a connection of nodemailer's, and its types do not promise. */
interface PrivateMembers {
  /** The beginning of a line of a reply. */
  _remainder: string;
  /** Replies that have come and were not looked at yet; the last one may be a part. */
  readonly _responseQueue: readonly string[];
  /** Takes bytes from the server. */
  _onData(chunk: Buffer): void;
  /** The socket has been idle for too long. */
  _onTimeout(): void;
  /** The socket is closed. */
  _onClose(): void;
}

export type KnownConnection = SMTPConnection & PrivateMembers;

/** How each member is known; `_socket`, which the types promise, may be renamed like the others. */
const MEMBERS: Readonly<Record<keyof PrivateMembers | '_socket', (member: unknown) => boolean>> = {
  _remainder: (member) => typeof member === 'string',
  _responseQueue: Array.isArray,
  _onData: isFunction,
  _onTimeout: isFunction,
  _onClose: isFunction,
  _socket: (member) => member === false,
};

function isFunction(member: unknown): boolean {
  return typeof member === 'function';
}

/**
 * Looks for every private member in a connection that was not opened yet; one that was has another
 * `_socket`.
 */
export function isKnown(connection: SMTPConnection): connection is KnownConnection {
  return missingMembers(connection).length === 0;
}

/** The private members that this release of nodemailer does not have, or has as something else. */
export function missingMembers(connection: SMTPConnection): readonly string[] {
  return Object.entries(MEMBERS).flatMap(([name, isAsKnown]) => {
    const member: unknown = Reflect.get(connection, name);
    return isAsKnown(member) ? [] : [name];
  });
}

/** What has come from the server and nodemailer has not looked at, line by line. */
export function unread(connection: KnownConnection): string {
  return [...connection._responseQueue, connection._remainder].join('\n');
}

/** Whether more has come from the server than nodemailer has looked at. */
export function hasUnread(connection: KnownConnection): boolean {
  return unread(connection) !== '';
}

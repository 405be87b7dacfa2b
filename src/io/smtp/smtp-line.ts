import { setImmediate as nextTurn } from 'node:timers/promises';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpSettings } from '../../sending/delivery/smtp-settings.js';
import type { causeOf } from './smtp-failure.js';
import { createDialogueRecord, type DialogueRecord } from './smtp-record.js';
import { hasUnread, isKnown, missingMembers, type KnownConnection } from './nodemailer-members.js';
import { watchReplies, type Replies } from './smtp-replies.js';

/** What does not come from the campaign: how long to wait, in milliseconds, and whom to trust. */
export interface LineSettings {
  /** For name lookup, connection, greeting and encryption together. */
  readonly setUpLimit: number;
  /** For any other reply, and for the other side to take the next bytes of a body. */
  readonly replyLimit: number;
  /** Certificate authorities in PEM; null: those that Node.js trusts. */
  readonly authorities: string | null;
}

/** RFC 5321 §4.5.3.2.6 gives the last reply ten minutes; giving up earlier would make doubts of letters that arrive. */
export const LINE: LineSettings = { setUpLimit: 60_000, replyLimit: 10 * 60_000, authorities: null };

/** What is known of a failure beside the record: codes decide, words are only shown. */
export type ConnectionError = Parameters<typeof causeOf>[0] & { readonly message?: string };

/** An open line to the server. `lost` is called once, however it ends, also by `close`. */
export interface Line {
  readonly kind: 'line';
  readonly connection: KnownConnection;
  readonly record: DialogueRecord;
  readonly replies: Replies;
  used: boolean;
  /** Whether a letter was let go over it, and answered. */
  answered: boolean;
  gone: boolean;
  lost: (error: ConnectionError | null) => void;
}

/**
 * A connection that was not made yet. TLS never falls back to clear text, and closing cuts at once: bytes that still wait in a buffer
 * must not leave on their own.
 * @param trust other than the usual: whoever answers may be trusted only where nothing is said that a stranger may not hear
 */
export function connectionTo(
  { host, port, security }: SmtpSettings,
  { setUpLimit, replyLimit, authorities }: LineSettings,
  { logger }: DialogueRecord,
  trust: { readonly rejectUnauthorized?: false } = {},
): SMTPConnection {
  return new SMTPConnection({
    host,
    port,
    logger,
    transactionLog: true,
    connectionTimeout: setUpLimit,
    greetingTimeout: setUpLimit,
    dnsTimeout: setUpLimit,
    socketTimeout: replyLimit,
    socketCloseTimeout: 0,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    // Else NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would give the password to anybody.
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...trust,
      ...(authorities === null ? {} : { ca: authorities }),
    },
  });
}

/** nodemailer is not as we know it: `detail` says what is missing. */
export interface UnknownLibrary {
  readonly kind: 'unknown-library';
  readonly detail: string;
}

/** Makes a line that is not open yet. */
export function newLine(settings: SmtpSettings, limits: LineSettings): Line | UnknownLibrary {
  // The record is made first, for the connection writes into it.
  const watched: { connection: KnownConnection | null } = { connection: null };
  const record = createDialogueRecord(() => watched.connection !== null && hasUnread(watched.connection));
  const connection = connectionTo(settings, limits, record);
  if (!isKnown(connection)) {
    return { kind: 'unknown-library', detail: `Its connections have no ${missingMembers(connection).join(', ')}.` };
  }
  watched.connection = connection;
  const replies = watchReplies(connection, record.replies, limits.replyLimit);
  const state = { used: false, answered: false, gone: false, lost: (): void => undefined };
  const line: Line = { kind: 'line', connection, record, replies, ...state };
  connection.on('error', (error: Error) => {
    line.lost(error);
  });
  connection.on('end', () => {
    line.gone = true;
    line.lost(null);
  });
  return line;
}

/** Runs one exchange to its end: undefined when it was answered well, else what nodemailer says (null: the line went). */
export function untilSettled(
  line: Line,
  start: (settle: (error?: ConnectionError | null) => void) => void,
): Promise<ConnectionError | null | undefined> {
  return new Promise((resolve) => {
    line.lost = resolve;
    start((error) => {
      resolve(error ?? undefined);
    });
  });
}

/** Ends the transaction of a refused recipient, so that the next letter begins a new one (RFC 5321 §4.1.1.5). */
export async function resetLine(line: Line): Promise<void> {
  if (line.gone) return;
  const failure = await untilSettled(line, (settle) => {
    line.connection.reset(settle);
  });
  if (failure !== undefined) line.connection.close();
}

/** Says goodbye and waits for the answer, for so many milliseconds at most. */
export async function leave(line: Line, limit: number): Promise<void> {
  if (line.gone) return;
  const { connection } = line;
  const timer = setTimeout(() => {
    connection.close();
  }, limit);
  await untilSettled(line, () => {
    connection.quit();
  });
  clearTimeout(timer);
}

/** Octets of CRLF, dot, CRLF (RFC 5321 §4.1.1.4). nodemailer writes them last, and on their own. */
const END_OF_DATA = 5;

/**
 * Asked in the moment in which a reply was read: whether the end of the message had left by then.
 * Over TLS, Node.js counts the last write as waiting until the next turn of the event loop, when
 * the server may have answered it already. So all but the last write must have left at once, and
 * the last write after a turn.
 */
export async function endHasLeft(socket: SMTPConnection['_socket']): Promise<boolean> {
  if (socket === false || socket === null || socket.writableLength > END_OF_DATA) return false;
  await nextTurn();
  return socket.writableLength === 0;
}

import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { parseMailbox } from '../../email-address.js';
import type { Fault } from '../../sending/rehearsal/bad-day.js';
import type { SmtpSettings } from '../../sending/delivery/smtp-settings.js';
import { makeRehearsalCertificate } from './rehearsal-certificate.js';

/** One message that the server took, whole. */
export interface Arrival {
  /** The envelope's addresses, in their wire form. */
  readonly from: string;
  readonly to: string;
  /** Where its bytes lie, as they came. */
  readonly path: string;
}

/** A mail server inside nominate that delivers to no one. */
export interface RehearsalServer {
  /** How to reach it: on loopback, with STARTTLS and a login that it has invented. */
  readonly settings: SmtpSettings;
  /** The only certificate to trust for it, in PEM. */
  readonly certificate: string;
  /** In the order of their arrival. */
  readonly arrivals: readonly Arrival[];
  readonly close: () => Promise<void>;
}

const HOST = '127.0.0.1';
/** Long enough to be seen, short enough for a rehearsal. */
const SLOW_MILLISECONDS = 500;

/** Starts the server. It stores what arrives in `spool`, and plays each fault once, at the letter to that recipient. */
export async function startRehearsalServer(
  spool: string,
  faults: ReadonlyMap<string, Fault>,
): Promise<RehearsalServer> {
  const { key, certificate } = makeRehearsalCertificate(new Date());
  const login = { user: 'rehearsal', password: randomBytes(18).toString('base64url') };
  const arrivals: Arrival[] = [];
  const sockets = new Map<number, Socket>();
  const unplayed = new Map(faults);

  /** The fault that is due at this point for this recipient; it will not be played again. */
  function take(at: Fault['at'], to: string): Fault['does'] | null {
    const fault = unplayed.get(to);
    if (fault?.at !== at) return null;
    unplayed.delete(to);
    return fault.does;
  }

  /** Cuts the connection under the session's TLS, as a broken line does. */
  function reset({ remotePort }: SMTPServerSession): void {
    sockets.get(remotePort)?.resetAndDestroy();
  }

  async function store(session: SMTPServerSession, message: Buffer): Promise<void> {
    const path = join(spool, `${arrivals.length}.eml`);
    const { mailFrom, rcptTo } = session.envelope;
    arrivals.push({ from: wireForm(mailFrom), to: rcptTo.map(wireForm).join(', '), path });
    await writeFile(path, message, { mode: 0o600 });
  }

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const to = session.envelope.rcptTo.map(wireForm).join(', ');
    const inBody = take('body', to);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      if (inBody !== null) reset(session);
      if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    }
    if (inBody !== null) return;
    const does = take('final', to);
    if (does !== null && typeof does === 'object') throw refusal(does);
    await store(session, Buffer.concat(chunks));
    if (does === 'reset') reset(session);
    if (does === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MILLISECONDS));
  }

  const server = new SMTPServer({
    key,
    cert: certificate,
    minVersion: 'TLSv1.2',
    name: 'rehearsal.invalid',
    banner: 'delivers to no one',
    disableReverseLookup: true,
    // Its own enhanced codes would stand before ours.
    hideENHANCEDSTATUSCODES: true,
    onAuth({ username, password }, _session, done) {
      if (username === login.user && password === login.password) done(null, { user: username });
      else done(refusal({ code: 535, text: '5.7.8 Authentication failed' }));
    },
    onRcptTo(address, session, done) {
      const does = take('rcpt', wireForm(address));
      if (does === 'reset') reset(session);
      else done(does === null || does === 'slow' ? null : refusal(does));
    },
    onData(stream, session, done) {
      receive(stream, session).then(() => {
        done(null, 'kept for the rehearsal');
      }, done);
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    sockets.set(remotePort, socket);
    socket.on('close', () => sockets.delete(remotePort));
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    const listener = server.listen(0, HOST, () => {
      const address = listener.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
  return {
    settings: { host: HOST, port, security: 'starttls', login },
    certificate,
    arrivals,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** smtp-server shows a domain as people read it, with its accents. */
function wireForm(address: { readonly address: string } | false): string {
  if (address === false) return '';
  return parseMailbox(address.address)?.address.wire ?? address.address;
}

function refusal({ code, text }: { readonly code: number; readonly text: string }): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

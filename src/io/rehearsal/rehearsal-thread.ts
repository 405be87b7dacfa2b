import { writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { parseMailbox } from '../../email-address.js';
import type { Fault } from '../../sending/rehearsal/bad-day.js';
import { HOST, rehearsingSchema, type RehearsalNews, type Rehearsing } from './rehearsal-order.js';

/** Long enough to be seen, short enough for a rehearsal. */
const SLOW_MILLISECONDS = 500;

/**
 * Starts the server. It stores what arrives, and plays each fault once, at the letter to that
 * recipient.
 */
function serve({ spool, faults, security, login, key, certificate }: Rehearsing): void {
  let arrivals = 0;
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
    const path = join(spool, `${arrivals}.eml`);
    arrivals += 1;
    const { mailFrom, rcptTo } = session.envelope;
    tell({ kind: 'arrival', from: wireForm(mailFrom), to: rcptTo.map(wireForm).join(', '), path });
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
    secure: security === 'tls',
    hideSTARTTLS: security !== 'starttls',
    // In clear only where the campaign's own server, on this computer, speaks so.
    allowInsecureAuth: security === 'none',
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
  const listener = server.listen(0, HOST, () => {
    const address = listener.address();
    if (address !== null && typeof address === 'object') tell({ kind: 'listening', port: address.port });
  });
  parentPort?.once('message', () => {
    server.close(() => process.exit());
  });
}

function tell(news: RehearsalNews): void {
  parentPort?.postMessage(news);
}

/** smtp-server shows a domain as people read it, with its accents. */
function wireForm(address: { readonly address: string } | false): string {
  if (address === false) return '';
  return parseMailbox(address.address)?.address.wire ?? address.address;
}

function refusal({ code, text }: { readonly code: number; readonly text: string }): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

serve(rehearsingSchema.parse(workerData));

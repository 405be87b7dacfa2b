import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Fault } from '../../sending/rehearsal/bad-day.js';
import type { SmtpSettings } from '../../sending/delivery/smtp-settings.js';
import { makeRehearsalCertificate } from './rehearsal-certificate.js';
import { HOST, newsSchema, type Rehearsing } from './rehearsal-order.js';

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
  /** How to reach it: on loopback, with a login that it has invented. */
  readonly settings: SmtpSettings;
  /** The only certificate to trust for it, in PEM. */
  readonly certificate: string;
  /** In the order of their arrival; all of them once the server is closed. */
  readonly arrivals: readonly Arrival[];
  readonly close: () => Promise<void>;
}

/** What the server is to be like. */
export interface RehearsalOrder {
  /** The folder for what arrives. */
  readonly spool: string;
  /** Each is played once, at the letter to that recipient (its address in the wire form). */
  readonly faults: ReadonlyMap<string, Fault>;
  /** As the campaign's own server. */
  readonly security: SmtpSettings['security'];
  /** The program of its thread; left out: the one that lies beside this one. */
  readonly thread?: URL;
}

/**
 * Starts the server in a thread of its own. In one thread with the sending, each would wait for the
 * other's turn of the event loop, and no fault that lies in the order of turns would show.
 */
export async function startRehearsalServer({
  spool,
  faults,
  security,
  thread = new URL('./rehearsal-thread.js', import.meta.url),
}: RehearsalOrder): Promise<RehearsalServer> {
  const { key, certificate } = makeRehearsalCertificate(new Date());
  const login = { user: 'rehearsal', password: randomBytes(18).toString('base64url') };
  const workerData: Rehearsing = { spool, faults: new Map(faults), security, login, key, certificate };
  const worker = new Worker(thread, { workerData });
  const gone = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve();
    });
  });
  const arrivals: Arrival[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (said: unknown) => {
      const news = newsSchema.parse(said);
      if (news.kind === 'listening') resolve(news.port);
      else arrivals.push({ from: news.from, to: news.to, path: news.path });
    });
  });
  return {
    settings: { host: HOST, port, security, login },
    certificate,
    arrivals,
    close: async () => {
      worker.postMessage('close');
      await gone;
    },
  };
}

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import forge from 'node-forge';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { collectArrivals, type Arrivals } from './arrivals.js';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY = 24 * 60 * 60 * 1000;
/** Of a GeneralName (RFC 5280 §4.2.1.6). */
const DNS_NAME = 2;

/**
 * A certificate of its own authority, for one name, good for two days from now or until yesterday.
 */
export function makeCertificate(name: string, isExpired = false): Certificate {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const key = forge.pki.privateKeyFromPem(privateKey);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.rsa.setPublicKey(key.n, key.e);
  // A leading 1 keeps the number positive.
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`;
  const from = Date.now() - (isExpired ? 3 * DAY : 0);
  certificate.validity = { notBefore: new Date(from), notAfter: new Date(from + 2 * DAY) };
  const subject = [{ name: 'commonName', value: name }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'subjectAltName', altNames: [{ type: DNS_NAME, value: name }] },
  ]);
  certificate.sign(key, forge.md.sha256.create());
  return { key: privateKey, cert: forge.pki.certificateToPem(certificate) };
}

export interface SecureServer {
  readonly port: number;
  readonly arrivals: Arrivals;
  /** Passwords that were tried. */
  readonly passwords: readonly string[];
  /** Senders that got as far as MAIL. */
  readonly senders: readonly string[];
  readonly close: () => Promise<void>;
}

export const USER = 'mair';
export const PASSWORD = 'a password: with @ signs and ŵ';

/** smtp-server in this process, on loopback, with a login. */
export async function startSecureServer(options: SMTPServerOptions): Promise<SecureServer> {
  const arrivals = collectArrivals();
  const passwords: string[] = [];
  const senders: string[] = [];
  const server = new SMTPServer({
    ...options,
    onAuth: ({ username, password }, _session, done) => {
      passwords.push(password ?? '');
      if (username === USER && password === PASSWORD) done(null, { user: username });
      else done(Object.assign(new Error('5.7.8 Authentication failed'), { responseCode: 535 }));
    },
    onMailFrom: ({ address }, _session, done) => {
      senders.push(address);
      done();
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        arrivals.add(Buffer.concat(chunks));
        done();
      });
    },
  });
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => listener.once('listening', resolve));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return {
    port: address.port,
    arrivals,
    passwords,
    senders,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { collectArrivals, type Arrivals } from './arrivals.js';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate of its own authority, for one name. */
export function makeCertificate(name: string, isExpired = false): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'nominate-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert];
  try {
    execFileSync('/usr/bin/openssl', ['req', '-x509', '-days', '2', ...newKey, ...subject], { stdio: 'pipe' });
    if (isExpired)
      execFileSync('/usr/bin/openssl', ['x509', '-in', cert, '-signkey', key, '-days', '-1', '-out', cert], {
        stdio: 'pipe',
      });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
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

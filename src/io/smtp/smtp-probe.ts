import { lookup } from 'node:dns/promises';
import { TLSSocket } from 'node:tls';
import { endWithout, type DialogueEnd, type ServerOffers } from '../../sending/delivery/dialogue.js';
import type { Encryption, ServerFacts } from '../../sending/doctor/server-findings.js';
import type { SmtpSettings } from '../../sending/delivery/smtp-settings.js';
import { createMailConnection, type LineSettings } from './smtp-client.js';
import { causeOf } from './smtp-failure.js';
import { connectionTo } from './smtp-line.js';
import { createDialogueRecord } from './smtp-record.js';
import { withoutControls } from './smtp-shown.js';

/** Examines a mail server: looks at its certificate, then connects as a sending would and logs in, once. Sends nothing. */
export async function examineServer(settings: SmtpSettings, limits: LineSettings): Promise<ServerFacts> {
  const addresses = await addressesOf(settings.host);
  if ('cause' in addresses) return { settings, addresses: [], encryption: null, offers: null, end: addresses };
  const { encryption, offers } = await look(settings, limits);
  const connection = createMailConnection(settings, limits);
  const ready = await connection.ready();
  await connection.close();
  const isOpen = 'offers' in ready;
  return { settings, addresses, encryption, offers: isOpen ? ready.offers : offers, end: isOpen ? null : ready.end };
}

async function addressesOf(host: string): Promise<readonly string[] | DialogueEnd> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return endWithout('connect', causeOf({ code }));
  }
}

/** Connects without asking whom the certificate is from, says nothing but EHLO and STARTTLS, and hangs up. */
function look(
  settings: SmtpSettings,
  limits: LineSettings,
): Promise<{ readonly encryption: Encryption | null; readonly offers: ServerOffers | null }> {
  const record = createDialogueRecord(() => false);
  const shortly = { ...limits, replyLimit: limits.setUpLimit };
  const connection = connectionTo(settings, shortly, record, { rejectUnauthorized: false });
  return new Promise((resolve) => {
    const finish = (): void => {
      const { _socket: socket } = connection;
      resolve({ encryption: socket instanceof TLSSocket ? encryptionOf(socket) : null, offers: record.offers() });
      connection.close();
    };
    connection.once('error', finish);
    connection.once('end', finish);
    connection.connect(finish);
  });
}

/** Null before the handshake is over. */
function encryptionOf(socket: TLSSocket): Encryption | null {
  const certificate = socket.getPeerX509Certificate();
  const protocol = socket.getProtocol();
  if (certificate === undefined || protocol === null) return null;
  const { subjectAltName = '', subject, issuer, validTo } = certificate;
  const names =
    subjectAltName === '' ? attribute(subject, ['CN']) : subjectAltName.replaceAll(/\b(?:DNS|IP Address):/gu, '');
  const { authorizationError } = socket;
  return {
    protocol,
    names: withoutControls(names).split(', '),
    issuer: withoutControls(attribute(issuer, ['O', 'CN'])),
    validTo: new Date(validTo),
    distrust: socket.authorized ? null : codeOf(authorizationError),
  };
}

/** Node.js says Error in its types, and gives the code alone. */
function codeOf(error: Error | string | null): string {
  if (error === null) return '';
  return typeof error === 'string' ? error : 'code' in error ? String(error.code) : error.message;
}

/** A value of a distinguished name, which stands as lines of `O=…`. */
function attribute(name: string, wanted: readonly string[]): string {
  const values = new Map(
    name.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return wanted.map((key) => values.get(key)).find((value) => value !== undefined) ?? name;
}

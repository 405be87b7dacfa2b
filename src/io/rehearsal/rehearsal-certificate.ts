import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A private key and the certificate for it, both in PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly certificate: string;
}

const DAY = 24 * 60 * 60 * 1000;

/** ASN.1 tags (X.690 §8) of what an X.509 certificate is made of. */
const TAG = { integer: 0x02, bits: 0x03, octets: 0x04, name: 0x06, text: 0x0c, time: 0x17, sequence: 0x30, set: 0x31 };
/** Object identifiers, encoded: ecdsa-with-SHA256 (RFC 5758 §3.2), commonName and subjectAltName (RFC 5280 §4). */
const ECDSA_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME = [0x55, 0x04, 0x03];
const SUBJECT_ALT_NAME = [0x55, 0x1d, 0x11];

/**
 * A certificate of its own authority (RFC 5280 §4.1) for 127.0.0.1, good from the day before `now` to the day after.
 * Node.js makes keys and signatures but no certificates. This one is trusted by one run of one process, and its key never
 * touches a disk; that is worth these few lines more than a key that ships with the package, or twenty packages.
 */
export function makeRehearsalCertificate(now: Date): KeyAndCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(item(TAG.name, ECDSA_SHA256));
  const commonName = sequence(item(TAG.name, COMMON_NAME), item(TAG.text, Buffer.from('nominate rehearsal')));
  const name = sequence(item(TAG.set, commonName));
  const ipAddress = item(0x87, [127, 0, 0, 1]);
  const extension = sequence(item(TAG.name, SUBJECT_ALT_NAME), item(TAG.octets, sequence(ipAddress)));
  const unsigned = sequence(
    item(0xa0, item(TAG.integer, [2])),
    // A leading 1 keeps the number positive and its encoding the shortest.
    item(TAG.integer, Buffer.concat([Buffer.of(1), randomBytes(15)])),
    algorithm,
    name,
    sequence(time(now.getTime() - DAY), time(now.getTime() + DAY)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    item(0xa3, sequence(extension)),
  );
  const signature = Buffer.concat([Buffer.of(0), sign('sha256', unsigned, privateKey)]);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem(sequence(unsigned, algorithm, item(TAG.bits, signature))),
  };
}

function sequence(...contents: readonly Uint8Array[]): Buffer {
  return item(TAG.sequence, Buffer.concat(contents));
}

/** Tag, length and contents (X.690 §8.1); nothing in here is longer than 65,535 octets. */
function item(tag: number, contents: Uint8Array | readonly number[]): Buffer {
  const { length } = contents;
  const shown = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.from([tag, ...shown, ...contents]);
}

/** YYMMDDHHMMSSZ, good until 2049 (RFC 5280 §4.1.2.5.1). */
function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replaceAll(/\D/gu, '').slice(2, 14);
  return item(TAG.time, Buffer.from(`${digits}Z`));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/gu) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

import type { Cause } from '../../sending/delivery/dialogue.js';

type Silence = Exclude<Cause, 'reply'>;

/** Codes of Node.js, its resolver and OpenSSL. What is not named here is a connection that was lost. */
const CAUSES: Readonly<Record<string, Silence>> = {
  ENOTFOUND: 'host-unknown',
  ENODATA: 'host-unknown',
  EAI_AGAIN: 'name-server',
  ESERVFAIL: 'name-server',
  EREFUSED: 'name-server',
  ETIMEOUT: 'name-server',
  EDNS: 'name-server',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  EPROTOCOL: 'rubbish',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls-mismatch',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls-mismatch',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls-too-old',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'tls-too-old',
  HOSTNAME_MISMATCH: 'certificate',
  INVALID_CA: 'certificate',
  INVALID_PURPOSE: 'certificate',
  EPROTO: 'tls-failed',
};

/** OpenSSL's verdicts on a certificate come in families. */
const FAMILIES: readonly (readonly [prefix: string, cause: Silence])[] = [
  ['CERT_', 'certificate'],
  ['CRL_', 'certificate'],
  ['DEPTH_ZERO_', 'certificate'],
  ['SELF_SIGNED_', 'certificate'],
  ['UNABLE_TO_', 'certificate'],
  ['ERR_TLS_CERT_', 'certificate'],
  ['ERR_SSL_', 'tls-failed'],
];

/** Why a connection failed, from the code of the error that started it; null: the other side hung up. */
export function causeOf(
  error: { readonly code?: string | undefined; readonly originalCode?: string | undefined } | null,
): Silence {
  const code = error?.originalCode ?? error?.code ?? '';
  return CAUSES[code] ?? FAMILIES.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'closed';
}

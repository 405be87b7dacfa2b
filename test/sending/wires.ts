import type { SmtpSettings } from '../../src/sending/delivery/smtp-settings.js';

/** How letters travel in a test: whatever a server does, it may do it over each of these. */
export interface Wire {
  readonly offers: readonly string[];
  readonly security: SmtpSettings['security'];
  /** Bytes of a letter, beside its header. */
  readonly size: number;
}

/** A letter with its PDF; a record of TLS holds 16 KB of it (RFC 8446 §5.1). */
const USUAL = 40_000;

export const PLAIN: readonly Wire[] = [
  { offers: [], security: 'none', size: 0 },
  { offers: ['PIPELINING'], security: 'none', size: 0 },
];

export const ENCRYPTED: readonly Wire[] = [
  { offers: [], security: 'starttls', size: USUAL },
  { offers: ['PIPELINING'], security: 'starttls', size: USUAL },
  { offers: [], security: 'tls', size: USUAL },
  { offers: ['PIPELINING'], security: 'tls', size: USUAL },
];

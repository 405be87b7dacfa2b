import type { Cause } from '../dialogue.js';

/** What became of a line where no reply tells it, for a person to read. */
export const SILENCES: Readonly<Record<Exclude<Cause, 'reply'>, string>> = {
  unreachable: 'the mail server could not be reached',
  'unknown-library': 'nodemailer is not the release that nominate knows',
  'host-unknown': 'there is no mail server of that name',
  'name-server': 'the name server does not answer',
  certificate: 'the server’s certificate cannot be trusted',
  'tls-too-old': 'the server knows no safe encryption',
  'tls-mismatch': 'the server does not speak TLS on this port',
  'tls-failed': 'the encryption could not be set up',
  'tls-not-offered': 'the server offers no encryption',
  'token-refused': 'the provider refused the refresh token',
  'token-client': 'the provider does not know the client',
  'token-certificate': 'the certificate of the provider cannot be trusted',
  'token-address': 'the provider’s address gives no tokens',
  'token-unavailable': 'the provider gave no access token',
  'auth-not-offered': 'the server offers no login',
  'too-large': 'the letter is larger than the server takes',
  closed: 'the connection was lost',
  timeout: 'the server fell silent',
  rubbish: 'the server answered something that is no SMTP',
  'out-of-step': 'the server answered more often than it was asked',
  interrupted: 'interrupted',
  ledger: 'the ledger could not be written',
  'smtputf8-not-offered': 'the server does not take such an address (no SMTPUTF8)',
  'sender-needs-smtputf8': 'the server takes no sender with such letters before the @ (no SMTPUTF8)',
};

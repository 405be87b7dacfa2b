import type { CauseOfFailure } from './cause.js';
import {
  BEFORE_BODY,
  HELLO,
  LETTER,
  LOGIN_OR_LETTER,
  SET_UP,
  SILENCE,
  fewer,
  fewerThenStop,
  reply,
  retryThenStop,
  silence,
  stop,
  words,
} from './signs.js';

/** Setting up a connection, and its encryption. */
export const CONNECTION_CAUSES = {
  // The connection

  'host-unknown': {
    about: 'this computer',
    then: stop,
    sentence: 'There is no mail server of that name.',
    hint: 'Check the spelling of smtp.host in campaign.yaml, or of NOMINATE_SMTP_URL.',
    signs: [silence(['host-unknown'], ['connect'])],
  },
  'unknown-library': {
    about: 'this computer',
    then: stop,
    sentence: 'This release of nodemailer is not the one that nominate knows, so nothing was sent.',
    hint: 'Install nominate again with what its package names (npm ci in a checkout); then run the same command again.',
    signs: [silence(['unknown-library'], ['connect'])],
  },
  unreachable: {
    about: 'network',
    then: retryThenStop,
    sentence: 'The mail server could not be reached.',
    hint: 'Check the internet connection, and smtp.host and smtp.port in campaign.yaml; then run the same command again.',
    signs: [silence(['name-server', ...SILENCE], ['connect'])],
  },
  'no-greeting': {
    about: 'server',
    then: retryThenStop,
    sentence: 'The mail server was reached, but it never said hello.',
    hint: 'If smtp.port is 465, set smtp.security to tls; if it is 587, to starttls. If both are right already, try again later.',
    signs: [silence(['closed', 'timeout', 'unreachable', 'interrupted'], HELLO)],
  },
  'not-a-mail-server': {
    about: 'this computer',
    then: stop,
    sentence: 'What answered does not speak like a mail server.',
    hint: 'Check smtp.host and smtp.port in campaign.yaml: 587 goes with starttls, 465 with tls.',
    signs: [reply('', HELLO), silence(['rubbish'], HELLO), silence(['out-of-step'], HELLO, retryThenStop)],
  },
  'server-refuses': {
    about: 'server',
    then: stop,
    sentence: 'The mail server refuses to serve this computer.',
    hint: 'Ask whoever runs the mail server; the letters that are left can be sent later with the same command.',
    signs: [reply('5', HELLO), reply('4', HELLO, '', retryThenStop)],
  },
  'too-many-connections': {
    about: 'server',
    then: fewer,
    sentence: 'The mail server wants fewer connections, or none for now.',
    hint: 'Run the same command again in an hour, with one connection (without --connections).',
    signs: [
      reply('432', SET_UP, 'Microsoft 365, Exchange', fewerThenStop),
      reply('432', LETTER, 'Microsoft 365, Exchange'),
      reply('4 4.3.2', ['greeting', 'hello', 'auth', 'tls'], 'Microsoft 365, Exchange', fewerThenStop),
      reply('4 4.3.2', BEFORE_BODY, 'Microsoft 365, Exchange'),
    ],
  },
  'client-refused': {
    about: 'network',
    then: stop,
    sentence: 'The mail server refuses this computer, or its internet connection.',
    hint: 'Set smtp.host and smtp.port to what your provider gives for sending (587 or 465), with a login. A VPN, or a server for incoming mail (port 25), leads to this.',
    signs: [
      words('5', /client host rejected/iu, LETTER, 'Postfix'),
      words('5', /helo command rejected/iu, LETTER, 'Postfix'),
      reply('x.7.708', LETTER, 'Microsoft 365'),
      reply('525', LOGIN_OR_LETTER, 'Brevo'),
    ],
  },

  // Encryption

  'tls-not-offered': {
    about: 'server',
    then: stop,
    sentence: 'The mail server does not offer encryption (STARTTLS), so nothing was said to it.',
    hint: 'If its port is 465, set smtp.security to tls; otherwise ask whoever runs the server.',
    signs: [silence(['tls-not-offered'], SET_UP), reply('5', ['tls'])],
  },
  'tls-failed': {
    about: 'server',
    then: retryThenStop,
    sentence: 'The mail server did not complete the encryption that it offers.',
    hint: 'Try again later; if it happens again, ask whoever runs the mail server.',
    signs: [
      silence(['tls-failed'], SET_UP),
      // After STARTTLS it is no port for something else that answers, but a server that breaks off
      // its own encryption.
      silence(['tls-mismatch', ...SILENCE], ['tls']),
      reply('', ['tls']),
    ],
  },
  'tls-too-old': {
    about: 'server',
    then: stop,
    sentence: 'The mail server knows no encryption newer than TLS 1.1, which is not safe.',
    hint: 'Ask whoever runs the mail server for TLS 1.2 or newer.',
    signs: [silence(['tls-too-old'], SET_UP)],
  },
  'tls-mismatch': {
    about: 'this computer',
    then: stop,
    sentence: 'The mail server does not speak TLS from the first byte on this port.',
    hint: 'Set smtp.security to starttls with port 587, or to tls with port 465.',
    signs: [silence(['tls-mismatch'], ['connect', 'greeting', 'hello', 'auth'])],
  },
  certificate: {
    about: 'server',
    then: stop,
    sentence: "The mail server's certificate cannot be trusted.",
    hint: 'Check that smtp.host is the name that your provider gives; if it is, tell whoever runs the mail server.',
    signs: [silence(['certificate'], SET_UP)],
  },
  'encryption-wanted': {
    about: 'this computer',
    then: stop,
    sentence: 'The mail server takes a login and letters only over an encrypted connection.',
    hint: 'Set smtp.security to starttls with port 587, or to tls with port 465.',
    signs: [
      reply('538', LOGIN_OR_LETTER),
      words('530', /starttls/iu, LOGIN_OR_LETTER, 'Gmail, Postfix, Microsoft 365'),
    ],
  },
} satisfies Readonly<Record<string, CauseOfFailure>>;

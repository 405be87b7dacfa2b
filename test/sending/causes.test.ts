import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { About } from '../../src/sending/delivery/causes/cause.js';
import { CAUSES, type CauseCode } from '../../src/sending/delivery/causes/causes.js';
import { endWith, parseReply, stageSchema, type SmtpReply, type Stage } from '../../src/sending/delivery/dialogue.js';
import { judge, type Verdict } from '../../src/sending/delivery/outcome.js';
import type { Fault } from '../servers/scripted-server.js';
import { beginSending } from './begin-sending.js';
import { expectPromiseKept } from './oracle.js';
import { invent, keysOf, plainServer, sendLetters } from './send-letters.js';

/**
 * A provider or server, where its dialogue stood, what it said: whom that is about, what happens,
 * and which cause is told.
 */
type Row = readonly [provider: string, stage: Stage, reply: string, about: About, outcome: string, cause: CauseCode];

const ABOUT_US: readonly Row[] = [
  // The sender
  [
    'Microsoft 365',
    'final',
    '554 5.2.252 SendAsDenied; mair@example.org not allowed to send as sian@example.org',
    'sender',
    'stop',
    'sender-refused',
  ],
  [
    'Outlook.com',
    'final',
    '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied',
    'sender',
    'stop',
    'sender-refused',
  ],
  [
    'Microsoft 365',
    'final',
    '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    'sender',
    'stop',
    'sender-refused',
  ],
  [
    'Exchange 2010',
    'mail',
    '550 5.7.1 Client does not have permissions to send as this sender',
    'sender',
    'stop',
    'sender-refused',
  ],
  [
    'Exchange 2010',
    'final',
    '550 5.7.1 Client does not have permissions to send as this sender',
    'sender',
    'stop',
    'sender-refused',
  ],
  [
    'Postfix',
    'rcpt',
    '553 5.7.1 <mair@example.org>: Sender address rejected: not owned by user sian@example.org',
    'sender',
    'stop',
    'sender-refused',
  ],
  [
    'Postfix',
    'rcpt',
    '450 4.1.8 <mair@example.org>: Sender address rejected: Domain not found',
    'sender',
    'stop',
    'sender-refused',
  ],
  [
    'Sendmail',
    'mail',
    '553 5.1.8 <mair@example.org>... Domain of sender address does not exist',
    'sender',
    'stop',
    'sender-refused',
  ],
  ['Exim', 'rcpt', '550 Sender verify failed', 'sender', 'stop', 'sender-refused'],
  [
    'Fastmail',
    'final',
    '551 5.7.1 Not authorised to send from this header address',
    'sender',
    'stop',
    'sender-refused',
  ],
  ['iCloud', 'final', '550 5.7.0 From address is not one of your addresses', 'sender', 'stop', 'sender-refused'],
  ['Yahoo', 'final', '553 From address not verified - see the help pages', 'sender', 'stop', 'sender-refused'],
  [
    'GMX',
    'final',
    '550-Requested action not taken: mailbox unavailable\r\n550 Sender address is not allowed.',
    'sender',
    'stop',
    'sender-refused',
  ],
  ['Zoho', 'mail', '553 Sender is not allowed to relay emails', 'sender', 'stop', 'sender-refused'],
  ['Zoho', 'final', '553 Sender is not allowed to relay emails', 'sender', 'stop', 'sender-refused'],
  ['any', 'mail', '550 5.7.1 not you', 'sender', 'stop', 'sender-refused'],
  ['any', 'rcpt', '553 5.1.7 bad sender', 'sender', 'stop', 'sender-refused'],
  ['any', 'mail', '501 5.5.4 syntax error in parameters', 'sender', 'stop', 'sender-not-understood'],
  ['any', 'mail', '555 5.5.4 unsupported option: SIZE', 'sender', 'stop', 'sender-not-understood'],
  [
    'Amazon SES',
    'final',
    '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-2: mair@example.org',
    'sender',
    'stop',
    'sender-not-verified',
  ],
  [
    'SendGrid',
    'final',
    '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.',
    'sender',
    'stop',
    'sender-not-verified',
  ],
  [
    'Postmark',
    'final',
    '550 5.7.1 The From address is not a Sender Signature on your account',
    'sender',
    'stop',
    'sender-not-verified',
  ],
  [
    'Mailgun',
    'final',
    '550 5.7.1 Domain mg.example.org is not allowed to send: Free accounts are for test purposes only',
    'sender',
    'stop',
    'sender-not-verified',
  ],
  ['Brevo', 'final', '550 5.7.1 Sender mair@example.org is not valid', 'sender', 'stop', 'sender-not-verified'],
  ['Microsoft 365', 'final', '550 5.1.8 Access denied, bad outbound sender', 'sender', 'stop', 'account-restricted'],
  ['Microsoft 365', 'rcpt', '550 5.7.501 Access denied, spam abuse detected', 'sender', 'stop', 'account-restricted'],
  [
    'Microsoft 365',
    'rcpt',
    '550 5.7.705 Access denied, tenant has exceeded threshold',
    'sender',
    'stop',
    'account-restricted',
  ],
  [
    'Outlook.com',
    'final',
    '554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; WASCL UserAction verdict is not None',
    'sender',
    'stop',
    'account-restricted',
  ],
  ['Brevo', 'mail', '502 5.7.0 Your SMTP account is not yet activated', 'sender', 'stop', 'account-restricted'],

  // The login
  [
    'Microsoft 365',
    'auth',
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    'login',
    'stop',
    'password-login-off',
  ],
  [
    'Outlook.com',
    'auth',
    '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
    'login',
    'stop',
    'password-login-off',
  ],
  [
    'Microsoft 365',
    'auth',
    '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.',
    'login',
    'stop',
    'login-refused',
  ],
  ['Microsoft 365', 'auth', '535 5.7.3 Authentication unsuccessful', 'login', 'stop', 'login-refused'],
  ['Gmail', 'auth', '535 5.7.8 Username and Password not accepted', 'login', 'stop', 'login-refused'],
  ['Gmail', 'auth', '534 5.7.9 Application-specific password required', 'login', 'stop', 'app-password-wanted'],
  ['Gmail', 'auth', '534 5.7.14 Please log in via your web browser', 'login', 'stop', 'login-held'],
  ['any', 'auth', '504 5.5.4 Unrecognized authentication type', 'login', 'stop', 'login-way-unknown'],
  ['Microsoft 365', 'mail', '530 5.7.57 Client not authenticated to send mail.', 'login', 'stop', 'login-wanted'],
  ['Gmail', 'mail', '530 5.7.0 Authentication Required', 'login', 'stop', 'login-wanted'],
  ['any', 'rcpt', '530 log in first', 'login', 'stop', 'login-wanted'],
  ['Sendmail', 'rcpt', '550 5.7.1 Relaying denied. Proper authentication required.', 'login', 'stop', 'login-wanted'],
  [
    'Postfix',
    'rcpt',
    '553 5.7.1 <mair@example.org>: Sender address rejected: not logged in',
    'login',
    'stop',
    'login-wanted',
  ],
  ['SendGrid', 'mail', '550 Unauthenticated senders not allowed', 'login', 'stop', 'login-wanted'],
  ['Exim', 'rcpt', '550 relay not permitted', 'login', 'stop', 'relay-denied'],
  ['Postfix', 'rcpt', '554 5.7.1 <ann@example.com>: Relay access denied', 'login', 'stop', 'relay-denied'],
  ['Postfix', 'rcpt', '454 4.7.1 <ann@example.com>: Relay access denied', 'login', 'stop', 'relay-denied'],
  ['Sendmail', 'rcpt', '550 5.7.1 <ann@example.com>... Relaying denied', 'login', 'stop', 'relay-denied'],
  ['Exchange', 'rcpt', '550 5.7.1 Unable to relay', 'login', 'stop', 'relay-denied'],
  [
    'Exchange',
    'rcpt',
    '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain',
    'login',
    'stop',
    'relay-denied',
  ],
  ['Microsoft 365', 'rcpt', '550 5.7.64 TenantAttribution; Relay Access Denied', 'login', 'stop', 'relay-denied'],
  ['Zoho', 'rcpt', '553 Relaying disallowed as mair@example.org', 'login', 'stop', 'relay-denied'],
  [
    'qmail',
    'rcpt',
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    'login',
    'stop',
    'relay-denied',
  ],
  ['Gmail', 'mail', '530 5.7.0 Must issue a STARTTLS command first', 'this computer', 'stop', 'encryption-wanted'],

  // A quota
  ['Gmail', 'final', '550 5.4.5 Daily user sending limit exceeded', 'quota', 'stop, 24 h', 'daily-limit'],
  [
    'Gmail',
    'rcpt',
    '421 4.7.28 Our system has detected an unusual rate of unsolicited mail',
    'quota',
    'stop, 24 h',
    'sending-limit',
  ],
  ['Microsoft 365', 'rcpt', '554 5.2.0 limit exceeded', 'quota', 'stop, 24 h', 'daily-limit'],
  [
    'Microsoft 365',
    'final',
    '550 5.1.90 Your message can’t be sent because you’ve reached your daily limit for message recipients',
    'quota',
    'stop, 24 h',
    'daily-limit',
  ],
  [
    'Microsoft 365',
    'final',
    '550 5.7.232 Your message can’t be sent because your trial tenant has exceeded its daily limit',
    'quota',
    'stop, 24 h',
    'daily-limit',
  ],
  [
    'Microsoft 365',
    'final',
    '550 5.7.233 tenant exceeded its daily limit for sending email to external recipients',
    'quota',
    'stop, 24 h',
    'daily-limit',
  ],
  ['Microsoft 365', 'final', '550 5.7.236 limited', 'quota', 'stop, 24 h', 'sending-limit'],
  ['Zoho', 'final', '550 5.4.6 Unusual sending activity detected', 'quota', 'stop, 24 h', 'sending-limit'],
  [
    'Amazon SES',
    'final',
    '454 Throttling failure: Daily message quota exceeded.',
    'quota',
    'stop, 24 h',
    'daily-limit',
  ],
  [
    'Amazon SES',
    'final',
    '454 Throttling failure: Maximum sending rate exceeded.',
    'quota',
    'retry, else stop',
    'sending-rate',
  ],
  ['SendGrid', 'auth', '451 Authentication failed: Maximum credits exceeded', 'quota', 'stop, 24 h', 'daily-limit'],
  [
    'IONOS',
    'rcpt',
    '450-Requested mail action not taken: mailbox unavailable\r\n450 Mail send limit exceeded.',
    'quota',
    'stop, 24 h',
    'sending-limit',
  ],
  [
    'outMail',
    'rcpt',
    '554 5.7.1 <ann@example.com>: Recipient address rejected: You have exceeded your Outmail quota',
    'quota',
    'stop, 24 h',
    'sending-limit',
  ],
  [
    'cPanel',
    'rcpt',
    '550 Domain example.org has exceeded the max emails per hour (200/200 (100%)) allowed. Message discarded.',
    'quota',
    'stop, 1 h',
    'sending-limit',
  ],

  // The network, the server
  [
    'Postfix',
    'rcpt',
    '554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied',
    'network',
    'stop',
    'client-refused',
  ],
  [
    'Microsoft 365',
    'rcpt',
    '550 5.7.708 Access denied, traffic not accepted from this IP',
    'network',
    'stop',
    'client-refused',
  ],
  ['Brevo', 'auth', '525 5.7.1 Unauthorized IP address', 'network', 'stop', 'client-refused'],
  ['any', 'mail', '451 4.3.0 later', 'server', 'retry, else deferred', 'put-off'],
  ['any', 'mail', '421 4.3.0 closing', 'server', 'retry, else deferred', 'put-off'],
  ['any', 'mail', '503 5.5.1 bad sequence', 'server', 'retry, else deferred', 'out-of-sequence'],
  ['any', 'rcpt', '451 4.7.1 Greylisted', 'server', 'deferred', 'put-off'],
  [
    'Microsoft 365',
    'final',
    '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded',
    'server',
    'retry, else deferred',
    'too-many-connections',
  ],
];

const ABOUT_OTHERS: readonly Row[] = [
  [
    'Dovecot',
    'final',
    '552 5.2.2 <ann@example.com> Mailbox message quota exceeded',
    'recipient',
    'deferred',
    'mailbox-full',
  ],
  ['Exim', 'rcpt', '550 Unrouteable address', 'recipient', 'failed', 'no-such-mailbox'],
  ['cPanel', 'rcpt', '550 No Such User Here', 'recipient', 'failed', 'no-such-mailbox'],
  ['any', 'rcpt', '550 5.1.1 no such user', 'recipient', 'failed', 'no-such-mailbox'],
  ['Microsoft 365', 'rcpt', '550 5.1.10 RESOLVER.ADR.RecipientNotFound', 'recipient', 'failed', 'no-such-mailbox'],
  ['RFC 7505', 'rcpt', '556 5.1.10 null MX', 'recipient', 'failed', 'domain-takes-no-mail'],
  ['any', 'rcpt', '550 5.1.2 no such domain', 'recipient', 'failed', 'no-such-domain'],
  ['any', 'rcpt', '553 5.1.3 bad syntax', 'recipient', 'failed', 'address-malformed'],
  ['any', 'rcpt', '551 5.1.6 gone away', 'recipient', 'failed', 'mailbox-moved'],
  [
    'Gmail',
    'rcpt',
    '550 5.2.1 The email account that you tried to reach is disabled',
    'recipient',
    'failed',
    'mailbox-closed',
  ],
  ['any', 'rcpt', '552 5.2.2 over quota', 'recipient', 'deferred', 'mailbox-full'],
  [
    'Gmail',
    'final',
    '452 4.2.2 The email account that you tried to reach is over quota',
    'recipient',
    'deferred',
    'mailbox-full',
  ],
  ['any', 'rcpt', '550 5.7.1 no', 'unclear', 'failed', 'policy-refused'],
  ['Gmail', 'final', '550 5.7.26 unauthenticated', 'unclear', 'failed', 'policy-refused'],
  ['any', 'rcpt', '550 no', 'unclear', 'failed', 'refused'],
  ['any', 'data', '554 5.5.1 no', 'unclear', 'failed', 'refused'],
  ['any', 'final', '554 5.6.0 spam', 'letter', 'failed', 'letter-refused'],
  ['any', 'final', '554 5.7.1 spam', 'letter', 'failed', 'letter-refused'],
  ['any', 'final', '552 5.3.4 message too big', 'letter', 'stop', 'too-large'],
];

describe('what a provider says, and whom it is about', () => {
  test.each([...ABOUT_US, ...ABOUT_OTHERS])('%s, at %s, "%s": %s, %s, %s', (_, stage, raw, about, outcome, cause) => {
    const verdict = judge(endWith(stage, read(raw)));
    if (verdict.do === 'accepted') throw new Error('accepted');
    expect([CAUSES[verdict.cause].about, outcomeOf(verdict), verdict.cause]).toEqual([about, outcome, cause]);
  });
});

/** What is said of a login by an access token: "user name or password" would lead astray. */
describe('what a provider says of an access token', () => {
  test.each([
    ['Gmail', '535 5.7.8 Username and Password not accepted', 'token-login-refused'],
    ['Microsoft 365', '535 5.7.3 Authentication unsuccessful', 'token-login-refused'],
    [
      'Microsoft 365',
      '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.',
      'token-login-refused',
    ],
    [
      'Microsoft 365',
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
      'token-login-off',
    ],
    ['any', '550 no', 'token-login-refused'],
    ['Gmail', '534 5.7.14 Please log in via your web browser', 'login-held'],
    ['any', '454 4.7.0 Temporary authentication failure', 'login-unavailable'],
  ])('%s, "%s": %s', (_, raw, cause) => {
    const verdict = judge({ ...endWith('auth', read(raw)), isAboutToken: true });
    if (verdict.do === 'accepted') throw new Error('accepted');
    expect(verdict.cause).toBe(cause);
  });
});

describe('a run in which every letter meets what is about us has nobody failed', () => {
  const played = ABOUT_US.filter(([, stage]) => stage !== 'auth');
  test.each(played)('%s, at %s, "%s"', async (_, stage, raw, _about, outcome) => {
    const always = Array<Fault>(60).fill({ reply: raw });
    const { ledger, server } = await beginSending({ [stage]: always });
    const letters = invent(8);
    const { outcomes, stop } = await sendLetters(letters, ledger, { server: plainServer(server.port) });
    const letter = outcome.startsWith('stop') || outcome === 'retry, else stop' ? 1 : 4;
    expect(outcomes).toEqual(Array(letter).fill('deferred'));
    expect(stop).not.toBeNull();
    expectPromiseKept(keysOf(letters).slice(0, letter), server.arrivals, ledger.state);
  });
});

const US: readonly About[] = ['sender', 'login', 'quota', 'server', 'network', 'this computer'];

test('whatever a server says, where it is about us no letter fails', () => {
  const enhanced = ['1', '2', '3', '4', '5', '6', '7'].flatMap((subject) =>
    ['0', '1', '6', '7', '8', '10', '28', '54', '57', '60', '64', '90', '139', '233', '252', '501', '705'].flatMap(
      (detail) => [`4.${subject}.${detail}`, `5.${subject}.${detail}`],
    ),
  );
  const texts = ABOUT_US.map(([, , raw]) => read(raw).text);
  const anyReply = fc.record({
    code: fc.integer({ min: 200, max: 599 }),
    enhanced: fc.option(fc.constantFrom(...enhanced)),
    text: fc.oneof(fc.string(), fc.constantFrom(...texts)),
  });
  fc.assert(
    fc.property(fc.constantFrom(...stageSchema.options), anyReply, (stage, reply) => {
      const verdict = judge(endWith(stage, reply));
      if (verdict.do === 'failed') expect(US).not.toContain(CAUSES[verdict.cause].about);
    }),
  );
});

test('a text that is not in the table decides nothing', () => {
  const codes = [421, 450, 451, 452, 454, 501, 530, 550, 551, 552, 553, 554];
  fc.assert(
    fc.property(
      fc.constantFrom(...stageSchema.options),
      fc.constantFrom(...codes),
      fc.option(fc.constantFrom('4.2.0', '5.1.1', '5.2.2', '5.4.5', '5.7.1')),
      fc.stringMatching(/^[b-df-hj-np-tv-z ]{0,40}$/u),
      (stage, code, enhanced, text) => {
        const wordless: SmtpReply = { code, enhanced, text: '' };
        expect(judge(endWith(stage, { ...wordless, text }))).toEqual(judge(endWith(stage, wordless)));
      },
    ),
  );
});

test('every cause that a server’s reply can have says what to do', () => {
  for (const { sentence, hint } of Object.values(CAUSES)) {
    expect(sentence).toMatch(/^[A-Z].*\.$/u);
    expect(hint).toMatch(/^[A-Z].*\.$/u);
  }
});

function read(raw: string): SmtpReply {
  const reply = parseReply(raw);
  if (reply === null) throw new Error(`no reply: ${raw}`);
  return reply;
}

function outcomeOf(verdict: Verdict): string {
  switch (verdict.do) {
    case 'stop':
      return verdict.minutes === 0 ? 'stop' : `stop, ${verdict.minutes / 60} h`;
    case 'retry':
      return `retry, else ${verdict.otherwise}`;
    default:
      return verdict.do;
  }
}

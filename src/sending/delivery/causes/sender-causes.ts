import type { CauseOfFailure } from './cause.js';
import {
  ANY,
  LETTER,
  LOGIN_OR_LETTER,
  WITH_RECIPIENT,
  reply,
  retryThenStop,
  silence,
  stop,
  stopForADay,
  stopForAnHour,
  words,
} from './signs.js';

/** The sender, and the limits of the account. */
export const SENDER_CAUSES = {
  // The sender

  'sender-refused': {
    about: 'sender',
    then: stop,
    sentence: 'The mail server does not let this login send from this address.',
    hint: 'Check "from" in campaign.yaml: it must be an address that belongs to smtp.user.',
    signs: [
      reply('5', ['mail']),
      reply('x.1.7', LETTER, 'RFC 3463: the sender’s mailbox, its syntax'),
      reply('x.1.8', LETTER, 'RFC 3463: the sender’s domain; Postfix, Sendmail'),
      reply('x.2.252', LETTER, 'Microsoft 365: SendAsDenied'),
      reply('x.7.60', LETTER, 'Microsoft 365, Exchange'),
      words('x', /SendAsDenied|permissions? to send as/iu, LETTER, 'Microsoft 365, Exchange'),
      words('x', /sender address (?:is )?(?:rejected|not allowed)/iu, LETTER, 'Postfix, GMX, Mailjet'),
      words('x', /not owned by user/iu, LETTER, 'Postfix, OVH, Yandex'),
      words('x', /not allowed to send (?:mail )?(?:as|from)\b/iu, LETTER, 'OVH, IONOS'),
      words('x', /not authori[sz]ed to send (?:mail )?(?:as|from)\b/iu, LETTER, 'Fastmail, SendGrid'),
      words('x', /sender is not allowed to relay/iu, LETTER, 'Zoho'),
      words('x', /from address (?:is )?not (?:one of your addresses|associated|verified)/iu, LETTER, 'iCloud, Yahoo'),
      words('x', /sender verify failed/iu, LETTER, 'Exim'),
    ],
  },
  'sender-not-understood': {
    about: 'sender',
    then: stop,
    sentence: "The mail server does not understand the sender's address, or an option that goes with it.",
    hint: 'Check "from" in campaign.yaml. If it is right, show the reply to whoever runs the mail server.',
    signs: [reply('501', ['mail']), reply('555', ['mail'])],
  },
  'sender-not-verified': {
    about: 'sender',
    then: stop,
    sentence: 'The provider does not send from this address before it has been verified there.',
    hint: 'Verify "from", or its domain, on the provider’s web page. An account on trial may need its recipients verified too.',
    signs: [
      words('x', /email address is not verified/iu, LETTER, 'Amazon SES'),
      words('x', /verified sender identity/iu, LETTER, 'SendGrid'),
      words('x', /not a (?:verified )?sender signature/iu, LETTER, 'Postmark'),
      words('x', /(?:domain|sender)\b.{0,80} is not allowed to send/iu, LETTER, 'Mailgun'),
      words('x', /sender\b.{0,80} (?:is )?not (?:valid|verified|validated)\b/iu, LETTER, 'Brevo, Mailjet'),
    ],
  },
  'account-restricted': {
    about: 'sender',
    then: stop,
    sentence: 'The provider has restricted sending from this account.',
    hint: 'Log in on the provider’s web page, or ask an administrator there, to have it lifted; then run the same command again.',
    signs: [
      reply('550 5.1.8', WITH_RECIPIENT, 'Microsoft 365: bad outbound sender'),
      reply('x.7.501', LETTER, 'Microsoft 365'),
      reply('x.7.502', LETTER, 'Microsoft 365'),
      reply('x.7.503', LETTER, 'Microsoft 365'),
      reply('x.7.705', LETTER, 'Microsoft 365'),
      reply('x.7.750', LETTER, 'Microsoft 365'),
      words('x', /OutboundSpam/iu, LETTER, 'Outlook.com'),
      words(
        'x',
        /your (?:smtp )?account (?:is|has been) (?:not yet activated|disabled|suspended|restricted)/iu,
        LOGIN_OR_LETTER,
        'Brevo, Mailgun, Postmark',
      ),
    ],
  },
  'sender-needs-smtputf8': {
    about: 'sender',
    then: stop,
    sentence: 'The mail server takes no sender with such letters before the @ (no SMTPUTF8).',
    hint: 'Write an address with plain letters before the @ under "from" in campaign.yaml.',
    signs: [silence(['sender-needs-smtputf8'], ['mail'])],
  },

  // Quotas

  'daily-limit': {
    about: 'quota',
    then: stopForADay,
    sentence: "The mail provider's limit for one day is reached.",
    hint: 'Run the same command again in 24 hours: it goes on where this one stopped. A smaller pace.perDay avoids this.',
    signs: [
      reply('550 5.4.5', LOGIN_OR_LETTER, 'Gmail'),
      reply('554 5.2.0', LOGIN_OR_LETTER, 'Microsoft 365'),
      reply('x.1.90', LETTER, 'Microsoft 365'),
      reply('x.7.232', LETTER, 'Microsoft 365, on trial'),
      reply('x.7.233', LETTER, 'Microsoft 365'),
      words('x', /daily message quota exceeded/iu, LOGIN_OR_LETTER, 'Amazon SES'),
      words('x', /daily (?:\w+ ){0,3}(?:limit|quota)\b/iu, LOGIN_OR_LETTER, 'Gmail, Brevo, Qboxmail'),
      words('x', /maximum credits exceeded/iu, LOGIN_OR_LETTER, 'SendGrid'),
      words('x', /SubmissionQuotaExceeded/iu, LETTER, 'Microsoft 365, Outlook.com'),
    ],
  },
  'sending-limit': {
    about: 'quota',
    then: stopForADay,
    sentence: 'The mail provider lets this account send no more for now.',
    hint: 'Run the same command again in 24 hours: it goes on where this one stopped. A slower pace avoids this.',
    signs: [
      reply('x.4.6', LETTER, 'Zoho: unusual sending activity'),
      reply('x.7.23*', LETTER, 'Microsoft 365: limits of a tenant'),
      reply('x.7.28', ANY, 'Gmail: unusual rate'),
      words(
        'x',
        /(?:sending|send|outgoing|outbound) (?:limit|quota) (?:\w+ ){0,2}(?:exceeded|reached)/iu,
        LETTER,
        'IONOS, Yahoo',
      ),
      words('x', /exceeded your (?:\w+ ){0,3}(?:limit|quota)/iu, LETTER, 'outMail'),
      words(
        'x',
        /exceeded the max (?:emails|defers and failures) per hour/iu,
        LETTER,
        'Exim with cPanel',
        stopForAnHour,
      ),
    ],
  },
  'sending-rate': {
    about: 'quota',
    then: retryThenStop,
    sentence: 'The mail provider takes fewer letters in so short a time.',
    hint: 'Set a slower pace.perMinute in campaign.yaml, and run the same command again.',
    signs: [words('x', /maximum sending rate exceeded/iu, LOGIN_OR_LETTER, 'Amazon SES')],
  },
} satisfies Readonly<Record<string, CauseOfFailure>>;

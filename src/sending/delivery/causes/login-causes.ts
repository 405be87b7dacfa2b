import type { CauseOfFailure } from './cause.js';
import { LETTER, SET_UP, SILENCE, reply, retryThenStop, silence, stop, words } from './signs.js';

/** The login, and what servers say to those who are not logged in. */
export const LOGIN_CAUSES = {
  'token-refused': {
    about: 'login',
    then: stop,
    sentence: 'The provider no longer accepts this login.',
    hint: 'Log in again with "npx nominate login microsoft", or google; then run the same command again. Nothing is lost: it goes on where this one stopped.',
    signs: [silence(['token-refused'], SET_UP)],
  },
  'token-unavailable': {
    about: 'login',
    then: retryThenStop,
    sentence: 'The provider gave no access token for the login.',
    hint: 'Check the internet connection, the date of this computer, and smtp.oauth in campaign.yaml; then run the same command again.',
    signs: [silence(['token-unavailable'], SET_UP)],
  },
  'login-not-offered': {
    about: 'login',
    then: stop,
    sentence: 'A user is configured, but the mail server offers no login, so nothing was sent.',
    hint: 'Check smtp.port and smtp.security in campaign.yaml: most servers offer a login only on 587 or 465.',
    signs: [silence(['auth-not-offered'], SET_UP)],
  },
  'login-unavailable': {
    about: 'login',
    then: retryThenStop,
    sentence: 'The mail server could not check the login.',
    hint: 'Try again later; nothing is wrong with the letters.',
    signs: [silence(SILENCE, ['auth']), reply('', ['auth'])],
  },
  'login-refused': {
    about: 'login',
    then: stop,
    sentence: 'The mail server refused the user name or the password.',
    hint: 'Check both. Gmail and many others want an app password here, not the one for their web page. It was tried once only, so that the account is not locked.',
    signs: [reply('5', ['auth']), words('535', /credentials were incorrect/iu, ['auth'], 'Microsoft 365')],
  },
  'password-login-off': {
    about: 'login',
    then: stop,
    sentence:
      'The mail server does not let this account log in with a password: as a rule, that is switched off there.',
    hint: 'Log in without one: "npx nominate login microsoft". Or ask an administrator to switch on authenticated SMTP for this mailbox.',
    signs: [reply('535 5.7.139', ['auth'], 'Microsoft 365, Outlook.com')],
  },
  'app-password-wanted': {
    about: 'login',
    then: stop,
    sentence: 'The provider wants an app password for this login, not the one for its web page.',
    hint: 'Make an app password in the settings of your account there, and use it here.',
    signs: [reply('534 5.7.9', ['auth'], 'Gmail')],
  },
  'login-held': {
    about: 'login',
    then: stop,
    sentence: 'The provider does not let this login in before something else is done; its reply says what.',
    hint: 'Log in on its web page with the same account, do what it asks there, and run the same command again.',
    signs: [reply('534', ['auth'], 'Gmail (5.7.14)')],
  },
  'login-way-unknown': {
    about: 'login',
    then: stop,
    sentence: 'The mail server does not know this way of logging in.',
    hint: 'Ask whoever runs the mail server which ways it takes: nominate knows PLAIN, LOGIN and OAuth 2.',
    signs: [reply('504', ['auth'])],
  },
  'login-wanted': {
    about: 'login',
    then: stop,
    sentence: 'The mail server takes letters only after a login.',
    hint: 'If smtp.user is not set in campaign.yaml, set it. If it is, check smtp.host, smtp.port and smtp.security: they must be those that your provider gives for sending.',
    signs: [
      reply('530', LETTER),
      reply('x.7.57', LETTER, 'Microsoft 365'),
      words('x', /authentication (?:is )?required/iu, LETTER, 'Sendmail, hMailServer, Exchange'),
      words('x', /must (?:first )?(?:authenticate|log ?in)\b/iu, LETTER, 'Exim'),
      words('x', /not logged in/iu, LETTER, 'Postfix'),
      words('x', /unauthenticated senders? not allowed/iu, LETTER, 'SendGrid'),
    ],
  },
  'relay-denied': {
    about: 'login',
    then: stop,
    sentence: 'The mail server does not pass letters on for us.',
    hint: 'Check smtp.user, and that smtp.host and smtp.port are those that your provider gives for sending. If it took other letters, leave this one out with --except.',
    signs: [
      words(
        'x',
        /relay(?:ing)? (?:access |is )*(?:denied|not permitted|not allowed|prohibited)/iu,
        LETTER,
        'Postfix, Exim, Sendmail',
      ),
      words('x', /unable to relay/iu, LETTER, 'Exchange'),
      words('x', /relaying disallowed/iu, LETTER, 'Zoho'),
      words('x', /list of allowed rcpthosts/iu, LETTER, 'qmail'),
      reply('x.7.54', LETTER, 'Exchange'),
      reply('x.7.64', LETTER, 'Microsoft 365'),
    ],
  },
} satisfies Readonly<Record<string, CauseOfFailure>>;

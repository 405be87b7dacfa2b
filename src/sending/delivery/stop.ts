/** Why a whole run ends before its list does: what is wrong, in one sentence, and what to do next. */
const WORDS = {
  unreachable: [
    'The mail server could not be reached.',
    'Check the internet connection, and smtp.host and smtp.port in campaign.yaml; then run the same command again.',
  ],
  'host-unknown': [
    'There is no mail server of that name.',
    'Check the spelling of smtp.host in campaign.yaml, or of NOMINATE_SMTP_URL.',
  ],
  'no-greeting': [
    'The mail server was reached, but it never said hello.',
    'If smtp.port is 465, set smtp.security to tls; if it is 587, to starttls. If both are right already, try again later.',
  ],
  'not-a-mail-server': [
    'What answered does not speak like a mail server.',
    'Check smtp.host and smtp.port in campaign.yaml: 587 goes with starttls, 465 with tls.',
  ],
  'server-refuses': [
    'The mail server refuses to serve this computer.',
    'Ask whoever runs the mail server; the letters that are left can be sent later with the same command.',
  ],
  'tls-not-offered': [
    'The mail server does not offer encryption (STARTTLS), so nothing was said to it.',
    'If its port is 465, set smtp.security to tls; otherwise ask whoever runs the server.',
  ],
  'tls-failed': [
    'The mail server did not complete the encryption that it offers.',
    'Try again later; if it happens again, ask whoever runs the mail server.',
  ],
  'tls-too-old': [
    'The mail server knows no encryption newer than TLS 1.1, which is not safe.',
    'Ask whoever runs the mail server for TLS 1.2 or newer.',
  ],
  'tls-mismatch': [
    'The mail server does not speak TLS from the first byte on this port.',
    'Set smtp.security to starttls with port 587, or to tls with port 465.',
  ],
  certificate: [
    "The mail server's certificate cannot be trusted.",
    'Check that smtp.host is the name that your provider gives; if it is, tell whoever runs the mail server.',
  ],
  'login-not-offered': [
    'A user is configured, but the mail server offers no login, so nothing was sent.',
    'Check smtp.port and smtp.security in campaign.yaml: most servers offer a login only on 587 or 465.',
  ],
  'login-unavailable': [
    'The mail server could not check the login.',
    'Try again later; nothing is wrong with the letters.',
  ],
  'login-refused': [
    'The mail server refused the user name or the password.',
    'Check both. Gmail and many others want an app password here, not the one for their web page. It was tried once only, so that the account is not locked.',
  ],
  'token-refused': [
    'The provider no longer accepts the refresh token of this login.',
    'Log in with the provider once more to get a new one, and put it where the old one was.',
  ],
  'token-unavailable': [
    'The provider gave no access token for the login.',
    'Check the internet connection and smtp.oauth in campaign.yaml; then run the same command again.',
  ],
  'sender-refused': [
    'The mail server does not let this login send from this address.',
    'Check "from" in campaign.yaml: it must be an address that belongs to smtp.user.',
  ],
  'sender-needs-smtputf8': [
    'The mail server takes no sender with such letters before the @ (no SMTPUTF8).',
    'Write an address with plain letters before the @ under "from" in campaign.yaml.',
  ],
  'too-large': [
    'The letter is larger than the mail server takes.',
    'Make its images or attachments smaller, and preview again.',
  ],
  'daily-limit': [
    "The mail provider's limit for one day is reached.",
    'Run the same command again in 24 hours: it goes on where this one stopped. A smaller pace.perDay avoids this.',
  ],
  'takes-no-letters': [
    'The mail server takes no letters now: it put off four in a row.',
    'Run the same command again in an hour: it goes on where this one stopped. If it ends like this again, show the reply below to whoever runs the mail server.',
  ],
  'doubts-in-a-row': [
    'Three letters in a row are in doubt: no answer came at the moment of delivery.',
    'Check the internet connection, ask whoever runs the mail server, and settle the doubts as it says below. Then run the same command again: it goes on where this one stopped.',
  ],
  'refusals-in-a-row': [
    'Five letters in a row were refused.',
    'Look at the replies above: either the list is old, or the mail server distrusts the letters. Mend that, then run the same command again for the letters that are left. Those that were refused are tried again when you send failed.csv.',
  ],
  'policy-refusals-in-a-row': [
    'Three letters in a row were refused at different places on grounds of policy.',
    'The servers distrust the sender or the letter: ask your provider before you go on, or the account may be blocked. Those that were refused are tried again when you send failed.csv.',
  ],
  'contents-refused': [
    'Two letters in a row were refused for what they say.',
    'The mail server takes the letter for spam. Change its words, links or attachments, preview it, and run the same command again for the letters that are left. Those that were refused are tried again when you send failed.csv.',
  ],
  'ledger-failed': [
    'The ledger could not be written, so nothing more was sent.',
    'Make room on the disk, or make it writable, then run the same command again.',
  ],
  'list-changed': [
    'The list was changed while it was being sent.',
    'Run the same command again: it checks the list anew and goes on where this one stopped.',
  ],
  interrupted: ['Interrupted.', 'Run the same command again: it goes on where this one stopped.'],
} satisfies Readonly<Record<string, readonly [message: string, hint: string]>>;

export type StopReason = keyof typeof WORDS;

/** Everything not yet accepted, failed or in doubt can be sent by the next run. */
export interface Stop {
  readonly reason: StopReason;
  readonly message: string;
  readonly hint: string;
  /** What the server or the machine said; "" where it said nothing. */
  readonly detail: string;
}

/** A stop in words. `detail` is what the server or the machine said. */
export function stopBecause(reason: StopReason, detail: string): Stop {
  const [message, hint] = WORDS[reason];
  return { reason, message, hint, detail };
}

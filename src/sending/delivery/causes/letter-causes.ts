import type { CauseOfFailure } from './cause.js';
import {
  BEFORE_BODY,
  BODY,
  LETTER,
  SILENCE,
  WITH_RECIPIENT,
  doubt,
  failed,
  later,
  reply,
  retryThenDefer,
  silence,
  stop,
  words,
} from './signs.js';

const AGAIN = 'Run the same command again: it goes on where this one stopped.';

/** One letter: its server, its recipient, itself. */
export const LETTER_CAUSES = {
  // The server puts letters off

  'put-off': {
    about: 'server',
    then: later,
    sentence: 'The mail server puts the letter off.',
    hint: 'Run the same command again after five minutes or more.',
    signs: [
      reply('4', WITH_RECIPIENT, 'greylisting'),
      reply('4', ['mail'], '', retryThenDefer),
      reply('421', LETTER, '', retryThenDefer),
    ],
  },
  'out-of-sequence': {
    about: 'server',
    then: retryThenDefer,
    sentence: 'The mail server did not follow the order of the dialogue.',
    hint: 'Run the same command again; if it happens again, show the reply to whoever runs the mail server.',
    signs: [reply('503', BEFORE_BODY), reply('', BEFORE_BODY)],
  },
  'connection-lost': {
    about: 'network',
    then: retryThenDefer,
    sentence: 'The connection to the mail server was lost.',
    hint: AGAIN,
    signs: [silence(SILENCE, BEFORE_BODY)],
  },
  'answer-lost': {
    about: 'unclear',
    then: doubt,
    sentence: 'No answer came that could be understood, at the moment of delivery.',
    hint: 'Ask whether it arrived, or look at your mail server’s log; then settle it with --resolve-doubts.',
    signs: [silence([...SILENCE, 'ledger'], BODY), reply('', BODY)],
  },

  // The recipient

  'no-such-mailbox': {
    about: 'recipient',
    then: failed,
    sentence: 'There is no such mailbox.',
    hint: 'Ask the CLP for its address.',
    signs: [
      reply('5 5.1.1', WITH_RECIPIENT),
      reply('550 5.1.10', WITH_RECIPIENT, 'Microsoft 365'),
      words(
        '5',
        /unrouteable address|no such (?:user|recipient|person)|user unknown|unknown user/iu,
        ['rcpt'],
        'Exim, cPanel',
      ),
    ],
  },
  'no-such-domain': {
    about: 'recipient',
    then: failed,
    sentence: 'There is no such domain.',
    hint: 'Check the spelling behind the @.',
    signs: [reply('5 5.1.2', WITH_RECIPIENT)],
  },
  'address-malformed': {
    about: 'recipient',
    then: failed,
    sentence: 'The address is not spelt as one.',
    hint: 'Check its spelling.',
    signs: [reply('5 5.1.3', WITH_RECIPIENT)],
  },
  'mailbox-moved': {
    about: 'recipient',
    then: failed,
    sentence: 'The mailbox has moved.',
    hint: 'Ask the CLP for its new address; the reply may name it.',
    signs: [reply('5 5.1.6', WITH_RECIPIENT), reply('551', WITH_RECIPIENT)],
  },
  'domain-takes-no-mail': {
    about: 'recipient',
    then: failed,
    sentence: 'The domain takes no mail.',
    hint: 'Ask the CLP for another address.',
    signs: [reply('556', WITH_RECIPIENT), reply('5 5.1.10', WITH_RECIPIENT, 'RFC 7505')],
  },
  'mailbox-closed': {
    about: 'recipient',
    then: failed,
    sentence: 'The mailbox is closed.',
    hint: 'Ask the CLP for another address.',
    signs: [reply('5 5.2.1', WITH_RECIPIENT)],
  },
  'address-refused': {
    about: 'recipient',
    then: failed,
    sentence: 'The server refuses the address.',
    hint: 'Check the address; the reply says more.',
    signs: [reply('5 5.1.', WITH_RECIPIENT), reply('5 5.2.', ['rcpt'])],
  },
  'mailbox-full': {
    about: 'recipient',
    then: later,
    sentence: 'The mailbox is full.',
    hint: 'Run the same command again after some hours.',
    signs: [reply('5 5.2.2', WITH_RECIPIENT), reply('4 4.2.2', WITH_RECIPIENT), reply('552', ['rcpt'])],
  },
  'smtputf8-not-offered': {
    about: 'recipient',
    then: failed,
    sentence: 'The server does not take such an address (no SMTPUTF8).',
    hint: 'Ask the CLP for an address with plain letters before the @.',
    signs: [silence(['smtputf8-not-offered'], ['mail'])],
  },

  // The letter, or nobody knows

  'too-large': {
    about: 'letter',
    then: stop,
    sentence: 'The letter is larger than the mail server takes.',
    hint: 'Make its images or attachments smaller, and preview again.',
    signs: [silence(['too-large'], ['mail']), reply('5 5.3.4', LETTER), reply('552', ['mail'])],
  },
  'letter-refused': {
    about: 'letter',
    then: failed,
    sentence: 'The server refuses the letter.',
    hint: 'The reply says why: it may be what the letter says, its attachments, or its sender.',
    signs: [reply('554', BODY)],
  },
  'policy-refused': {
    about: 'unclear',
    then: failed,
    sentence: 'The server refuses it on grounds of policy.',
    hint: 'The reply says more: it may be the sender, the letter, or a rule of the recipient’s.',
    signs: [reply('5 5.7.', WITH_RECIPIENT), reply('551 5.7.', WITH_RECIPIENT)],
  },
  refused: {
    about: 'unclear',
    then: failed,
    sentence: 'The server refuses it.',
    hint: 'The reply may say why. If it is about the address, ask the CLP for another one.',
    signs: [reply('5', WITH_RECIPIENT)],
  },
} satisfies Readonly<Record<string, CauseOfFailure>>;

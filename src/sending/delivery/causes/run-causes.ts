import type { CauseOfFailure } from './cause.js';
import { BEFORE_BODY, silence, stop } from './signs.js';

const AGAIN = 'Run the same command again: it goes on where this one stopped.';
const SEND_FAILED = 'Those that were refused are tried again when you send failed.csv.';

/**
 * What a run concludes from several letters, none accepted between them, and what ends it on this
 * computer.
 */
export const RUN_CAUSES = {
  'takes-no-letters': {
    about: 'server',
    then: stop,
    sentence: 'The mail server takes no letters now: it put off one after another.',
    hint: 'Run the same command again in an hour: it goes on where this one stopped. If it ends like this again, show the reply below to whoever runs the mail server.',
    signs: [],
  },
  'doubts-in-a-row': {
    about: 'network',
    then: stop,
    sentence: 'Three letters in a row are in doubt: no answer came at the moment of delivery.',
    hint: 'Check the internet connection, ask whoever runs the mail server, and settle the doubts as it says below. Then run the same command again: it goes on where this one stopped.',
    signs: [],
  },
  'refused-from-the-start': {
    about: 'unclear',
    then: stop,
    sentence:
      'Letters were refused before any was accepted, all with the same reply: that may well be about the sender or the login.',
    hint: `Look at the reply, and at "from" and smtp.user in campaign.yaml. ${AGAIN} If the reply is about the addresses after all, mend them, or leave them out with --except.`,
    signs: [],
  },
  'refusals-in-a-row': {
    about: 'unclear',
    then: stop,
    sentence: 'Five letters in a row were refused.',
    hint: `Look at the replies above: the addresses may be old, or the mail server may distrust the letters. Mend that, then run the same command again for the letters that are left. ${SEND_FAILED}`,
    signs: [],
  },
  'policy-refusals-in-a-row': {
    about: 'unclear',
    then: stop,
    sentence: 'Three letters in a row were refused at different places on grounds of policy.',
    hint: `That points to the sender or the letter: ask your provider before you go on, or the account may be blocked. ${SEND_FAILED}`,
    signs: [],
  },
  'contents-refused': {
    about: 'letter',
    then: stop,
    sentence: 'Two letters in a row were refused when they had been handed over.',
    hint: `The reply says why: what they say, their links or attachments, or their sender. Mend that, preview them, and run the same command again for the letters that are left. ${SEND_FAILED}`,
    signs: [],
  },

  'ledger-failed': {
    about: 'this computer',
    then: stop,
    sentence: 'The ledger could not be written, so nothing more was sent.',
    hint: 'Make room on the disk, or make it writable, then run the same command again.',
    signs: [silence(['ledger'], BEFORE_BODY)],
  },
  'list-changed': {
    about: 'this computer',
    then: stop,
    sentence: 'The list was changed while it was being sent.',
    hint: 'Run the same command again: it checks the list anew and goes on where this one stopped.',
    signs: [],
  },
  interrupted: { about: 'this computer', then: stop, sentence: 'Interrupted.', hint: AGAIN, signs: [] },
} satisfies Readonly<Record<string, CauseOfFailure>>;

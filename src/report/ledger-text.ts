import { causeSchema, replyText, type Cause } from '../sending/delivery/dialogue.js';
import type { Due } from '../sending/ledger/due.js';
import type { LetterRecord } from '../sending/ledger/ledger-state.js';
import type { Decision } from '../sending/plan/plan.js';
import type { Style } from './style.js';
import { counted } from './problem-text.js';

/** What the ledger says of a letter, as a plan gives it for a reason. */
export function ledgerDecision(due: Due): Decision {
  if (due.action === 'send') return { action: 'send', again: due.reason === 'failed' };
  switch (due.reason) {
    case 'accepted':
      return { action: 'skip', reason: due.record.resolved ? 'sent, as you said' : 'accepted in an earlier run' };
    case 'failed':
      return { action: 'skip', reason: 'refused for good in an earlier run' };
    case 'posted':
      return { action: 'skip', reason: 'posted' };
    case 'not-yet':
      return { action: 'skip', reason: 'deferred by the server, not due yet' };
    case 'doubt':
      return { action: 'hold', reason: 'in doubt, perhaps delivered already' };
  }
}

/** Why a letter stands as it does: the server's reply, or what kept the server from replying. */
export function reasonText({ reply, stage, cause }: Pick<LetterRecord, 'reply' | 'stage' | 'cause'>): string {
  if (reply !== null) return replyText(reply);
  return cause === null ? '' : `${causeText(cause)}${stage === null ? '' : ` (at ${stage})`}`;
}

function causeText(cause: string): string {
  const known = causeSchema.exclude(['reply']).safeParse(cause);
  return known.success ? CAUSES[known.data] : cause;
}

/** What a server said, for what may be kept as a log: that tells rows, and nobody's address, though most refusals quote it. */
export function withoutAddresses(text: string): string {
  // Each word is looked at from its beginning only: a server may say a megabyte without a space.
  return text.replaceAll(/(?<![^\s<>()[\]"',;:])[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+/gu, '…');
}

/** Enhanced status codes (RFC 3463) of refusals, in words; a family ends in a dot. */
const REFUSALS: readonly (readonly [code: string, words: string])[] = [
  ['5.1.1', 'there is no such mailbox'],
  ['5.1.2', 'there is no such domain'],
  ['5.1.3', 'the address is not spelt as one'],
  ['5.1.6', 'the mailbox has moved'],
  ['5.1.10', 'the domain takes no mail'],
  ['5.2.1', 'the mailbox is closed'],
  ['5.7.', 'their server distrusts the sender or the letter'],
];

/** Why a letter was refused for good, in words. */
export function refusalText(record: Pick<LetterRecord, 'reply' | 'stage' | 'cause'>): string {
  const { reply, stage } = record;
  if (reply === null) return reasonText(record);
  const enhanced = reply.enhanced ?? '';
  const known = REFUSALS.find(([code]) => (code.endsWith('.') ? enhanced.startsWith(code) : enhanced === code));
  if (known !== undefined) return known[1];
  if (reply.code === 551) return 'the mailbox has moved';
  return stage === 'rcpt' ? 'their server refuses the address' : 'their server refuses the letter';
}

/** What is known of a letter in doubt, a line each. */
export function doubtText(record: LetterRecord, style: Style): string {
  const { clp, email, at, attempts, standing, messageId } = record;
  const why =
    standing === 'released' ? 'nominate itself was stopped while the letter was on its way' : reasonText(record);
  return [
    `${style.strong(clp)} (${email})`,
    `  what happened  ${why}`,
    `  when           ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${counted(attempts, 'attempt')}`,
    `  Message-ID     <${messageId}>`,
    '',
  ].join('\n');
}

const CAUSES: Readonly<Record<Exclude<Cause, 'reply'>, string>> = {
  unreachable: 'the mail server could not be reached',
  'host-unknown': 'there is no mail server of that name',
  'name-server': 'the name server does not answer',
  certificate: 'the server’s certificate cannot be trusted',
  'tls-too-old': 'the server knows no safe encryption',
  'tls-mismatch': 'the server does not speak TLS on this port',
  'tls-failed': 'the encryption could not be set up',
  'tls-not-offered': 'the server offers no encryption',
  'token-refused': 'the provider refused the refresh token',
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

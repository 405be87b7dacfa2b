import type { Cause, DialogueEnd, SmtpReply, Stage } from './dialogue.js';
import type { StopReason } from './stop.js';

/** What a refusal was about: this recipient, the sender or the network (5.7.x), or what the letter says. */
export type Refusal = 'recipient' | 'policy' | 'contents';

/** What the end of a dialogue means for the letter that it was about, and for the run. */
export type Verdict =
  | { readonly do: 'accepted' }
  /** `refusal` is null where nobody was asked: this server cannot take the letter at all. */
  | { readonly do: 'failed'; readonly refusal: Refusal | null }
  | { readonly do: 'deferred'; readonly minutes: number }
  | { readonly do: 'doubt' }
  /** Try again in this run. When that is used up: defer the letter, or stop for the reason given. */
  | { readonly do: 'retry'; readonly otherwise: 'deferred' | StopReason; readonly fewerConnections: boolean }
  /** Stop the run. The letter, where there was one, is deferred by so many minutes. */
  | { readonly do: 'stop'; readonly reason: StopReason; readonly minutes: number };

interface Rule {
  readonly at: readonly Stage[];
  /** The beginning of a reply code and, where given, of its enhanced code; or the causes of a silence. */
  readonly on: { readonly code: string; readonly enhanced?: string } | readonly Cause[];
  readonly then: Verdict;
}

/** RFC 5321 §4.5.4.1 asks for thirty minutes between attempts; greylisting servers commonly want five. */
const GREYLIST_MINUTES = 5;
const DAY_MINUTES = 24 * 60;

const accepted: Verdict = { do: 'accepted' };
const doubt: Verdict = { do: 'doubt' };
const laterToday: Verdict = { do: 'deferred', minutes: GREYLIST_MINUTES };
const retryThenDefer: Verdict = { do: 'retry', otherwise: 'deferred', fewerConnections: false };
const failed = (refusal: Refusal | null): Verdict => ({ do: 'failed', refusal });
const stop = (reason: StopReason, minutes = 0): Verdict => ({ do: 'stop', reason, minutes });
const retryThenStop = (otherwise: StopReason): Verdict => ({ do: 'retry', otherwise, fewerConnections: false });

const silence: readonly Cause[] = ['closed', 'timeout', 'rubbish', 'out-of-step', 'unreachable', 'interrupted'];
const setUp: readonly Stage[] = ['connect', 'greeting', 'hello', 'tls', 'auth'];
const letter: readonly Stage[] = ['mail', 'rcpt', 'data', 'body', 'final'];

/** The first rule that fits decides. The order is: what holds everywhere, then the stages as the dialogue passes them. */
const RULES: readonly Rule[] = [
  { at: ['auth', ...letter], on: { code: '550', enhanced: '5.4.5' }, then: stop('daily-limit', DAY_MINUTES) },
  { at: ['auth', ...letter], on: { code: '554', enhanced: '5.2.0' }, then: stop('daily-limit', DAY_MINUTES) },
  { at: [...setUp, ...letter], on: { code: '432' }, then: { ...retryThenDefer, fewerConnections: true } },
  {
    at: setUp,
    on: { code: '4', enhanced: '4.3.2' },
    then: { do: 'retry', otherwise: 'server-refuses', fewerConnections: true },
  },

  { at: setUp, on: ['certificate'], then: stop('certificate') },
  { at: setUp, on: ['tls-too-old'], then: stop('tls-too-old') },
  // After STARTTLS it is no port for something else that answers, but a server that breaks off its own encryption.
  { at: ['tls'], on: ['tls-mismatch'], then: retryThenStop('tls-failed') },
  { at: setUp, on: ['tls-mismatch'], then: stop('tls-mismatch') },
  { at: setUp, on: ['tls-not-offered'], then: stop('tls-not-offered') },
  { at: setUp, on: ['tls-failed'], then: retryThenStop('tls-failed') },
  { at: setUp, on: ['token-refused'], then: stop('token-refused') },
  { at: setUp, on: ['token-unavailable'], then: retryThenStop('token-unavailable') },
  { at: setUp, on: ['auth-not-offered'], then: stop('login-not-offered') },

  { at: ['connect'], on: ['host-unknown'], then: stop('host-unknown') },
  { at: ['connect'], on: ['name-server', ...silence], then: retryThenStop('unreachable') },

  { at: ['greeting', 'hello'], on: { code: '4' }, then: retryThenStop('server-refuses') },
  { at: ['greeting', 'hello'], on: { code: '5' }, then: stop('server-refuses') },
  { at: ['greeting', 'hello'], on: ['rubbish'], then: stop('not-a-mail-server') },
  { at: ['greeting', 'hello'], on: ['out-of-step'], then: retryThenStop('not-a-mail-server') },
  { at: ['greeting', 'hello'], on: silence, then: retryThenStop('no-greeting') },

  { at: ['tls'], on: { code: '5' }, then: stop('tls-not-offered') },
  { at: ['tls'], on: { code: '' }, then: retryThenStop('tls-failed') },
  { at: ['tls'], on: silence, then: retryThenStop('tls-failed') },

  { at: ['auth'], on: { code: '5' }, then: stop('login-refused') },
  { at: ['auth'], on: { code: '' }, then: retryThenStop('login-unavailable') },
  { at: ['auth'], on: silence, then: retryThenStop('login-unavailable') },

  // MAIL says nothing of the recipient: a refusal is of this sender, and the next letter would meet it too.
  { at: ['mail'], on: ['too-large'], then: stop('too-large') },
  { at: ['mail'], on: { code: '5', enhanced: '5.3.4' }, then: stop('too-large') },
  { at: ['mail'], on: { code: '552' }, then: stop('too-large') },
  { at: ['mail'], on: { code: '530' }, then: stop('login-refused') },
  { at: ['mail', 'rcpt', 'data'], on: { code: '503' }, then: retryThenDefer },
  { at: ['mail'], on: { code: '5' }, then: stop('sender-refused') },
  { at: ['mail'], on: { code: '4' }, then: retryThenDefer },
  { at: ['mail'], on: ['smtputf8-not-offered'], then: failed(null) },
  { at: ['mail'], on: ['sender-needs-smtputf8'], then: stop('sender-needs-smtputf8') },

  { at: ['rcpt', 'data', 'body', 'final'], on: { code: '421' }, then: retryThenDefer },
  { at: ['rcpt'], on: { code: '530' }, then: stop('login-refused') },
  { at: ['rcpt'], on: { code: '4' }, then: laterToday },
  { at: ['rcpt'], on: { code: '5', enhanced: '5.2.2' }, then: laterToday },
  { at: ['rcpt'], on: { code: '552' }, then: laterToday },
  { at: ['rcpt'], on: { code: '5', enhanced: '5.7.' }, then: failed('policy') },
  { at: ['rcpt'], on: { code: '5' }, then: failed('recipient') },

  { at: ['data'], on: { code: '4' }, then: laterToday },
  { at: ['data'], on: { code: '5', enhanced: '5.7.' }, then: failed('policy') },
  { at: ['data'], on: { code: '5' }, then: failed('recipient') },
  { at: ['mail', 'rcpt', 'data'], on: { code: '' }, then: retryThenDefer },
  { at: ['mail', 'rcpt', 'data'], on: silence, then: retryThenDefer },
  { at: ['mail', 'rcpt', 'data'], on: ['ledger'], then: stop('ledger-failed') },

  // From the first byte of the body, only a number from the server proves anything.
  { at: ['final'], on: { code: '2' }, then: accepted },
  { at: ['body', 'final'], on: { code: '4' }, then: laterToday },
  { at: ['body', 'final'], on: { code: '552', enhanced: '5.2.2' }, then: laterToday },
  { at: ['body', 'final'], on: { code: '554' }, then: failed('contents') },
  { at: ['body', 'final'], on: { code: '5', enhanced: '5.7.' }, then: failed('policy') },
  { at: ['body', 'final'], on: { code: '5' }, then: failed('recipient') },
  { at: ['body', 'final'], on: { code: '' }, then: doubt },
  { at: ['body', 'final'], on: [...silence, 'ledger'], then: doubt },
];

/** Judges the end of a dialogue by its stage and its numbers, never by words (docs: the table of mail server faults). */
export function judge(end: DialogueEnd): Verdict {
  const rule = RULES.find(
    ({ at, on }) => at.includes(end.stage) && (isCauses(on) ? on.includes(end.cause) : fits(end.reply, on)),
  );
  if (rule !== undefined) return rule.then;
  return end.stage === 'body' || end.stage === 'final' ? doubt : stop('not-a-mail-server');
}

function isCauses(on: Rule['on']): on is readonly Cause[] {
  return Array.isArray(on);
}

function fits(reply: SmtpReply | null, wanted: { readonly code: string; readonly enhanced?: string }): boolean {
  if (reply === null || !String(reply.code).startsWith(wanted.code)) return false;
  const { enhanced } = wanted;
  if (enhanced === undefined) return true;
  return enhanced.endsWith('.') ? (reply.enhanced ?? '').startsWith(enhanced) : reply.enhanced === enhanced;
}

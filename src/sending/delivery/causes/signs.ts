import type { Cause, Stage } from '../dialogue.js';
import type { ReplySign, Sign, Treatment } from './cause.js';

/**
 * RFC 5321 §4.5.4.1 asks for thirty minutes between attempts; greylisting servers commonly want
 * five.
 */
const GREYLIST_MINUTES = 5;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * 60;

export const failed: Treatment = { do: 'failed' };
export const later: Treatment = { do: 'deferred', minutes: GREYLIST_MINUTES };
export const doubt: Treatment = { do: 'doubt' };
export const stop: Treatment = { do: 'stop', minutes: 0 };
export const stopForAnHour: Treatment = { do: 'stop', minutes: HOUR_MINUTES };
export const stopForADay: Treatment = { do: 'stop', minutes: DAY_MINUTES };
export const retryThenDefer: Treatment = { do: 'retry', otherwise: 'deferred', fewerConnections: false };
export const retryThenStop: Treatment = { do: 'retry', otherwise: 'stop', fewerConnections: false };
export const fewer: Treatment = { do: 'retry', otherwise: 'deferred', fewerConnections: true };
export const fewerThenStop: Treatment = { do: 'retry', otherwise: 'stop', fewerConnections: true };

export const SET_UP: readonly Stage[] = ['connect', 'greeting', 'hello', 'tls', 'auth'];
export const HELLO: readonly Stage[] = ['greeting', 'hello'];
export const BEFORE_BODY: readonly Stage[] = ['mail', 'rcpt', 'data'];
export const BODY: readonly Stage[] = ['body', 'final'];
export const WITH_RECIPIENT: readonly Stage[] = ['rcpt', 'data', ...BODY];
export const LETTER: readonly Stage[] = ['mail', ...WITH_RECIPIENT];
export const LOGIN_OR_LETTER: readonly Stage[] = ['auth', ...LETTER];
export const ANY: readonly Stage[] = [...SET_UP, ...LETTER];

export const SILENCE: readonly Cause[] = ['closed', 'timeout', 'rubbish', 'out-of-step', 'unreachable', 'interrupted'];

/**
 * `codes` as a server writes them: "550 5.4.5", "554", "x.1.8" (which comes with any 4xx or 5xx),
 * or "" for any.
 */
export function reply(codes: string, at: readonly Stage[], known = '', then?: Treatment): ReplySign {
  const [code = '', enhanced = null] = codes.startsWith('x.') ? ['x', codes] : codes.split(' ');
  return { kind: 'reply', at, code, enhanced, text: null, known, ...(then === undefined ? {} : { then }) };
}

/** A known text, behind a reply of such a code. */
export function words(code: string, text: RegExp, at: readonly Stage[], known: string, then?: Treatment): ReplySign {
  return { kind: 'reply', at, code, enhanced: null, text, known, ...(then === undefined ? {} : { then }) };
}

/** The same, where the login was by an access token and not by a password. */
export function byToken(sign: ReplySign): ReplySign {
  return { ...sign, isAboutToken: true };
}

export function silence(causes: readonly Cause[], at: readonly Stage[], then?: Treatment): Sign {
  return { kind: 'silence', at, causes, ...(then === undefined ? {} : { then }) };
}

import { describe, expect, test } from 'vitest';
import { endWith, endWithout, parseReply, type Cause, type Stage } from '../../src/sending/delivery/dialogue.js';
import { judge, type Verdict } from '../../src/sending/delivery/outcome.js';

/**
 * A verdict in few words: "retry, else stop: unreachable", "deferred 5: put-off", "failed:
 * policy-refused" …
 */
function words(verdict: Verdict): string {
  switch (verdict.do) {
    case 'accepted':
    case 'doubt':
      return verdict.do;
    case 'failed':
      return `failed: ${verdict.cause}`;
    case 'deferred':
      return `deferred ${verdict.minutes}: ${verdict.cause}`;
    case 'stop':
      return `stop: ${verdict.cause}`;
    case 'retry': {
      const otherwise = verdict.otherwise === 'stop' ? `stop: ${verdict.cause}` : `deferred: ${verdict.cause}`;
      return `retry, else ${otherwise}${verdict.fewerConnections ? ', over fewer connections' : ''}`;
    }
  }
}

const LETTER: readonly Stage[] = ['rcpt', 'data', 'final'];

describe('what a server says means', () => {
  test.each<readonly [reply: string, stages: readonly Stage[], meaning: string]>([
    ['432 4.7.0 too many', ['mail', ...LETTER], 'retry, else deferred: too-many-connections, over fewer connections'],
    [
      '432 4.7.0 too many',
      ['greeting', 'hello', 'auth'],
      'retry, else stop: too-many-connections, over fewer connections',
    ],
    ['421 4.3.2 busy', ['greeting', 'hello', 'auth'], 'retry, else stop: too-many-connections, over fewer connections'],
    ['421 bye', ['greeting', 'hello'], 'retry, else stop: server-refuses'],
    ['421 bye', ['tls'], 'retry, else stop: tls-failed'],
    ['421 bye', ['auth'], 'retry, else stop: login-unavailable'],
    ['421 bye', ['mail', ...LETTER, 'body'], 'retry, else deferred: put-off'],
    ['454 4.7.0 later', ['tls'], 'retry, else stop: tls-failed'],
    ['501 5.5.4 what', ['tls'], 'stop: tls-not-offered'],
    ['454 4.7.0 later', ['auth'], 'retry, else stop: login-unavailable'],
    ['535 5.7.8 wrong', ['auth'], 'stop: login-refused'],
    ['530 5.7.0 log in first', ['mail', ...LETTER], 'stop: login-wanted'],
    ['503 5.5.1 bad sequence', ['mail', 'rcpt', 'data'], 'retry, else deferred: out-of-sequence'],
    ['552 too big', ['mail'], 'stop: too-large'],
    ['554 5.3.4 too big', ['mail'], 'stop: too-large'],
    ['550 5.7.1 not you', ['mail'], 'stop: sender-refused'],
    ['451 4.3.0 later', ['mail'], 'retry, else deferred: put-off'],
    ['450 4.2.0 greylisted', LETTER, 'deferred 5: put-off'],
    ['552 5.2.2 over quota', ['rcpt', 'final'], 'deferred 5: mailbox-full'],
    ['550 5.2.2 over quota', ['rcpt'], 'deferred 5: mailbox-full'],
    ['552 over quota', ['rcpt'], 'deferred 5: mailbox-full'],
    ['552 5.3.4 too big', ['final'], 'stop: too-large'],
    ['550 5.7.1 policy', LETTER, 'failed: policy-refused'],
    ['550 5.7.26 unauthenticated', LETTER, 'failed: policy-refused'],
    ['550 5.1.1 no such user', LETTER, 'failed: no-such-mailbox'],
    ['554 5.6.0 spam', ['final'], 'failed: letter-refused'],
    ['554 5.5.1 no', ['rcpt', 'data'], 'failed: refused'],
    ['550 5.4.5 limit', ['auth', 'mail', ...LETTER], 'stop: daily-limit'],
    ['554 5.2.0 limit', ['auth', 'mail', ...LETTER], 'stop: daily-limit'],
    ['554 no service', ['greeting', 'hello'], 'stop: server-refuses'],
    ['250 2.0.0 ok', ['final'], 'accepted'],
    ['250 2.0.0 ok', ['body'], 'doubt'],
    ['354 go on', ['final'], 'doubt'],
    ['354 go on', ['mail', 'rcpt'], 'retry, else deferred: out-of-sequence'],
    ['250 2.0.0 ok', ['data'], 'retry, else deferred: out-of-sequence'],
  ])('%s, at %j: %s', (raw, stages, meaning) => {
    const reply = parseReply(raw);
    if (reply === null) throw new Error('no reply');
    expect(stages.map((stage) => words(judge(endWith(stage, reply))))).toEqual(stages.map(() => meaning));
  });
});

describe('what becomes of a line means', () => {
  test.each<readonly [causes: readonly Exclude<Cause, 'reply'>[], stages: readonly Stage[], meaning: string]>([
    [['host-unknown'], ['connect'], 'stop: host-unknown'],
    [['name-server', 'unreachable', 'timeout', 'closed'], ['connect'], 'retry, else stop: unreachable'],
    [['closed', 'timeout'], ['greeting', 'hello'], 'retry, else stop: no-greeting'],
    [['rubbish'], ['greeting', 'hello'], 'stop: not-a-mail-server'],
    [['out-of-step'], ['greeting', 'hello'], 'retry, else stop: not-a-mail-server'],
    [['closed', 'timeout', 'rubbish', 'out-of-step'], ['tls'], 'retry, else stop: tls-failed'],
    [['closed', 'timeout', 'rubbish', 'out-of-step'], ['auth'], 'retry, else stop: login-unavailable'],
    [
      ['closed', 'timeout', 'rubbish', 'out-of-step'],
      ['mail', 'rcpt', 'data'],
      'retry, else deferred: connection-lost',
    ],
    [['closed', 'timeout', 'rubbish', 'out-of-step', 'interrupted', 'ledger'], ['body', 'final'], 'doubt'],
    [['ledger'], ['mail', 'rcpt', 'data'], 'stop: ledger-failed'],
    [['certificate'], ['tls', 'connect'], 'stop: certificate'],
    [['tls-too-old'], ['tls', 'connect'], 'stop: tls-too-old'],
    [['tls-mismatch'], ['connect'], 'stop: tls-mismatch'],
    [['tls-mismatch'], ['tls'], 'retry, else stop: tls-failed'],
    [['tls-not-offered'], ['tls'], 'stop: tls-not-offered'],
    [['tls-failed'], ['tls', 'connect'], 'retry, else stop: tls-failed'],
    [['token-refused'], ['auth'], 'stop: token-refused'],
    [['token-client'], ['auth'], 'stop: token-client'],
    [['token-certificate'], ['auth'], 'stop: token-certificate'],
    [['token-address'], ['auth'], 'stop: token-address'],
    [['token-unavailable'], ['auth'], 'retry, else stop: token-unavailable'],
    [['auth-not-offered'], ['auth'], 'stop: login-not-offered'],
    [['too-large'], ['mail'], 'stop: too-large'],
    [['smtputf8-not-offered'], ['mail'], 'failed: smtputf8-not-offered'],
    [['sender-needs-smtputf8'], ['mail'], 'stop: sender-needs-smtputf8'],
  ])('%j, at %j: %s', (causes, stages, meaning) => {
    const verdicts = causes.flatMap((cause) => stages.map((stage) => words(judge(endWithout(stage, cause)))));
    expect(new Set(verdicts)).toEqual(new Set([meaning]));
  });
});

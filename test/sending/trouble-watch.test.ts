import { expect, test } from 'vitest';
import { createTroubleWatch, type Trouble } from '../../src/sending/delivery/trouble-watch.js';

/** What a letter met, by one sign; its domain and key are its own, unless a domain is named. */
function troubleOf(sign: string, domain: string, key: string): Trouble | null {
  switch (sign) {
    case 'r':
      return { kind: 'refusal', refusal: 'recipient', domain };
    case 'p':
      return { kind: 'refusal', refusal: 'policy', domain };
    case 'c':
      return { kind: 'refusal', refusal: 'contents', domain };
    case 'd':
      return { kind: 'doubt' };
    case 'm':
      return { kind: 'put-off', stage: 'mail', key, domain, wasRetried: true };
    case 'l':
      return { kind: 'put-off', stage: 'rcpt', key, domain, wasRetried: false };
    default:
      return null;
  }
}

/**
 * r, p and c are refusals of the recipient, by policy and of the contents; d is a doubt; m and l are letters put off at MAIL
 * and at RCPT; a is an acceptance.
 */
test.each([
  ['r r r r', null],
  ['r r r r r', 'refusals-in-a-row'],
  ['r c r p r', 'refusals-in-a-row'],
  ['r r r r a r', null],
  ['p p', null],
  ['p p p', 'policy-refusals-in-a-row'],
  ['p@one p@one p@one', null],
  ['p@one p@one p@two p@three', 'policy-refusals-in-a-row'],
  ['p p a p', null],
  ['p p r p', null],
  ['c c', 'contents-refused'],
  ['c a c', null],
  ['c r c', null],
  ['c p c', null],
  ['d d', null],
  ['d d d', 'doubts-in-a-row'],
  ['d d a d d', null],
  ['d r d l d', 'doubts-in-a-row'],
  ['l l l', null],
  ['l l l l', 'takes-no-letters'],
  ['l l l a l l l', null],
  ['l@one l@one l@one l@one l@one', null],
  ['l@one l@one l@two l@three l@four', 'takes-no-letters'],
  ['m@one m@one m@one m@one', 'takes-no-letters'],
  ['m l m l', 'takes-no-letters'],
  ['l r l r l l', 'takes-no-letters'],
])('after %j the run goes on, or stops: %s', (sequence, reason) => {
  const watch = createTroubleWatch();
  const reasons = sequence.split(' ').map((step, index) => {
    const [sign = '', domain = `clp${index}.example.org`] = step.split('@');
    const trouble = troubleOf(sign, domain, `letter ${index}`);
    if (trouble !== null) return watch.met(trouble);
    watch.accepted();
    return null;
  });
  expect(reasons.at(-1)).toBe(reason);
  expect(reasons.slice(0, -1).every((earlier) => earlier === null)).toBe(true);
});

test('once a letter has waited for all retries in vain, the next ones wait for one, until a letter is accepted', () => {
  const watch = createTroubleWatch();
  const first = watch.retryDelays();
  expect(first).toHaveLength(3);
  watch.met({ kind: 'put-off', stage: 'rcpt', key: 'one', domain: 'example.org', wasRetried: false });
  expect(watch.retryDelays()).toEqual(first);
  watch.met({ kind: 'put-off', stage: 'mail', key: 'two', domain: 'example.org', wasRetried: true });
  expect(watch.retryDelays()).toEqual(first.slice(0, 1));
  watch.accepted();
  expect(watch.retryDelays()).toEqual(first);
});

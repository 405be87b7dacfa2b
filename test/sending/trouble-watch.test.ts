import { expect, test } from 'vitest';
import type { CauseCode } from '../../src/sending/delivery/causes/causes.js';
import { endWith } from '../../src/sending/delivery/dialogue.js';
import type { OutgoingLetter } from '../../src/sending/delivery/ports.js';
import { createTroubleWatch, type LastStraw, type Trouble } from '../../src/sending/delivery/trouble-watch.js';
import { inventLetter } from './send-letters.js';

const REFUSALS: Readonly<Record<string, readonly [cause: CauseCode, enhanced: string | null]>> = {
  r: ['no-such-mailbox', '5.1.1'],
  p: ['policy-refused', '5.7.1'],
  q: ['policy-refused', '5.7.26'],
  u: ['refused', null],
  c: ['letter-refused', '5.6.0'],
};

/** What a letter met, by one sign. */
function troubleOf(sign: string, letter: OutgoingLetter): Trouble | null {
  const refusal = REFUSALS[sign];
  if (refusal !== undefined) {
    const [cause, enhanced] = refusal;
    return {
      kind: 'refusal',
      cause,
      refused: { letter, end: endWith('rcpt', { code: 550, enhanced, text: letter.to }) },
    };
  }
  if (sign === 'd') return { kind: 'doubt' };
  if (sign === 'm') return { kind: 'put-off', stage: 'mail', letter, wasRetried: true };
  if (sign === 'f') return { kind: 'put-off', stage: 'final', letter, wasRetried: false };
  return sign === 'l' ? { kind: 'put-off', stage: 'rcpt', letter, wasRetried: false } : null;
}

/**
 * What the watch says after each step; each letter is to a domain of its own unless one is named.
 */
function play(sequence: string): readonly (LastStraw | null)[] {
  const watch = createTroubleWatch();
  return sequence.split(' ').map((step, index) => {
    const [sign = '', domain = `clp${index}.example.org`] = step.split('@');
    const trouble = troubleOf(sign, inventLetter(index, `secretary@${domain}`));
    if (trouble !== null) return watch.met(trouble);
    watch.accepted();
    return null;
  });
}

/**
 * r, p, q, u and c are refusals of the recipient, by policy (with two codes), without a reason and
 * of the letter; d is a doubt; m, l and f are letters put off at MAIL, at RCPT and after the dot; a
 * is an acceptance.
 */
test.each([
  ['r r r r', null],
  ['r r r r r', 'refusals-in-a-row'],
  ['a u r c r p', 'refusals-in-a-row'],
  ['r r r r a r', null],
  ['a p p', null],
  ['a p p p', 'policy-refusals-in-a-row'],
  ['a p@one p@one p@one', null],
  ['a p@one p@one p@two p@three', 'policy-refusals-in-a-row'],
  ['a p p a p', null],
  ['a p p r p', null],
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
  [Array(7).fill('f@one').join(' '), null],
  [Array(8).fill('f@one').join(' '), 'takes-no-letters'],
  ['p', null],
  ['p p', 'refused-from-the-start'],
  ['p@one p@one', null],
  ['p q', null],
  ['r p r p', 'refused-from-the-start'],
  ['u u', null],
  ['u u u', 'refused-from-the-start'],
  ['a u u u u', null],
])('after %j the run goes on, or stops: %s', (sequence, cause) => {
  const straws = play(sequence);
  expect(straws.at(-1)?.cause ?? null).toBe(cause);
  expect(straws.slice(0, -1).every((earlier) => earlier === null)).toBe(true);
});

test('the letters that were refused before any was accepted are named, and no others', () => {
  const clps = play('r q p@one p@one r p')
    .at(-1)
    ?.suspects.map(({ letter }) => letter.clp);
  expect(clps).toEqual(['CLP 2', 'CLP 3', 'CLP 5']);
});

test('once a letter has waited for all retries in vain, the next ones wait for one, until a letter is accepted', () => {
  const watch = createTroubleWatch();
  const first = watch.retryDelays();
  expect(first).toHaveLength(3);
  watch.met({ kind: 'put-off', stage: 'rcpt', letter: inventLetter(1), wasRetried: false });
  expect(watch.retryDelays()).toEqual(first);
  watch.met({ kind: 'put-off', stage: 'mail', letter: inventLetter(2), wasRetried: true });
  expect(watch.retryDelays()).toEqual(first.slice(0, 1));
  watch.accepted();
  expect(watch.retryDelays()).toEqual(first);
});

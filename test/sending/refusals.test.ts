import { expect, test } from 'vitest';
import type { Refusal } from '../../src/sending/delivery/outcome.js';
import { createRefusalWatch } from '../../src/sending/delivery/refusals.js';

const REFUSALS: Readonly<Record<string, Refusal>> = { r: 'recipient', p: 'policy', c: 'contents' };

/** r, p and c are refusals of the recipient, by policy and of the contents, each at a domain of its own unless one is named; a is an acceptance. */
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
])('after %j the run goes on, or stops: %s', (sequence, reason) => {
  const watch = createRefusalWatch();
  const reasons = sequence.split(' ').map((step, index) => {
    const [kind = '', domain = `clp${index}.example.org`] = step.split('@');
    const refusal = REFUSALS[kind];
    if (refusal !== undefined) return watch.refused(refusal, domain);
    watch.accepted();
    return null;
  });
  expect(reasons.at(-1)).toBe(reason);
  expect(reasons.slice(0, -1).every((earlier) => earlier === null)).toBe(true);
});

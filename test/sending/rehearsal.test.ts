import { describe, expect, test } from 'vitest';
import { breachProblem, findBreach, type Copy } from '../../src/sending/rehearsal/rehearsal.js';

const composed: Copy = { to: 'jo@example.org', message: Buffer.from('Dear Jo\r\n') };
const other: Copy = { to: 'jo@example.org', message: Buffer.from('Dear Jo \r\n') };
const elsewhere: Copy = { ...composed, to: 'al@example.org' };

describe('the promise is kept', () => {
  test.each([
    ['accepted', [composed]],
    ['failed', []],
    ['deferred', []],
    ['doubt', []],
    ['doubt', [composed]],
  ] as const)('by a letter that is %s, of which arrived %j', (outcome, copies) => {
    expect(findBreach(composed, outcome, copies, true)).toBeNull();
  });

  test('by a letter that an interrupted run never came to', () => {
    expect(findBreach(composed, null, [], false)).toBeNull();
  });
});

describe('the promise is broken', () => {
  test.each([
    ['twice', 'accepted', [composed, composed]],
    ['twice', 'doubt', [composed, composed]],
    ['missing', 'accepted', []],
    ['stray', 'failed', [composed]],
    ['stray', 'deferred', [composed]],
    ['misaddressed', 'accepted', [elsewhere]],
    ['altered', 'accepted', [other]],
    ['altered', 'doubt', [other]],
    ['unreported', null, []],
  ] as const)('%s: %s', (breach, outcome, copies) => {
    expect(findBreach(composed, outcome, copies, true)).toBe(breach);
  });

  test('by a letter that arrived though the run never came to it', () => {
    expect(findBreach(composed, null, [composed], false)).toBe('stray');
  });

  test('which is told as an error at the letter’s line', () => {
    const place = { file: 'clps.csv', line: 7, column: null };
    expect(breachProblem('missing', 'Bath', place)).toMatchObject({
      ...place,
      severity: 'error',
      code: 'rehearsal-missing',
      message: 'The letter to Bath was reported as accepted and did not arrive.',
    });
  });
});

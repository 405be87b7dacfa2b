import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasonText } from '../../src/report/ledger-text.js';
import { doubts, dueNow, dueOnPaper, resolveDoubt } from '../../src/sending/ledger/due.js';
import {
  outcomeSchema,
  readLedgerLine,
  stampEntry,
  writeLedgerLine,
  type LedgerEntry,
  type OutcomeKind,
} from '../../src/sending/ledger/ledger-event.js';
import { createLedgerFold, type LedgerState } from '../../src/sending/ledger/ledger-state.js';

const start = Date.parse('2028-05-02T09:00:00.000Z');
const key = fc.constantFrom('a', 'b', 'c');
const reply = fc.record({
  code: fc.integer({ min: 200, max: 599 }),
  enhanced: fc.option(fc.constant('5.1.1')),
  text: fc.string(),
});
const anyEntry: fc.Arbitrary<LedgerEntry> = fc.oneof(
  fc.record({
    type: fc.constant('attempt' as const),
    key,
    campaign: fc.string(),
    mailing: fc.string(),
    clp: fc.string(),
    email: fc.string(),
    messageId: fc.string(),
    date: fc.constant('2028-05-02T09:00:00.000Z'),
    digest: fc.string(),
  }),
  fc.record({ type: fc.constant('released' as const), key }),
  fc.record({
    type: fc.constant('outcome' as const),
    key,
    outcome: fc.constantFrom(...outcomeSchema.options),
    stage: fc.constantFrom('rcpt', 'final'),
    reply: fc.option(reply),
    cause: fc.constant('reply'),
    notBefore: fc.option(fc.constant('2028-05-02T09:05:00.000Z')),
  }),
  fc.record({
    type: fc.constant('posted' as const),
    key,
    campaign: fc.string(),
    mailing: fc.string(),
    clp: fc.string(),
    email: fc.option(fc.string()),
  }),
  fc.record({ type: fc.constant('resolution' as const), key, decision: fc.constantFrom('sent', 'resend') }),
);

/** The state after these entries, each written as a line and read back, a second after the one before. */
function stateAfter(entries: readonly LedgerEntry[]): LedgerState {
  const fold = createLedgerFold();
  entries.forEach((entry, index) => {
    const line = readLedgerLine(writeLedgerLine(stampEntry(entry, index + 1, new Date(start + index * 1000))));
    if (line.kind !== 'event') throw new Error(line.kind);
    fold.apply(line.event);
  });
  return fold.state;
}

const attempt: LedgerEntry = {
  type: 'attempt',
  key: 'a',
  campaign: 'nec-2028',
  mailing: 're-election',
  clp: 'Arfon',
  email: 'mair@example.org',
  messageId: 'a@example.org',
  date: '2028-05-02T09:00:00.000Z',
  digest: 'd1',
};
const released: LedgerEntry = { type: 'released', key: 'a' };
const outcome = (kind: OutcomeKind, notBefore: string | null = null): LedgerEntry => ({
  type: 'outcome',
  key: 'a',
  outcome: kind,
  stage: 'final',
  reply: null,
  cause: 'closed',
  notBefore,
});
const posted: LedgerEntry = {
  type: 'posted',
  key: 'a',
  campaign: 'nec-2028',
  mailing: 're-election',
  clp: 'Arfon',
  email: null,
};
const due = (entries: readonly LedgerEntry[], now = new Date(start + 60_000)): string => {
  const { action, reason } = dueNow(stateAfter(entries), 'a', now);
  return `${action}: ${reason}`;
};

describe('what a ledger says of a letter', () => {
  const deferred = outcome('deferred', '2028-05-02T09:05:00.000Z');
  const cases: readonly (readonly [string, readonly LedgerEntry[], string])[] = [
    ['never tried', [], 'send: never-tried'],
    ['killed after the attempt', [attempt], 'send: not-sent'],
    ['killed after the release', [attempt, released], 'hold: doubt'],
    ['accepted', [attempt, released, outcome('accepted')], 'skip: accepted'],
    ['refused', [attempt, outcome('failed')], 'skip: failed'],
    ['in doubt', [attempt, released, outcome('doubt')], 'hold: doubt'],
    ['deferred until later', [attempt, deferred], 'skip: not-yet'],
    ['deferred without a time', [attempt, outcome('deferred')], 'send: deferred'],
    ['deferred, then killed after the next attempt', [attempt, deferred, attempt], 'send: not-sent'],
    ['deferred, then killed after the next release', [attempt, deferred, attempt, released], 'hold: doubt'],
    [
      'a doubt settled as sent',
      [attempt, released, { type: 'resolution', key: 'a', decision: 'sent' }],
      'skip: accepted',
    ],
    [
      'a doubt to be sent again',
      [attempt, released, { type: 'resolution', key: 'a', decision: 'resend' }],
      'send: not-sent',
    ],
    ['posted', [posted], 'skip: posted'],
    ['posted after it was refused', [attempt, outcome('failed'), posted], 'skip: posted'],
    ['posted though in doubt', [attempt, released, posted], 'skip: posted'],
  ];
  test.each(cases)('%s', (_, entries, expected) => {
    expect(due(entries)).toBe(expected);
  });

  test('a deferral is over when its time has come, and also when the clock was set back before it', () => {
    expect(due([attempt, deferred], new Date('2028-05-02T09:05:00.000Z'))).toBe('send: deferred');
    expect(due([attempt, deferred], new Date('2020-01-01T00:00:00.000Z'))).toBe('send: deferred');
  });

  test('the Date of the first attempt is kept, and the digest of the last', () => {
    const record = stateAfter([
      attempt,
      outcome('deferred'),
      { ...attempt, date: '2029-01-01T00:00:00.000Z', digest: 'd2' },
    ]).letters.get('a');
    expect(record?.date.toISOString()).toBe('2028-05-02T09:00:00.000Z');
    expect(record?.digest).toBe('d2');
    expect(record?.attempts).toBe(2);
  });

  test('what was posted stands for the CLPs that it names, also where an e-mail before it stood for others', () => {
    const mailed = { ...attempt, clps: ['Arfon', 'Bangor'] };
    const printed = { ...posted, clps: ['Arfon', 'Bangor', 'Ynys Môn'] };
    expect(stateAfter([mailed, outcome('deferred'), printed]).letters.get('a')?.clps).toEqual(printed.clps);
  });

  test('is read where another nominate gave a cause that this one does not know, which is shown as it stands', () => {
    const ended = { ...outcome('deferred'), cause: 'solar-storm' };
    const record = stateAfter([attempt, ended]).letters.get('a');
    expect(record?.standing).toBe('deferred');
    expect(record === undefined ? '' : reasonText(record)).toBe('solar-storm (at final)');
    const known = stateAfter([attempt, outcome('deferred')]).letters.get('a');
    expect(known === undefined ? '' : reasonText(known)).toBe('the connection was lost (at final)');
  });
});

test('on paper goes what a mail server refused or put off, and nothing that may have arrived', () => {
  const onPaper = (...entries: readonly LedgerEntry[]): string =>
    dueOnPaper(stateAfter(entries), 'a', new Date(start + 60_000)).action;
  const later = outcome('deferred', '2028-05-02T09:05:00.000Z');
  expect([onPaper(), onPaper(attempt), onPaper(attempt, outcome('failed')), onPaper(attempt, later)]).toEqual(
    Array.from({ length: 4 }, () => 'send'),
  );
  expect([onPaper(attempt, outcome('accepted')), onPaper(posted)]).toEqual(['skip', 'skip']);
  expect([onPaper(attempt, released), onPaper(attempt, outcome('doubt'))]).toEqual(['hold', 'hold']);
});

test('only a doubt can be settled', () => {
  expect(resolveDoubt(stateAfter([attempt, released]), 'a', 'resend')).not.toBeNull();
  expect(resolveDoubt(stateAfter([attempt, outcome('accepted')]), 'a', 'resend')).toBeNull();
  expect(resolveDoubt(stateAfter([]), 'a', 'sent')).toBeNull();
  expect(doubts(stateAfter([attempt, released])).map((record) => record.key)).toEqual(['a']);
});

test('any events in any order give a state in which a letter that was released and has no outcome is never due', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 40 }), (entries) => {
      const state = stateAfter(entries);
      expect(state.seq).toBe(entries.length);
      for (const letter of ['a', 'b', 'c']) {
        const history = entries.filter((entry) => entry.key === letter);
        const last = history.at(-1);
        const wasAttempted = history.some(({ type }) => type === 'attempt');
        if (last?.type === 'released' && wasAttempted)
          expect(dueNow(state, letter, new Date(start)).action).toBe('hold');
      }
    }),
  );
});

test('no line survives the change of any one character', () => {
  fc.assert(
    fc.property(anyEntry, fc.nat(), fc.constantFrom('x', '0', '"', '}'), (entry, place, character) => {
      const line = writeLedgerLine(stampEntry(entry, 7, new Date(start)));
      const at = place % line.length;
      fc.pre(line[at] !== character);
      expect(readLedgerLine(line.slice(0, at) + character + line.slice(at + 1)).kind).toBe('damaged');
    }),
  );
});

test('the attempts are remembered for the pace, also through a time of day that was wrong for a while', () => {
  const fold = createLedgerFold();
  const hours = [0, 10, 9000, 11];
  hours.forEach((hour, index) => {
    const line = readLedgerLine(writeLedgerLine(stampEntry(attempt, index + 1, new Date(start + hour * 3_600_000))));
    if (line.kind === 'event') fold.apply(line.event);
  });
  expect(fold.state.recentAttempts.map((time) => (time - start) / 3_600_000)).toEqual(hours);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greetingOf } from '../../src/recipients/person/greeting-of-row.js';
import type { EmailAddress } from '../../src/email-address.js';
import { createDuplicates } from '../../src/recipients/duplicates/duplicates.js';
import type { ListHead, Recipient } from '../../src/recipients/recipient.js';
import { runs } from '../runs.js';

const head: ListHead = {
  file: 'clps.csv',
  encoding: 'UTF-8',
  delimiter: ',',
  columns: [
    { name: 'clp', header: 'clp', number: 1 },
    { name: 'email', header: 'email', number: 2 },
  ],
};

function address(typed: string): EmailAddress {
  return { typed, wire: typed, domain: 'example.org', needsSmtpUtf8: false };
}

function row(line: number, clp: string, email: string): Recipient {
  return {
    line,
    clp,
    name: '',
    greeting: greetingOf({}),
    email: address(email),
    postalAddress: [],
    language: null,
    columns: {},
  };
}

interface Seen {
  readonly line: number;
  readonly clp: string;
  readonly email: string;
}

/** What a person with the whole list before them would say of its last row. */
function verdictByHand(earlier: readonly Seen[], last: Seen): { repeats: number | null; conflicts: readonly string[] } {
  const same = earlier.find(({ clp, email }) => clp === last.clp && email === last.email);
  if (same !== undefined) return { repeats: same.line, conflicts: [] };
  const conflicts = [
    ...(earlier.some(({ email }) => email === last.email) ? [`${last.line} address-for-two-clps`] : []),
    ...(earlier.some(({ clp }) => clp === last.clp) ? [`${last.line} clp-with-two-addresses`] : []),
  ];
  return { repeats: null, conflicts };
}

describe('createDuplicates', () => {
  it('says of every row what a person with the whole list before them would say', () => {
    const pairs = fc.array(
      fc.tuple(
        fc.constantFrom('Ynys Môn', 'Cardiff West', 'Oxford East', 'Leeds East'),
        fc.integer({ min: 0, max: 5 }),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(pairs, (list) => {
        const duplicates = createDuplicates(head);
        const earlier: Seen[] = [];
        list.forEach(([clp, number], index) => {
          const seen = { line: index + 2, clp, email: `jo${number}@example.org` };
          const { repeats, problems } = duplicates.see(row(seen.line, clp, seen.email));
          const here = problems.filter(({ line, severity }) => line === seen.line && severity === 'error');
          expect({ repeats, conflicts: here.map(({ line, code }) => `${line ?? 0} ${code}`) }).toEqual(
            verdictByHand(earlier, seen),
          );
          earlier.push(seen);
        });
      }),
      { numRuns: runs(300) },
    );
  });

  it('tells the first row of a conflict once, however many rows follow', () => {
    const duplicates = createDuplicates(head);
    const clps = ['Ynys Môn', 'Cardiff West', 'Oxford East', 'Leeds East'];
    const problems = clps.flatMap((clp, index) => duplicates.see(row(index + 2, clp, 'jo@example.org')).problems);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 2],
      [3, 2],
      [4, 2],
      [5, 2],
    ]);
  });

  it('takes addresses in another case, and CLPs with another spelling, for the same', () => {
    const duplicates = createDuplicates(head);
    duplicates.see(row(2, 'Stoke-on-Trent Central', 'Jo@example.org'));
    expect(duplicates.see(row(3, 'STOKE ON TRENT CENTRAL CLP', 'jo@Example.org')).repeats).toBe(2);
  });

  it('keeps at most 100 bytes a row of a long list, and finds its first row again', () => {
    const rows = 300_000;
    const duplicates = createDuplicates(head);
    const before = process.memoryUsage().arrayBuffers;
    let told = 0;
    for (let line = 2; line < rows + 2; line += 1)
      told += duplicates.see(row(line, `Ward ${line}`, `jo${line}@example.org`)).problems.length;
    expect(told).toBe(0);
    expect((process.memoryUsage().arrayBuffers - before) / rows).toBeLessThan(100);
    expect(duplicates.see(row(rows + 2, 'Ward 2', 'jo2@example.org')).repeats).toBe(2);
  });
});

import { describe, expect, it } from 'vitest';
import { greetingOf } from '../../src/recipients/person/greeting-of-row.js';
import { parseMailbox } from '../../src/email-address.js';
import type { ListHead } from '../../src/recipients/recipient.js';
import { createWrongPersonGuard } from '../../src/recipients/table/wrong-person.js';
import type { Problem } from '../../src/problem.js';
import { inventPairs, inventPeople, type Pair } from './person/invented-pairs.js';

const head: ListHead = {
  file: 'clps.csv',
  encoding: 'UTF-8',
  delimiter: ',',
  columns: ['clp', 'name', 'email'].map((name, index) => ({ name, header: name, number: index + 1 })),
};

/** What is told of a list with these rows; the first stands on line 2. */
function problemsOf(pairs: readonly Pair[]): readonly Problem[] {
  const guard = createWrongPersonGuard(head);
  pairs.forEach(({ clp, name, email }, index) => {
    const line = index + 2;
    const address = parseMailbox(email)?.address ?? null;
    const recipient =
      address === null
        ? null
        : { line, clp, name, greeting: greetingOf({}), email: address, postalAddress: [], language: null, columns: {} };
    guard.see({ kind: 'row', line, cells: [clp, name, email], recipient, problems: [], refusesList: false });
  });
  return guard.problems();
}

function isDoubted(name: string, local: string, clp = 'Bath'): boolean {
  return problemsOf([{ clp, name, email: `${local}@example.org` }]).length > 0;
}

describe('the guard against a wrong person', () => {
  it('raises false alarms for 2 of 100 people, only where the address does bear another given name', () => {
    const pairs = inventPairs();
    expect(pairs).toHaveLength(1000);
    const alarms = pairs.filter((pair) => problemsOf([pair]).length > 0);
    expect(alarms.length / pairs.length).toBeLessThanOrEqual(0.02);
    expect(
      alarms.filter(({ email }) => !/^(?:david|sheila|john|karen)\.(?:ashworth|maidenname)@/u.test(email)),
    ).toEqual([]);
  });

  it('sees four of five people who have got the address of another', () => {
    const people = inventPeople();
    const moved = people.map((pair, index) => {
      return { ...pair, email: people[(index * 7 + 3) % people.length]?.email ?? '' };
    });
    const wrong = moved.filter(({ email }, index) => email !== people[index]?.email);
    expect(wrong.filter((pair) => problemsOf([pair]).length > 0).length / wrong.length).toBeGreaterThan(0.8);
  });

  it.each([
    ['Priya Shah', 'james.smith'],
    ['Priya Shah', 'jamessmith'],
    ['Priya Shah', 'smith.james62'],
    ['Priya Shah', 'james'],
    ['Siân Prŷs', 'dafydd.llwyd'],
    ['Łucja Kowalska', 'piotr.nowak'],
    ['Shah, Priya', 'david_brown'],
  ])('doubts that %s is %s', (name, local) => {
    expect(isDoubted(name, local)).toBe(true);
  });

  it.each([
    ['Priya Shah', 'secretary'],
    ['Priya Shah', 'clp.bath'],
    ['Priya Shah', 'info'],
    ['Priya Shah', 'james.secretary'],
    ['Priya Shah', 'ps'],
    ['Priya Shah', 'p.jones'],
    ['Robert Hill', 'bob.hartley'],
    ['Bob Hill', 'robert1960'],
    ['Elizabeth Hill', 'liz'],
    ['Siân Prŷs', 'sian'],
    ['Robert MacDonald', 'r.mcdonald'],
    ['Zoë Mensah-Clarke', 'clarke.family'],
    ['Hughes, Margaret', 'margaret.hughes'],
    ['Małgorzata Wójcik', 'gosia.w'],
    ['Łukasz Król', 'lukasz'],
    ['Michael Stone', 'micheal.s'],
    ['Jo Ely', 'jo.smith'],
    ['Владимир Петров', 'james.smith'],
    ['CLP Secretary', 'james.smith'],
    ['', 'james.smith'],
    ['Priya Shah', 'st.helens'],
  ])('does not doubt that %s is %s', (name, local) => {
    expect(isDoubted(name, local, 'St Helens North')).toBe(false);
  });

  it('takes the words of a CLP for no person’s', () => {
    expect(isDoubted('Priya Shah', 'martin.close', 'Bath')).toBe(true);
    expect(isDoubted('Priya Shah', 'martin.close', 'Martin Close')).toBe(false);
  });

  const people = inventPeople();
  const addresses = people.map(({ email }) => email);
  const errors = (pairs: readonly Pair[]): readonly string[] =>
    problemsOf(pairs)
      .filter(({ severity }) => severity === 'error')
      .map(({ line, column, code, message }) => `${line ?? 0}:${column ?? 0} ${code} ${message}`);

  it('finds the line where addresses begin to be those of the row above, and tells no more of those rows', () => {
    const slipped = people.map((pair, index) =>
      index < 20 ? pair : { ...pair, email: index === 20 ? '' : (addresses[index - 1] ?? '') },
    );
    expect(errors(slipped)).toEqual([
      expect.stringMatching(/^23:3 slipped-column From line 23 to line 51, .* one row above/u),
    ]);
    expect(problemsOf(slipped)).toHaveLength(1);
  });

  it('finds the line where addresses begin to be those of the row below', () => {
    const slipped = people.map((pair, index) => (index < 20 ? pair : { ...pair, email: addresses[index + 1] ?? '' }));
    expect(errors(slipped)).toEqual([
      expect.stringMatching(/^22:3 slipped-column From line 22 to line 50, .* one row below/u),
    ]);
  });

  it('finds a slip among addresses of offices, which tell nothing', () => {
    const slipped = people.map((pair, index) => {
      if (index < 20) return pair;
      return { ...pair, email: index % 3 === 0 ? 'secretary@example.org' : (addresses[index + 1] ?? '') };
    });
    expect(errors(slipped)).toEqual([expect.stringContaining('22:3 slipped-column')]);
  });

  it('takes two rows that were exchanged for a mistake of two rows, not for a slip', () => {
    const exchanged = people.map((pair, index) => {
      if (index !== 20 && index !== 21) return pair;
      return { ...pair, email: addresses[index === 20 ? 21 : 20] ?? '' };
    });
    expect(errors(exchanged)).toEqual([]);
    expect(problemsOf(exchanged).length).toBeGreaterThan(0);
  });

  it('finds no slip where neighbours share a family name', () => {
    const family = ['Ann', 'Bob', 'Cai', 'Dai', 'Eve', 'Flo'].map((given, index) => {
      return { clp: `Ward ${index}`, name: `${given} Jones`, email: `jones${index}@example.org` };
    });
    expect(problemsOf(family)).toEqual([]);
  });
});

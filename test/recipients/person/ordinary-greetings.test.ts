import fc from 'fast-check';
import { expect, it } from 'vitest';
import { greetingOf } from '../../../src/recipients/person/greeting-of-row.js';
import { greetingProblem } from '../../../src/recipients/person/greeting-problem.js';
import {
  CONJUNCTIONS,
  HONOURS,
  isOffice,
  isTitle,
  OFFICES,
  TITLES,
} from '../../../src/recipients/person/name-tables.js';
import { STAND_INS } from '../../../src/recipients/person/stand-ins.js';
import { runs } from '../../runs.js';
import { ordinaryNames } from './ordinary-names.js';

const PLACE = { file: 'clps.csv', line: 2, column: 2 };
const NAMES = ordinaryNames();

/** What is printed after "Dear" (null: the fallback), and whether anything is told of it. */
function dear(columns: Readonly<Record<string, string>>): { readonly text: string | null; readonly isTold: boolean } {
  const greeting = greetingOf(columns);
  const cell = greeting.column === null ? '' : (columns[greeting.column] ?? '');
  return { text: greeting.text, isTold: greetingProblem(greeting, cell, PLACE) !== null };
}

it.each(['%g %f', 'Cllr %g %f', 'Dr. %g %f', '%f, %g', '%g %f (Secretary)', '%g %f, CLP Secretary', 'Mx %g %f MBE'])(
  'ordinary names written as "%s" are greeted by the first name, and at most one in 200 is told of',
  (form) => {
    const wrong: string[] = [];
    const toldOf: string[] = [];
    for (const { given, family } of NAMES) {
      const name = form.replace('%g', given).replace('%f', family);
      const { text, isTold } = dear({ name });
      if (isTold) toldOf.push(`${name}: ${String(text)}`);
      // Which words of several are the first name, nobody can tell: "Abdul Karim", "Mei Ling".
      else if (text !== given && text !== given.split(' ')[0]) wrong.push(`${name}: ${String(text)}`);
    }
    expect(wrong).toEqual([]);
    expect(toldOf.length, toldOf.join('\n')).toBeLessThanOrEqual(NAMES.length / 200);
  },
);

it('the same in columns of their own are greeted whole, and none is told of', () => {
  const greeted = NAMES.map(({ given, family }) => ({ given, ...dear({ first_name: given, last_name: family }) }));
  expect(greeted.filter(({ given, text, isTold }) => text !== given || isTold)).toEqual([]);
});

it('no greeting that is not told of is a title, an office, a conjunction, a sign or a stand-in', () => {
  const odd = [
    ...TITLES,
    ...OFFICES,
    ...HONOURS,
    ...CONJUNCTIONS,
    ...STAND_INS,
    '?',
    '-',
    '"',
    '(',
    '1.',
    '•',
    ',',
    '/',
  ];
  const word = fc.oneof(
    fc.constantFrom(...odd),
    fc.constantFrom(...odd.map((text) => text.charAt(0).toUpperCase() + text.slice(1))),
    fc.constantFrom(...NAMES.map(({ given }) => given), ...NAMES.map(({ family }) => family)),
  );
  const cell = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(cell, cell, cell, cell, (name, first, last, title) => {
      const { text, isTold } = dear({ name, first_name: first, last_name: last, title });
      if (text === null || isTold) return;
      const words = text.split(' ');
      expect(
        words.every((one) => isTitle(one) || isOffice(one)),
        text,
      ).toBe(false);
      expect(STAND_INS.has(text.toLowerCase()), text).toBe(false);
      expect(CONJUNCTIONS.has((words[0] ?? '').toLowerCase()), text).toBe(false);
      expect(text).toMatch(/^[\p{L}\p{M}'’. &-]+$/u);
    }),
    { numRuns: runs(2000) },
  );
});

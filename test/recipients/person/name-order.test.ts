import { describe, expect, it } from 'vitest';
import { greetingOf } from '../../../src/recipients/person/greeting-of-row.js';
import { createNameOrder } from '../../../src/recipients/person/name-order.js';
import { ordinaryNames } from './ordinary-names.js';

/** What is told of a list with these names; the first stands on line 2. */
function told(names: readonly string[]): readonly string[] {
  const watch = createNameOrder();
  names.forEach((name, index) => {
    watch.see(name, greetingOf({ name }), { file: 'clps.csv', line: index + 2, column: 2 });
  });
  return watch.problems().map(({ code, message }) => `${code}: ${message}`);
}

describe('a surname that may stand first', () => {
  it.each([
    ['Ng Wei', 'Ng'],
    ['Wong Mei Ling', 'Wong'],
    ['Chan Ka-Shing', 'Chan'],
    ['Zhang Wei', 'Zhang'],
    ['Li Xiaoming', 'Li'],
    ['Nguyễn Văn An', 'Nguyễn'],
    ['Kim Jong-min', 'Kim'],
    ['Nagy István', 'Nagy'],
    ['Kovács János', 'Kovács'],
    ['Ely Jo', 'Ely'],
    ['Featherstonehaugh Margaret', 'Featherstonehaugh'],
    ['D’Souza Maria', 'D’Souza'],
  ])('is told of %s', (name, text) => {
    expect(told([name])).toEqual([
      `surname-first: In line 2, the surname may stand first: the letter to "${name}" would begin "Dear ${text},".`,
    ]);
  });

  it('is told once of a list', () => {
    expect(told(['Jo Ely', 'Ng Wei', 'Chan Ka-Shing'])).toEqual([
      'surname-first: In lines 3, 4, the surname may stand first: the letter to "Ng Wei" would begin "Dear Ng,".',
    ]);
  });

  it('is told of a word alone that is no known first name', () => {
    expect(told(['Ely', 'Priya', 'Siân'])).toEqual([
      'one-word-name: In line 2, the only word may be a surname: the letter to "Ely" would begin "Dear Ely,".',
    ]);
  });

  it('is told of at most one in 200 ordinary names of eleven cultures', () => {
    const names = ordinaryNames().map(({ given, family }) => `${given} ${family}`);
    const alarms = names.filter((name) => told([name]).length > 0);
    expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(names.length / 200);
  });

  it.each([
    'Kavitha Suresh',
    'Nadia Tariq',
    'Adaeze Chidi',
    'Llinos Gwilym',
    'Loveday James',
    'Ann Smith',
    'Morgan Thomas',
  ])('is not told of %s', (name) => {
    expect(told([name])).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greetingOf } from '../../src/recipients/person/greeting-of-row.js';
import type { Recipient } from '../../src/recipients/recipient.js';
import { parseCriterion, type Criterion } from '../../src/sending/plan/choice/criterion.js';
import { createSelector } from '../../src/sending/plan/choice/selection.js';
import { runs } from '../runs.js';

function criterion(typed: string): Criterion {
  const parsed = parseCriterion(typed);
  if (!parsed.ok) throw new Error(parsed.refusal);
  return parsed.criterion;
}

function recipient(columns: Readonly<Record<string, string>>): Recipient {
  const clp = columns['clp'] ?? 'Bath';
  return { line: 2, clp, name: '', greeting: greetingOf({}), email: null, postalAddress: [], language: null, columns };
}

/** The rows among these that a choice takes, by their place. */
function chosen(rows: readonly Recipient[], only: readonly string[], except: readonly string[] = []): number[] {
  const selector = createSelector({ only: only.map(criterion), except: except.map(criterion) });
  return rows.flatMap((row, index) => (selector.takes(row) ? [index] : []));
}

const ROWS = [
  { clp: 'Bath', nominated: 'yes', language: 'cy', post: 'yes' },
  { clp: 'Ynys Môn', nominated: 'No', language: 'en-GB', post: '' },
  { clp: 'Kingston upon Hull East CLP', nominated: '', language: '', post: 'no' },
].map(recipient);

describe('a choice', () => {
  it.each([
    [['nominated=yes'], [0]],
    [['nominated!=yes'], [1, 2]],
    [[' Nominated = YES '], [0]],
    [['nominated='], [2]],
    [['nominated!='], [0, 1]],
    [['ynys mon'], [1]],
    [['Kingston-upon-Hull East'], [2]],
    [['clp=Bath CLP'], [0]],
    [['clp!=Bath'], [1, 2]],
    [['language=Welsh'], [0]],
    [['language!=Cymraeg'], [1, 2]],
    [['post=Y'], [0]],
    [['post!=paper'], [1, 2]],
    [
      ['Bath', 'nominated='],
      [0, 2],
    ],
  ])('by %j takes the rows %j', (only, rows) => {
    expect(chosen(ROWS, only)).toEqual(rows);
  });

  it('takes what --except leaves of it', () => {
    expect(chosen(ROWS, [], ['Bath'])).toEqual([1, 2]);
    expect(chosen(ROWS, ['nominated!=yes'], ['Ynys Môn'])).toEqual([2]);
    expect(chosen(ROWS, ['Bath'], ['nominated=yes'])).toEqual([]);
  });

  it('never contains its own complement', () => {
    const cell = fc.constantFrom('', 'yes', 'Yes ', 'no', 'x=y', 'é', 'Welsh', 'cy', 'Y');
    const column = fc.constantFrom('nominated', 'language', 'post', 'clp', 'large_print');
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), column, cell, (cells, name, value) => {
        const rows = cells.map((content) => recipient({ [name]: content }));
        const all = rows.map((_, index) => index);
        const is = chosen(rows, [`${name}=${value}`]);
        const isNot = chosen(rows, [`${name}!=${value}`]);
        expect([...is, ...isNot].sort((one, other) => one - other)).toEqual(all);
        expect(chosen(rows, [], [`${name}=${value}`])).toEqual(isNot);
        expect(chosen(rows, [], [`${name}!=${value}`])).toEqual(is);
      }),
      { numRuns: runs(200) },
    );
  });

  it('by a column that the list lacks takes nobody, whichever way it is put', () => {
    expect(chosen(ROWS, ['nation!=Wales'])).toEqual([]);
    expect(chosen(ROWS, ['nation='])).toEqual([]);
  });
});

describe('a sign that is no part of the grammar is refused, with what was meant', () => {
  it.each([
    ['nominated>=5', null],
    ['nominated<5', null],
    ['nominated==yes', '"nominated=yes"'],
    ['nominated!==yes', '"nominated!=yes"'],
    ['nominated<>yes', '"nominated!=yes"'],
    ['nominated≠yes', '"nominated!=yes"'],
    ['nominated!yes', '"nominated!=yes"'],
    ['nominated=~yes', '"nominated=yes"'],
    ['nominated~yes', '"nominated=yes"'],
    ['nominated: yes', '"nominated=yes"'],
    ['nominated=!yes', null],
    ['!nominated=yes', '"nominated!=yes"'],
    ['!Bath', '--except "Bath"'],
    ['-Bath', '--except "Bath"'],
    ['Bath*', null],
    ['Bath|Corby', null],
    ['"Bath"', null],
    ['=yes', null],
    ['!=yes', null],
    ['', null],
    ['  ', null],
  ])('%j', (typed, meant) => {
    const parsed = parseCriterion(typed);
    const refusal = parsed.ok ? 'taken' : parsed.refusal;
    expect(refusal).toContain('FIELD!=VALUE');
    expect(/Did you mean (.*)\?$/u.exec(refusal)?.[1] ?? null).toBe(meant);
  });

  it.each([
    'Ynys Môn',
    'Carmarthen West and South Pembrokeshire',
    'Brighton, Pavilion',
    "King's Lynn",
    'St. Helens North (Rainford)',
    'Ross, Skye / Lochaber',
    'Faversham & Mid Kent',
    'nation=x!=y',
    'note=a > b: c',
  ])('%j is not', (typed) => {
    expect(parseCriterion(typed).ok).toBe(true);
  });
});

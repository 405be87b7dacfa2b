import { describe, expect, it } from 'vitest';
import { calendarName } from '../../src/letter/wording/calendar-names.js';
import { formatDate, formatList, formatOrdinal, formatWords, type Piece } from '../../src/letter/wording/language.js';

function written(pieces: readonly Piece[]): string {
  return pieces.map(({ text, superscript }) => (superscript ? `^${text}^` : text)).join('');
}

it.each(['en-GB', 'cy'])('calls months and weekdays in %s what Intl calls them', (language) => {
  for (let day = 0; day < 366; day += 5) {
    const date = new Date(Date.UTC(2028, 0, 1 + day));
    for (const part of ['month', 'weekday'] as const)
      expect(calendarName(part, date, language)).toBe(
        date.toLocaleDateString(language, { timeZone: 'UTC', [part]: 'long' }),
      );
  }
});

describe('dates', () => {
  const date = new Date('2028-06-01T00:00:00Z');

  it.each([
    ['long', 'en-GB', '1 June 2028'],
    ['full', 'en', 'Thursday 1 June 2028'],
    ['day-month', 'en-GB', '1 June'],
    ['ordinal', 'en-GB', '1^st^ June'],
    ['long', 'cy', '1 Mehefin 2028'],
    ['full', 'cy', 'Dydd Iau 1 Mehefin 2028'],
    ['ordinal', 'cy-GB', '1 Mehefin'],
  ] as const)('%s in %s: %s', (format, language, text) => {
    expect(written(formatDate(date, format, language))).toBe(text);
  });
});

it.each([
  [1, 'en', '1^st^'],
  [2, 'en-GB', '2^nd^'],
  [3, 'en', '3^rd^'],
  [11, 'en', '11^th^'],
  [12, 'en', '12^th^'],
  [113, 'en', '113^th^'],
  [21, 'en', '21^st^'],
  [1, 'cy', '1^af^'],
  [4, 'cy', '4^ydd^'],
  [18, 'cy', '18^fed^'],
  [21, 'cy', '21^ain^'],
  [40, 'cy', '40^fed^'],
  [3, 'gd', '3'],
])('the ordinal of %d in %s is %s', (number, language, text) => {
  expect(written(formatOrdinal(number, language))).toBe(text);
});

it.each([
  [0, 'en', 'zero'],
  [6, 'en-GB', 'six'],
  [13, 'en', 'thirteen'],
  [40, 'en', 'forty'],
  [29, 'en', 'twenty-nine'],
  [100, 'en', 'a hundred'],
  [101, 'en', '101'],
  [0, 'cy', 'dim'],
  [9, 'cy', 'naw'],
  [10, 'cy', 'deg'],
  [16, 'cy', 'un deg chwech'],
  [31, 'cy', 'tri deg un'],
  [60, 'cy', 'chwe deg'],
  [100, 'cy', 'cant'],
  [6, 'gd', '6'],
])('%d in words in %s is %s', (number, language, text) => {
  expect(formatWords(number, language)).toBe(text);
});

it.each([
  [['A'], 'en', 'A'],
  [['A', 'B'], 'en-GB', 'A and B'],
  [['A', 'B', 'C'], 'en-GB', 'A, B and C'],
  [['Cai', 'Dai'], 'cy', 'Cai a Dai'],
  [['Cai', 'Ŵyn'], 'cy', 'Cai ac Ŵyn'],
  [['Dai', 'Cai', 'Elin'], 'cy', 'Dai, Cai ac Elin'],
  [[], 'cy', ''],
])('the list %j in %s is "%s"', (items, language, text) => {
  expect(formatList(items, language)).toBe(text);
});

/** What comes first in a date in figures: 11/05/2028 is 11 May, or 5 November as the United States write it. */
export const DATE_ORDERS = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Two numbers and a year, of four digits or, of this century, of two. */
const IN_FIGURES = /^(?<one>\d{1,2})(?<sign>[/.-])(?<other>\d{1,2})\k<sign>(?<year>(?:19|20)?\d\d)$/u;

function isoDate(year: string, month: string, day: string): string | null {
  const iso = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}

/** Each way in which a text may be a date in figures, as an ISO date; none where it is no such date. */
export function datesInFigures(text: string): ReadonlyMap<DateOrder, string> {
  const { one = '', other = '', year } = IN_FIGURES.exec(text.trim())?.groups ?? {};
  if (year === undefined) return new Map();
  const ways = [
    ['day-first', isoDate(year, other, one)],
    ['month-first', isoDate(year, one, other)],
  ] as const;
  return new Map(ways.flatMap(([order, iso]) => (iso === null ? [] : [[order, iso]])));
}

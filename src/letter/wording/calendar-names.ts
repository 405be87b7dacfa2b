/** What months and weekdays are called in a language, from January and from Sunday on. */
export interface CalendarNames {
  readonly month: readonly string[];
  readonly weekday: readonly string[];
}

export const ENGLISH: CalendarNames = {
  month: 'January February March April May June July August September October November December'.split(' '),
  weekday: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
};

export const WELSH: CalendarNames = {
  month: 'Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr'.split(' '),
  weekday: 'Dydd Sul,Dydd Llun,Dydd Mawrth,Dydd Mercher,Dydd Iau,Dydd Gwener,Dydd Sadwrn'.split(','),
};

/** The names of those languages that most letters are in, by their tags without region: Intl takes ten milliseconds for the first name of any language. */
const known = new Map([
  ['en', ENGLISH],
  ['cy', WELSH],
]);

/** The names of those that were asked for in other languages: a mailing has a handful, and to ask Intl for each letter took longer than all else about a date. */
const asked = new Map<string, string>();

/** The name of a date's month or weekday, in UTC and in the Gregorian calendar. `language`: BCP 47. */
export function calendarName(part: 'month' | 'weekday', date: Date, language: string): string {
  const index = part === 'month' ? date.getUTCMonth() : date.getUTCDay();
  const ours = known.get(language.split('-')[0]?.toLowerCase() ?? language)?.[part][index];
  if (ours !== undefined) return ours;
  const key = `${language} ${part} ${index}`;
  const name =
    asked.get(key) ?? date.toLocaleDateString(language, { timeZone: 'UTC', calendar: 'gregory', [part]: 'long' });
  asked.set(key, name);
  return name;
}

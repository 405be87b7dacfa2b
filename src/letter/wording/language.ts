import { calendarName } from './calendar-names.js';

/** A stretch of a helper's result. */
export interface Piece {
  readonly text: string;
  readonly superscript: boolean;
}

export type DateFormat = 'long' | 'full' | 'day-month' | 'ordinal';
export const dateFormats: readonly string[] = ['long', 'full', 'day-month', 'ordinal'];

/** The language without its region: "cy" of "cy-GB". */
function base(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? language;
}

/** The instant at which an ISO date (2028-06-24) begins in UTC; null where there is no such day. */
export function parseIsoDate(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return null;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : date;
}

/**
 * A date in words: "24 June 2028" (long), "Saturday 24 June 2028" (full), "24 June" (day-month),
 * "24^th^ June" (ordinal; Welsh writes dates without ordinals).
 * Day, month and year stand in the British and Welsh order, and not as Intl joins them: that differs among Node versions.
 */
export function formatDate(date: Date, format: DateFormat, language: string): readonly Piece[] {
  const month = calendarName('month', date, language);
  if (format === 'ordinal' && base(language) === 'en') {
    return [...formatOrdinal(date.getUTCDate(), language), { text: ` ${month}`, superscript: false }];
  }
  const dayMonth = `${date.getUTCDate()} ${month}`;
  const long = `${dayMonth} ${date.getUTCFullYear()}`;
  const text = {
    long,
    full: `${calendarName('weekday', date, language)} ${long}`,
    'day-month': dayMonth,
    ordinal: dayMonth,
  }[format];
  return [{ text, superscript: false }];
}

/** An ISO date in words, in its long form; any other text as it stands. */
export function dateInWords(text: string, language: string): string {
  const date = parseIsoDate(text);
  if (date === null) return text;
  return formatDate(date, 'long', language)
    .map((piece) => piece.text)
    .join('');
}

const englishOrdinals = new Intl.PluralRules('en-GB', { type: 'ordinal' });
const englishEndings: Record<Intl.LDMLPluralRule, string> = {
  one: 'st',
  two: 'nd',
  few: 'rd',
  other: 'th',
  zero: 'th',
  many: 'th',
};

/** Welsh Government style (BydTermCymru): 1af, 2il, 3ydd … 10fed, 11eg … 20fed, 21ain. */
const welshEndings = 'fed af il ydd ydd ed ed fed fed fed fed eg fed eg eg fed eg eg fed eg fed'.split(' ');

/** 24^th^; in Welsh 24^ain^; in a language whose endings are not known here, the bare number. */
export function formatOrdinal(number: number, language: string): readonly Piece[] {
  const figure = { text: String(number), superscript: false };
  if (base(language) === 'en')
    return [figure, { text: englishEndings[englishOrdinals.select(number)], superscript: true }];
  if (base(language) !== 'cy') return [figure];
  const ending = welshEndings[number] ?? (number % 20 === 0 || number === 50 ? 'fed' : 'ain');
  return [figure, { text: ending, superscript: true }];
}

const english =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const englishTens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const welsh = 'dim un dau tri pedwar pump chwech saith wyth naw'.split(' ');
const welshTens = '-,un deg,dau ddeg,tri deg,pedwar deg,pum deg,chwe deg,saith deg,wyth deg,naw deg'.split(',');

/** A whole number from 0 to 100 as a word, in English or Welsh (decimal counting); figures otherwise. */
export function formatWords(number: number, language: string): string {
  const figure = String(number);
  const [tens, units] = [Math.floor(number / 10), number % 10];
  if (number < 0 || number > 100) return figure;
  if (base(language) === 'en') {
    if (number === 100) return 'a hundred';
    if (number < 20) return english[number] ?? figure;
    return `${englishTens[tens] ?? ''}${units === 0 ? '' : `-${english[units] ?? ''}`}`;
  }
  if (base(language) === 'cy') {
    if (number === 100) return 'cant';
    if (number === 10) return 'deg';
    if (number < 10) return welsh[number] ?? figure;
    return `${welshTens[tens] ?? ''}${units === 0 ? '' : ` ${welsh[units] ?? ''}`}`;
  }
  return figure;
}

const listFormatters = new Map<string, Intl.ListFormat>();

/** "A, B and C". */
export function formatList(items: readonly string[], language: string): string {
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  const joint = jointBefore(last, language);
  if (joint !== null) return `${items.slice(0, -1).join(', ')} ${joint} ${last}`;
  let formatter = listFormatters.get(language);
  if (formatter === undefined) {
    formatter = new Intl.ListFormat(language, { type: 'conjunction' });
    listFormatters.set(language, formatter);
  }
  return formatter.format(items);
}

/** What stands before the last of a list; null where Intl knows. Its Welsh is "a(c)": a before a consonant, ac before a vowel. */
function jointBefore(last: string, language: string): string | null {
  if (base(language) === 'cy') return /^[aeiouwy]/iu.test(last.normalize('NFD')) ? 'ac' : 'a';
  return language === 'en' || language === 'en-GB' ? 'and' : null;
}

import { readDurationFormat, type DurationFormat } from './duration.js';
import { readFractionFormat, type FractionFormat } from './fraction.js';
import { readNumberPattern, type NumberPattern } from './number-pattern.js';

/** Which parts of a date or a time a format shows. */
export interface DateParts {
  readonly hasDay: boolean;
  readonly hasTime: boolean;
  readonly hasSeconds: boolean;
}

/**
 * How a workbook shows a number: as it is, by a pattern, as a date, as a span of time, as a
 * fraction, or in some way that is not known here.
 */
export type NumberFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'pattern'; readonly code: string; readonly pattern: NumberPattern }
  | { readonly kind: 'date'; readonly code: string; readonly parts: DateParts }
  | { readonly kind: 'duration'; readonly code: string; readonly duration: DurationFormat }
  | { readonly kind: 'fraction'; readonly code: string; readonly fraction: FractionFormat }
  | { readonly kind: 'other'; readonly code: string };

/** The formats that every workbook has without writing them down (ECMA-376 part 1, §18.8.30). */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [0, 'General'],
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [14, 'dd/mm/yyyy'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'dd/mm/yyyy h:mm'],
  [37, '#,##0 ;(#,##0)'],
  [38, '#,##0 ;[Red](#,##0)'],
  [39, '#,##0.00;(#,##0.00)'],
  [40, '#,##0.00;[Red](#,##0.00)'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
  [48, '##0.0E+0'],
  [49, '@'],
]);

/** With a colour or room around it, and whatever it does to numbers below zero. */
const PLAIN = /^(?:\[[^\]]*\]|_.|\*.|\s)*(?:general|@|$)(?:\[[^\]]*\]|_.|\*.|\s)*(?:;|$)/iu;
const LITERAL = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu;

/**
 * Which parts of a date a code shows, in small letters and without its literals; null where it
 * shows none, or hours that go on beyond a day.
 */
function dateParts(bare: string): DateParts | null {
  const parts = bare.replace(/am\/pm|a\/p/u, '');
  const hasTime = parts.includes('h');
  // An m beside hours or seconds means minutes.
  const hasDay = /[yd]|mmm/u.test(parts) || (!/[hs]/u.test(parts) && parts.includes('m'));
  const isDate = (hasDay || hasTime) && !parts.includes('[');
  return isDate ? { hasDay, hasTime, hasSeconds: hasTime && parts.includes('s') } : null;
}

/** Reads a format by its code, or by its number where the workbook gives no code. */
export function readNumberFormat(id: number, given: string | undefined): NumberFormat {
  // The others that are built in depend on the language of the program.
  const code = given ?? BUILT_IN.get(id);
  if (code === undefined) return { kind: 'other', code: `its format ${id}` };
  const bare = code.replace(LITERAL, '').split(';', 1)[0]?.toLowerCase() ?? '';
  const duration = readDurationFormat(bare);
  if (duration !== null) return { kind: 'duration', code, duration };
  if (PLAIN.test(code)) return { kind: 'plain' };
  const parts = dateParts(bare);
  if (parts !== null) return { kind: 'date', code, parts };
  const fraction = readFractionFormat(bare);
  if (fraction !== null) return { kind: 'fraction', code, fraction };
  const pattern = readNumberPattern(code);
  return pattern === null ? { kind: 'other', code } : { kind: 'pattern', code, pattern };
}

const DAY_MS = 86_400_000;
/** Day 0 of the two calendars that workbooks have (ECMA-376 part 1, §18.17.4.1). */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The first calendar has a 29 February 1900; days before it are one off. */
const FIRST_TRUE_DAY = 61;

/** An ISO date and time as its format shows it: year-month-day, hours and minutes, and seconds. */
function shownParts([day = '', time = '']: readonly string[], { hasDay, hasTime, hasSeconds }: DateParts): string {
  return [...(hasDay ? [day] : []), ...(hasTime ? [time.slice(0, hasSeconds ? 8 : 5)] : [])].join(' ');
}

/**
 * A workbook's date, a number of days, as its format shows it but with year, month and day in that
 * order; null where it is none.
 */
export function dateText(serial: number, parts: DateParts, is1904: boolean): string | null {
  const days = is1904 || serial >= FIRST_TRUE_DAY ? serial : serial + 1;
  const date = new Date(Math.round(((is1904 ? EPOCH_1904 : EPOCH_1900) + days * DAY_MS) / 1000) * 1000);
  if (serial < 0 || Number.isNaN(date.valueOf()) || date.getUTCFullYear() > 9999) return null;
  return shownParts(date.toISOString().split('T'), parts);
}

const ISO = /^(?<day>\d{4}-\d\d-\d\d)?T?(?<time>\d\d:\d\d(?::\d\d)?)?(?:\.\d+)?Z?$/u;

/**
 * The same of a date that the workbook writes out (ISO 8601); without a format for dates what it
 * has, but no midnight.
 */
export function isoDateText(written: string, format: NumberFormat): string {
  const { day, time } = ISO.exec(written)?.groups ?? {};
  if (day === undefined && time === undefined) return written;
  const own = {
    hasDay: day !== undefined,
    hasTime: time !== undefined && !/^00:00(?::00)?$/u.test(time),
    hasSeconds: true,
  };
  const parts = format.kind === 'date' ? format.parts : own;
  const has = { ...parts, hasDay: parts.hasDay && own.hasDay, hasTime: parts.hasTime && time !== undefined };
  return shownParts([day ?? '', time ?? ''], has);
}

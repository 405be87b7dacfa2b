/**
 * On which days of the week, and at which hours of the day, letters may go out, by the organiser's
 * own clock.
 */
export interface OpenHours {
  /**
   * From 0, Sunday, to 6, as `Date` counts them; in the order of the week from Monday on. At least
   * one.
   */
  readonly days: readonly number[];
  /** Minutes after midnight. */
  readonly from: number;
  /**
   * The same, and the first minute that is outside. Before `from`: the hours pass midnight, and
   * belong to the day on which they begin.
   */
  readonly until: number;
}

/** From Monday on. */
const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;
/** By the number of `Date`. */
export const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const WHOLE_DAY = 24 * 60;

/** What is said to somebody who wrote no such hours. */
export const OPEN_HOURS_FORM = 'like 08:00-20:00, "Mon-Fri 08:00-20:00" or "Mon-Thu,Sat 09:00-17:00"';

/** Whether letters may go out at this moment. */
export function isOpenAt({ days, from, until }: OpenHours, time: Date): boolean {
  const minutes = time.getHours() * 60 + time.getMinutes();
  const day = time.getDay();
  if (from < until) return days.includes(day) && minutes >= from && minutes < until;
  if (minutes >= from) return days.includes(day);
  return minutes < until && days.includes((day + 6) % 7);
}

/**
 * Reads "08:00-20:00", "Mon-Fri 08:00-20:00", "Mon-Thu,Sat 09:00-17:00" or "Mon-Fri", in any case;
 * null where it is none of these.
 */
export function readOpenHours(text: string): OpenHours | null {
  const [, daysText, hoursText] = /^([^\d:]*)(\d.*)?$/u.exec(text.replaceAll('–', '-').trim()) ?? [];
  if (daysText === undefined || text.trim() === '') return null;
  const days = daysText.trim() === '' ? WEEK : readDays(daysText);
  const hours = hoursText === undefined ? ([0, WHOLE_DAY] as const) : readHours(hoursText);
  return days === null || hours === null ? null : { days, from: hours[0], until: hours[1] };
}

/** Reads "Mon-Thu,Sat". */
function readDays(text: string): readonly number[] | null {
  const chosen = new Set<number>();
  // A comma or a blank may stand before the hours as well.
  for (const part of text.trim().replace(/,$/u, '').split(',')) {
    const [first, last, ...rest] = part.split('-').map(readDay);
    if (first === undefined || first === null || last === null || rest.length > 0) return null;
    // From Friday to Monday is over the weekend.
    for (let day = first; ; day = (day + 1) % 7) {
      chosen.add(day);
      if (day === (last ?? first)) break;
    }
  }
  return WEEK.filter((day) => chosen.has(day));
}

/** A day's name, or its beginning from the third letter on. */
function readDay(text: string): number | null {
  const name = text.trim().toLowerCase();
  const day = DAY_NAMES.findIndex((known) => known.toLowerCase().startsWith(name));
  return name.length < 3 || day === -1 ? null : day;
}

/** Reads "08:00-20:00" as minutes after midnight. */
function readHours(text: string): readonly [from: number, until: number] | null {
  const [from, until, ...rest] = text.split('-').map(readTime);
  if (from === undefined || from === null || until === undefined || until === null || rest.length > 0) return null;
  return from === until || from === WHOLE_DAY ? null : [from, until];
}

function readTime(text: string): number | null {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$|^24:00$/u.exec(text.trim()) ?? [];
  if (text.trim() === '24:00') return WHOLE_DAY;
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/**
 * "Mon-Thu,Sat 09:00-17:00", as `readOpenHours` reads it; without the days where that is every day.
 */
export function openHoursText({ days, from, until }: OpenHours): string {
  const hours = `${timeText(from)}-${timeText(until)}`;
  return days.length === WEEK.length ? hours : `${daysText(days)} ${hours}`;
}

function daysText(days: readonly number[]): string {
  const stretches: number[][] = [];
  for (const day of WEEK.filter((one) => days.includes(one))) {
    const stretch = stretches.at(-1);
    if (stretch !== undefined && ((stretch.at(-1) ?? 0) + 1) % 7 === day) stretch.push(day);
    else stretches.push([day]);
  }
  const short = (day: number | undefined): string => (DAY_NAMES[day ?? 0] ?? '').slice(0, 3);
  return stretches
    .map((stretch) => (stretch.length === 1 ? short(stretch[0]) : `${short(stretch[0])}-${short(stretch.at(-1))}`))
    .join(',');
}

function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

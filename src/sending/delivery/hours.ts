/** When letters may go out, by the organiser's own clock. */
export interface Hours {
  /** Nothing goes out before it; null: at once. */
  readonly at: Date | null;
  /** Minutes after midnight, from and until; a span may pass midnight. Null: at any hour. */
  readonly between: readonly [from: number, until: number] | null;
}

export const ANY_TIME: Hours = { at: null, between: null };

/** How many milliseconds from `now` the next letter may go out; 0 where it may go out now. */
export function untilOpen({ at, between }: Hours, now: Date): number {
  const start = at !== null && at > now ? at : now;
  return opening(start, between).getTime() - now.getTime();
}

/** The first moment from `time` on that lies between the hours. */
function opening(time: Date, between: Hours['between']): Date {
  if (between === null || isOpenAt(time, between)) return time;
  const [from] = between;
  // By the calendar and not by adding hours, so that it is right on the days when the clocks change; a span within the hour that they
  // leave out is not of that day.
  for (let day = 0; ; day += 1) {
    const start = new Date(time.getFullYear(), time.getMonth(), time.getDate() + day, 0, from);
    if (start >= time && isOpenAt(start, between)) return start;
  }
}

function isOpenAt(time: Date, [from, until]: readonly [number, number]): boolean {
  const minutes = time.getHours() * 60 + time.getMinutes();
  return from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until;
}

const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/u;

/** Reads "08:00-20:00"; null where it is no span of hours. */
export function readBetween(text: string): Hours['between'] {
  const [from, until, ...rest] = text.split('-').map((part) => minutesOf(part.trim()));
  if (from === undefined || from === null || until === undefined || until === null || rest.length > 0) return null;
  return from === until ? null : [from, until];
}

function minutesOf(text: string): number | null {
  const [, hours, minutes] = TIME.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** Reads "2028-05-02 09:00" as a time of the organiser's own clock; null where there is no such time. */
export function readMoment(text: string): Date | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/u.exec(text.trim()) ?? [];
  if (day === undefined || time === undefined) return null;
  const moment = new Date(`${day}T${time}:00`);
  // 31 June would become 1 July, and an hour that the clocks leave out another one.
  const isThere = !Number.isNaN(moment.getTime()) && momentText(moment) === `${day} ${time}`;
  return isThere ? moment : null;
}

/** A moment as somebody writes it: "2028-05-02 09:00". */
export function momentText(moment: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-');
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** "08:00-20:00". */
export function betweenText([from, until]: readonly [number, number]): string {
  const text = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${text(from)}-${text(until)}`;
}

import { DAY_NAMES } from '../../open-hours.js';
import { momentText } from '../../sending/delivery/hours.js';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/**
 * A day of the organiser's own calendar: "Monday 4 May", and its year where that is not the one of
 * `now`.
 */
export function weekdayText(day: Date, now: Date): string {
  const year = day.getFullYear() === now.getFullYear() ? '' : ` ${day.getFullYear()}`;
  return `${DAY_NAMES[day.getDay()] ?? ''} ${day.getDate()} ${MONTHS[day.getMonth()] ?? ''}${year}`;
}

/** The first minute of the clock at which that time is over. */
export function wholeMinute(time: Date): Date {
  return new Date(Math.ceil(time.getTime() / 60_000) * 60_000);
}

/**
 * A moment by the organiser's own clock: "Monday 4 May, 08:00"; without the day where that is
 * today.
 */
export function weekdayTimeText(moment: Date, now: Date): string {
  const time = momentText(moment).slice(-5);
  return moment.toDateString() === now.toDateString() ? time : `${weekdayText(moment, now)}, ${time}`;
}

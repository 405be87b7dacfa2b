import { isIP } from 'node:net';
import { InvalidArgumentError } from 'commander';
import { OPEN_HOURS_FORM, readOpenHours, type OpenHours } from '../../open-hours.js';
import { readMoment } from '../../sending/delivery/hours.js';
import { parseCriterion, type Criterion } from '../../sending/plan/choice/criterion.js';

/** A whole number from 1. These functions read what stands after an option; InvalidArgumentError is told by commander, with the option. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/u.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}

/** Servers take few from one sender, Exchange Online three; and a million would never be opened. */
const MOST_CONNECTIONS = 10;

/** One more of what rows are chosen by. */
export function criteria(text: string, before: readonly Criterion[] | undefined): readonly Criterion[] {
  const parsed = parseCriterion(text);
  if (!parsed.ok) throw new InvalidArgumentError(parsed.refusal);
  return [...(before ?? []), parsed.criterion];
}

/** Letters on their way at once. */
export function connections(text: string): number {
  const number = wholeNumber(text);
  if (number > MOST_CONNECTIONS) throw new InvalidArgumentError(`It must be ${MOST_CONNECTIONS} at most.`);
  return number;
}

/** A port of this computer that a program may listen on without being its administrator. */
export function ownPort(text: string): number {
  const number = wholeNumber(text);
  if (number < 1024 || number > 65_535) throw new InvalidArgumentError('It must be a number from 1024 to 65535.');
  return number;
}

/** Letters a minute. */
export function pace(text: string): number | 'off' {
  if (text === 'off') return text;
  const perMinute = Number(/^(\d+(?:\.\d+)?)\/min$/u.exec(text)?.[1] ?? 0);
  if (perMinute === 0) throw new InvalidArgumentError('Write it like 20/min, or off.');
  return perMinute;
}

/** An IP address, with a port or without. */
export function nameServer(text: string): string {
  const address = /^(?:\[(.+)\]|([^:]+))(?::\d{1,5})?$/u.exec(text);
  if (isIP(address?.[1] ?? address?.[2] ?? text) === 0) {
    throw new InvalidArgumentError('It must be an IP address, with a port or without.');
  }
  return text;
}

/** A time of the organiser's own clock. */
export function moment(text: string): Date {
  const time = readMoment(text);
  if (time === null) throw new InvalidArgumentError('Write it like "2028-05-02 09:00".');
  return time;
}

/** Hours of the day, and days of the week. */
export function between(text: string): OpenHours {
  const hours = readOpenHours(text);
  if (hours === null) throw new InvalidArgumentError(`Write it ${OPEN_HOURS_FORM}.`);
  return hours;
}

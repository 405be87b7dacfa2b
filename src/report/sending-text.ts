import { openHoursText } from '../open-hours.js';
import { momentText, type Hours } from '../sending/delivery/hours.js';
import type { Attachment } from '../sending/output/attachments.js';
import type { Pace, Timetable } from '../sending/delivery/pace.js';
import type { EarlierMailing } from '../sending/output/earlier-mailings.js';
import type { PreviewComparison } from '../sending/output/preview-comparison.js';
import { CAUSES } from '../sending/delivery/causes/causes.js';
import type { SendingEvent } from '../sending/delivery/sending-event.js';
import type { Stop } from '../sending/delivery/stop.js';
import type { LeftOut } from '../sending/plan/plan.js';
import { durationText } from './lines/duration.js';
import { reasonText, withoutAddresses } from './ledger-text.js';
import { counted } from './lines/problem-text.js';
import { sizeText } from './lines/size.js';
import type { Style } from './lines/style.js';
import { weekdayText, weekdayTimeText, wholeMinute } from './lines/weekday-text.js';

/** What became of the letters of a run. */
export interface SendingTally {
  readonly accepted: number;
  readonly failed: number;
  readonly deferred: number;
  readonly doubt: number;
}

/** What a run is about to do. */
interface Intention {
  readonly letters: number;
  readonly pace: Pace | null;
  readonly hours: Hours;
  readonly timetable: Timetable;
  readonly server: string;
}

const DAY = 24 * 60 * 60 * 1000;
/** Of a longer sending, it is told when it ends. */
const DAYS_SHOWN = 7;

/** What goes out where, how fast and when: "412 letters at 20 a minute, 500 a day: 21 minutes". */
export function intentionText({ letters, pace, hours, timetable, server }: Intention, now: Date, style: Style): string {
  const { milliseconds, days } = timetable;
  const speed =
    pace === null
      ? `as fast as the server takes them${milliseconds > 0 ? `, the last one in ${durationText(milliseconds)}` : ''}`
      : `at ${pace.perMinute} a minute, ${pace.perDay} a day: ${durationText(milliseconds)}`;
  const line = (label: string, text: string): string => `${style.strong(label.padEnd(9))} ${text}\n`;
  return [
    line('Server', server),
    line('Pace', `${counted(letters, 'letter')} ${speed}`),
    hours.at === null ? '' : line('Begins', momentText(hours.at)),
    hours.between === null ? '' : line('Hours', `${openHoursText(hours.between)} only, by the clock of this computer`),
    days.length > 1 || hours.between !== null ? line('Days', daysText(timetable, now)) : '',
    milliseconds > DAY
      ? `${style.warning('More than a day:')} leave this running, or interrupt it and run the same command again tomorrow.\n`
      : '',
  ].join('');
}

/** "Attached  letter.pdf (38 KB), leaflet.pdf (1.2 MB)"; "" where nothing is. */
export function attachmentsText(attachments: readonly Attachment[], letters: number, style: Style): string {
  if (attachments.length === 0) return '';
  const shown = attachments.map((attachment) => {
    const some = attachment.letters === letters ? '' : `, with ${attachment.letters} of ${letters}`;
    return `${attachment.name} (${sizeText(attachment.size)}${some})`;
  });
  return `${style.strong('Attached')}  ${shown.join(', ')}\n`;
}

/**
 * "240 on Friday 1 May, 120 on Monday 4 May; the last one at 10:00", by the organiser's calendar.
 */
function daysText({ milliseconds, days }: Timetable, now: Date): string {
  const shown = days.slice(0, DAYS_SHOWN).map(({ begins, letters }) => `${letters} on ${weekdayText(begins, now)}`);
  const last = new Date(now.getTime() + milliseconds);
  const more = days.length - shown.length;
  const end = more === 0 ? momentText(last).slice(-5) : weekdayTimeText(last, now);
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${counted(more, 'more day')}`}; the last one at ${end}`;
}

/**
 * Whether what goes out is what was looked at.
 * @param folder where a preview is looked for; one that was made elsewhere is not known of
 */
export function comparisonText(comparison: PreviewComparison | null, folder: string, style: Style): string {
  const label = style.strong('Preview'.padEnd(9));
  if (comparison === null)
    return `${label} ${style.warning('none')} of this mailing in ${folder}: look at the letters before they go out\n`;
  const { same, changed, notPreviewed } = comparison;
  if (changed + notPreviewed === 0) return `${label} all ${counted(same, 'letter')} as previewed\n`;
  const parts = [`${same} as previewed`];
  if (changed > 0) parts.push(style.warning(`${changed} changed since`));
  if (notPreviewed > 0) parts.push(style.warning(`${notPreviewed} not previewed`));
  return `${label} ${parts.join(', ')}; preview again to look at them\n`;
}

/** Letters that went out already and would be others now; "" where there are none. */
export function changedText(changed: number, style: Style): string {
  if (changed === 0) return '';
  const read = changed === 1 ? 'reads' : 'read';
  return `${style.strong('Earlier'.padEnd(9))} ${style.warning(`${counted(changed, 'letter')} accepted earlier ${read} differently now`)}; nobody is sent the new words\n`;
}

/**
 * When deferred letters may be tried again: "2 deferred letters may be tried from 14:32 on, all of
 * them at 14:35".
 */
function notYetText({ count, due }: LeftOut, now: Date): string {
  if (due === null) return '';
  const { first, last } = due;
  const [from, all] = [weekdayTimeText(wholeMinute(first), now), weekdayTimeText(wholeMinute(last), now)];
  const rest = from === all ? '' : `, all of them from ${all} on`;
  return `${counted(count, 'deferred letter')} may be tried from ${from} on${rest}`;
}

/** What those who are written to may have had already; "" where that is nothing. */
export function earlierText(mailings: readonly EarlierMailing[], mailing: string, style: Style): string {
  const lines = mailings.map(({ name, letters }) => {
    const had = `${letters} of them ${letters === 1 ? 'has' : 'have'} had the letter ${name}`;
    return `${style.strong('Earlier'.padEnd(9))} ${style.warning(had)}; ${mailing} counts as another one\n`;
  });
  return lines.join('');
}

/** One line for what a person should know at once; "" for what only the progress shows. */
export function eventText(event: SendingEvent, style: Style): string {
  switch (event.kind) {
    case 'out-of-hours':
      return `${style.warning('waiting')} until ${weekdayTimeText(event.until, event.now)}, when letters may go out\n`;
    case 'waiting': {
      if (event.for === 'pace' || event.end === null) return '';
      const why = withoutAddresses(reasonText(event.end));
      return `${style.warning('waiting')} ${durationShort(event.milliseconds)} for ${event.letter.clp}: ${why}\n`;
    }
    case 'outcome': {
      if (event.outcome === 'accepted') return '';
      const mark = event.outcome === 'deferred' ? style.warning : style.error;
      return `${mark(event.outcome)} ${event.letter.clp} (line ${event.letter.line}): ${withoutAddresses(reasonText(event.end))}\n`;
    }
    case 'round':
      return `${style.warning('waiting')} until ${momentText(event.until)} for ${counted(event.letters, 'deferred letter')}\n`;
    case 'withheld':
      return `${style.warning('withheld')} ${event.letter.clp} (line ${event.letter.line}): the ledger has this letter already\n`;
    case 'stray-reply':
    case 'end':
      return '';
  }
}

function durationShort(milliseconds: number): string {
  return milliseconds < 60_000 ? counted(Math.ceil(milliseconds / 1000), 'second') : durationText(milliseconds);
}

/** "21 accepted, 1 failed, 1 in doubt, 3 not sent yet." */
export function tallyText(
  { accepted, failed, deferred, doubt }: SendingTally,
  remaining: number,
  style: Style,
): string {
  const parts = [style.success(`${accepted} accepted`)];
  if (failed > 0) parts.push(style.error(`${failed} failed`));
  if (deferred > 0) parts.push(style.warning(`${deferred} deferred`));
  if (doubt > 0) parts.push(style.error(`${doubt} in doubt`));
  if (remaining > 0) parts.push(`${remaining} not sent yet`);
  return `${parts.join(', ')}.`;
}

/**
 * Whether letters are on their way to people: "21 letters had gone out by then, and 1 more may
 * have."
 */
export function wentOutText({ accepted, doubt }: SendingTally): string {
  if (accepted === 0) return doubt === 0 ? 'No letter had gone out.' : `${counted(doubt, 'letter')} may have gone out.`;
  const more = doubt === 0 ? '' : `, and ${doubt} more may have`;
  return `${counted(accepted, 'letter')} had gone out by then${more}.`;
}

/** The list of the rows whose letters failed, and what sends it. */
interface FailedLetters {
  readonly list: string;
  readonly command: string;
}

export interface SendingSummary {
  readonly tally: SendingTally;
  /** Letters that this run did not get to. */
  readonly remaining: number;
  /** Of the deferred letters, those that the server itself asked to be tried later. */
  readonly putOff: number;
  readonly stop: Stop | null;
  /** What takes up the rest. */
  readonly command: string;
  /** Null where no letter of the list has failed, or their list was not written. */
  readonly failed: FailedLetters | null;
  /** What shows the record; null for a test, which leaves none. */
  readonly statusCommand: string | null;
}

/** What became of it all, and what to do next. */
export function summaryText(summary: SendingSummary, style: Style): string {
  const { tally, remaining, putOff, stop, command, failed, statusCommand } = summary;
  const { deferred, doubt } = tally;
  const lines = [tallyText(tally, remaining, style)];
  if (stop !== null) lines.push('', `${style.strong(stop.message)} ${stop.hint}`);
  if (stop !== null && stop.detail !== '') lines.push(style.faint(withoutAddresses(stop.detail)));
  const next: string[] = [];
  if (failed !== null) next.push(failedListText(failed));
  else if (tally.failed > 0)
    next.push(
      statusCommand === null
        ? 'Failed: the server refused letters for good. It was a test: nothing is recorded.'
        : `Failed: the server refused letters for good. Whose they are, and why, is recorded:\n  ${statusCommand}`,
    );
  if (deferred > 0) next.push(`${deferredText(deferred, putOff, stop)}:\n  ${command}`);
  if (doubt > 0) next.push(doubtsText(command, statusCommand === null));
  if (remaining > 0 && stop === null) next.push(`The others go out when you run it again:\n  ${command}`);
  if (next.length === 0 && stop === null)
    next.push(
      statusCommand === null
        ? 'Look at them in your mailbox. It was a test: nothing is recorded.'
        : `Every letter of this run has been accepted. See what is recorded with:\n  ${statusCommand}`,
    );
  return `${[...lines, '', next.join('\n\n')].join('\n').trimEnd()}\n`;
}

/**
 * Says of the server only what it has said. What stopped the run is to be mended first, or waited
 * for as long as it takes.
 */
function deferredText(deferred: number, putOff: number, stop: Stop | null): string {
  if (stop !== null && stop.reason !== 'interrupted') {
    const { then } = CAUSES[stop.reason];
    const minutes = then.do === 'stop' ? then.minutes : 0;
    const when = minutes > 0 ? `after ${counted(minutes / 60, 'hour')}` : 'then';
    return `Deferred: these letters were not delivered. Run the same command again ${when}`;
  }
  const cutOff = 'the connection ended before anything of it went out';
  if (putOff === 0) return `Deferred: ${cutOff}. Run the same command again`;
  const rest = putOff === deferred ? '' : `; where it did not, ${cutOff}`;
  return `Deferred: the server asked to be tried later${rest}. Run the same command again after a while`;
}

/** Where the rows of failed letters are, and how to send them. */
function failedListText({ list, command }: FailedLetters): string {
  return [
    `Failed: the server refused letters for good. Their rows are in ${list}, with the reason:`,
    '  mend the addresses there, and strike out whom nobody should write to; then',
    `  ${command}`,
    '  tries all that is left in it once more, also where the address is as it was.',
  ].join('\n');
}

/** What to do where nothing goes out because all that is left is deferred, or in doubt. */
export function nothingText(left: NothingSent, now: Date): string {
  const { notDue, inDoubt, failed, command } = left;
  const waiting = notDue === null ? '' : ` ${notYetText(notDue, now)}.`;
  const next = [
    ...(notDue === null ? [] : [`Run the same command again then:\n  ${command}`]),
    ...(inDoubt ? [doubtsText(command, false)] : []),
    ...(failed === null ? [] : [failedListText(failed)]),
  ];
  return [`Nothing to send.${waiting}`, ...next].join('\n\n').concat('\n');
}

/** What is left of a list of which nothing goes out. */
interface NothingSent {
  /** Null where no deferred letter waits for its time. */
  readonly notDue: LeftOut | null;
  readonly inDoubt: boolean;
  readonly failed: FailedLetters | null;
  readonly command: string;
}

function doubtsText(command: string, isTest: boolean): string {
  if (isTest) return 'In doubt: look into your mailbox, it may have arrived. It was a test: nothing is recorded.';
  return [
    'In doubt: these may have been delivered, so they are not sent again until you say so:',
    `  ${command} --resolve-doubts sent      records them as sent`,
    `  ${command} --resolve-doubts resend    sends them once more`,
  ].join('\n');
}

import { fallbackGreeting } from '../letter/wording/greeting.js';
import { isField } from '../recipients/columns/fields.js';
import type { ListHead } from '../recipients/recipient.js';
import type { Criterion } from '../sending/plan/choice/criterion.js';
import { ANY_LETTER } from '../sending/plan/history/followed-letters.js';
import type { Greetings, LeftOut, Plan, PlanInputs } from '../sending/plan/plan.js';
import type { Choice } from '../sending/plan/choice/selection.js';
import { counted } from './lines/problem-text.js';
import type { Style } from './lines/style.js';
import { weekdayTimeText, wholeMinute } from './lines/weekday-text.js';

const SEPARATORS: Readonly<Record<ListHead['delimiter'], string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/** A plan beside what it follows from. */
interface PlanMade {
  readonly plan: Plan;
  readonly inputs: Pick<PlanInputs, 'campaign' | 'mailing' | 'selection'>;
}

/** What a run is about to do: the list as it was read, the letter, who gets it and who does not. */
export function planText({ plan, inputs }: PlanMade, now: Date, style: Style): string {
  const { campaign, mailing, selection } = inputs;
  const lines: (readonly [string, string])[] = [];
  if (plan.head !== null) lines.push(['List', listText(plan, plan.head)]);
  const mapped = plan.head === null ? '' : mappingText(plan.head);
  if (mapped !== '') lines.push(['Columns', mapped]);
  if (plan.chosen !== null)
    lines.push(['Chosen', `${choiceText(selection)}: ${plan.chosen.rows} of ${counted(plan.chosen.of, 'row')}`]);
  lines.push(['Letter', letterText(plan, mailing.name)]);
  if (mailing.follows !== null) lines.push(['Follows', followsText(mailing.follows)]);
  if (plan.first !== null) {
    const to = plan.first.action === 'print' ? 'on paper' : (plan.first.recipient.email?.typed ?? '');
    lines.push(['From', `${campaign.from.name} <${campaign.from.address.typed}>`.trim()]);
    lines.push(['First', `“${plan.first.letter.subject}”, to ${plan.first.recipient.clp} (${to})`]);
  }
  const greetings = greetingsText(plan.greetings, fallbackGreeting(campaign, campaign.language));
  if (greetings !== '') lines.push(['Greeting', greetings]);
  if (plan.again > 0)
    lines.push([
      'Again',
      `${counted(plan.again, 'letter')} refused for good before: this list has them tried once more`,
    ]);
  for (const [reason, left] of plan.withheld)
    lines.push(['Left out', `${counted(left.count, 'row')}: ${reason}${dueText(left.due, now)} (${namesText(left)})`]);
  return lines.map(([label, text]) => `${style.strong(label.padEnd(9))} ${text}\n`).join('');
}

function listText(plan: Plan, head: ListHead): string {
  const blank = plan.blankRows === 0 ? '' : `, ${counted(plan.blankRows, 'blank row')} passed over`;
  return `${head.file}: ${counted(plan.rows, 'row')}, ${formatText(head)}${blank}`;
}

function formatText({ sheet, encoding, delimiter }: ListHead): string {
  if (sheet === undefined) return `${encoding}, separated by ${SEPARATORS[delimiter]}`;
  return `the sheet “${sheet.name}”${sheet.of === 1 ? '' : `, one of ${sheet.of} (choose another with --sheet)`}`;
}

/** So many of the organiser's own columns are listed; of more, so many for all. */
const OWN_LISTED = 10;
const OWN_SHOWN = 3;

/** Only what was not already spelt as nominate spells it. */
function mappingText(head: ListHead): string {
  const mapped = head.columns.filter((column) => column.header.trim() !== column.name);
  const own = mapped.filter(({ name }) => !isField(name));
  const left = own.length > OWN_LISTED ? own.slice(OWN_SHOWN) : [];
  const shown = mapped.filter((column) => !left.includes(column));
  const more = left.length === 0 ? [] : [`${left.length} more of your own in the same way`];
  return [...shown.map(({ header, name }) => `${header.trim()} → ${name}`), ...more].join(', ');
}

function letterText(plan: Plan, mailing: string): string {
  const { send, print } = plan.counts;
  const paper = print === 0 ? '' : `, ${counted(print, 'letter')} on paper`;
  return `${mailing}: ${counted(send, 'letter')} by e-mail${paper}`;
}

function followsText(follows: string): string {
  const letter = follows === ANY_LETTER ? 'an earlier letter' : follows;
  return `${letter}: for those only who had it, at the address that worked, in its thread`;
}

/** "nominated is not yes, without Bath": whom `--only` and `--except` choose, in words. */
function choiceText({ only, except }: Choice): string {
  const wanted = only.length === 0 ? 'all' : only.map(criterionText).join(' or ');
  return except.length === 0 ? wanted : `${wanted}, without ${except.map(criterionText).join(' or ')}`;
}

function criterionText(criterion: Criterion): string {
  if (criterion.kind === 'clp') return criterion.typed;
  const { column, is, value } = criterion;
  return [column, is ? 'is' : 'is not', value === '' ? 'empty' : value].join(' ');
}

/** ", but from 18:05 on"; ", but from 18:05 to 18:09 on" where they differ. */
function dueText(due: LeftOut['due'], now: Date): string {
  if (due === null) return '';
  const [first, last] = [due.first, due.last].map((time) => weekdayTimeText(wholeMinute(time), now));
  return first === last ? `: from ${first} on` : `: the first from ${first} on, the last from ${last}`;
}

const NAMES_SHOWN = 6;

function namesText({ count, rows }: LeftOut): string {
  const names = rows.slice(0, NAMES_SHOWN).map(({ line, recipient }) => recipient?.clp ?? `line ${line}`);
  return [...names, ...(count > names.length ? [`and ${count - names.length} more`] : [])].join(', ');
}

const WAYS = {
  salutation: 'as the column salutation says',
  'first-name': 'by first name',
  'title-and-surname': 'by title and surname',
  'whole-name': 'by the whole name',
  couple: 'as couples',
} as const;

/**
 * "612 by first name, 11 by title and surname (Dear Cllr Khan, …), 27 Dear Comrade; look at: Dear
 * Taylor, (line 41)".
 */
function greetingsText({ kinds, unclear }: Greetings, fallback: string): string {
  const ways = [...kinds].map(([kind, { count, example }]) => {
    if (kind === 'fallback') return `${count} Dear ${fallback}`;
    // What a first name looks like needs no example.
    return `${count} ${WAYS[kind]}${kind === 'first-name' ? '' : ` (Dear ${example ?? ''}${count > 1 ? ', …' : ''})`}`;
  });
  const odd = unclear.map(({ text, line }) => `Dear ${text}, (line ${line})`);
  return `${ways.join(', ')}${odd.length === 0 ? '' : `; look at: ${odd.join(' ')}`}`;
}

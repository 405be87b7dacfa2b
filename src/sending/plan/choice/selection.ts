import { nearestName } from '../../../words/nearest-name.js';
import { errorAt, warningAt, type Place, type Problem } from '../../../problem.js';
import type { OnePer } from '../../../recipients/duplicates/one-per.js';
import type { ListHead, Recipient } from '../../../recipients/recipient.js';
import type { Criterion } from './criterion.js';
import { matcherOf, type Matcher } from './matcher.js';

/** Which of the rows a run is about. */
export interface Selection {
  /** A row is chosen when it meets any of them. Empty: every row. */
  readonly only: readonly Criterion[];
  /** A row that meets any of them is left out all the same. */
  readonly except: readonly Criterion[];
  /** How many e-mails may go out in this run, and how many letters on paper; null for all. */
  readonly limit: number | null;
  /** What gets one letter where rows have an address or a CLP in common; null where that was not chosen, and such rows are held. */
  readonly onePer: OnePer | null;
}

/** What a selection chooses by. */
export type Choice = Pick<Selection, 'only' | 'except'>;

/** Whether a selection leaves any row to be chosen or not. */
export function choosesSome({ only, except }: Choice): boolean {
  return only.length > 0 || except.length > 0;
}

/** A selection that remembers what its criteria have met. */
export interface Selector {
  readonly takes: (recipient: Recipient) => boolean;
  /** Criteria that cannot have been meant so, as problems. */
  readonly problems: (head: ListHead) => readonly Problem[];
}

/** What became of one criterion in one pass over the list. */
interface Watched {
  readonly option: '--only' | '--except';
  readonly criterion: Criterion;
  readonly matcher: Matcher;
  met: number;
  missed: number;
  /** Some of the values of its column, as the list spells them: to name the one that was meant. */
  readonly values: Set<string>;
}

const VALUES_KEPT = 50;

/** Makes the test for `--only` and `--except`. */
export function createSelector(choice: Choice): Selector {
  const only = choice.only.map((criterion) => watch('--only', criterion));
  const except = choice.except.map((criterion) => watch('--except', criterion));
  const meetsAny = (watched: readonly Watched[], recipient: Recipient): boolean =>
    // Each of them sees every row: what none of them met is told.
    watched.filter((one) => see(one, recipient)).length > 0;
  return {
    takes(recipient) {
      const isNamed = meetsAny(only, recipient);
      const isExcepted = meetsAny(except, recipient);
      return (isNamed || only.length === 0) && !isExcepted;
    },
    problems: (head) => [...only, ...except].flatMap((one) => problemOf(one, head) ?? []),
  };
}

function watch(option: Watched['option'], criterion: Criterion): Watched {
  return { option, criterion, matcher: matcherOf(criterion), met: 0, missed: 0, values: new Set() };
}

function see(watched: Watched, recipient: Recipient): boolean {
  const { criterion, matcher, values } = watched;
  const isMet = matcher.meets(recipient);
  if (isMet) watched.met += 1;
  else watched.missed += 1;
  const cell = criterion.kind === 'cell' ? (recipient.columns[matcher.column] ?? '') : '';
  if (cell !== '' && values.size < VALUES_KEPT) values.add(cell);
  return isMet;
}

/**
 * What is told of a criterion once the list has been read; null where it divides the list as it
 * may.
 */
function problemOf(watched: Watched, head: ListHead): Problem | null {
  const { option, criterion, matcher, met, missed } = watched;
  const place = { file: head.file, line: null, column: null };
  const said = `${option} "${criterion.typed}"`;
  if (criterion.kind === 'clp') {
    if (met > 0) return null;
    const hint = `Write the name as the list spells it, or choose by a column, such as ${option} nation=Wales.`;
    return errorAt(place, 'only-nobody', `${said} is nobody in this list.`, hint);
  }
  const columns = head.columns.map(({ name }) => name);
  if (!columns.includes(matcher.column)) return unknownColumn(matcher.column, said, columns, place);
  return criterion.is ? unmetValue(watched, said, met, place) : unmetValue(watched, said, missed, place);
}

function unknownColumn(column: string, said: string, columns: readonly string[], place: Place): Problem {
  const nearest = nearestName(column, columns);
  const hint = nearest === null ? `The list has: ${columns.join(', ')}.` : `Did you mean ${nearest}=…?`;
  return errorAt(place, 'only-unknown-column', `${said}: the list has no column "${column}".`, hint);
}

/**
 * A value that no row has chooses nobody, or everybody. Before anybody has nominated, that may be
 * meant of "nominated!=yes" or of `--except`; beside a value that is nearly the same it is a slip.
 */
function unmetValue(
  { option, criterion, matcher, values }: Watched,
  said: string,
  rows: number,
  place: Place,
): Problem | null {
  if (rows > 0 || criterion.kind !== 'cell' || matcher.value === '') return null;
  const nearest = nearestName(matcher.value, [...values]);
  const hint =
    nearest === null
      ? `${matcher.column} says ${valuesText([...values])}.`
      : `Did you mean ${matcher.column}${criterion.is ? '' : '!'}=${nearest}?`;
  const leavesNobody = option === '--only' && criterion.is;
  const message = `${said}: no row has this in ${matcher.column}.`;
  return leavesNobody || nearest !== null
    ? errorAt(place, 'only-nobody', message, hint)
    : warningAt(place, 'only-nobody', message, hint);
}

const VALUES_SHOWN = 5;

function valuesText(values: readonly string[]): string {
  if (values.length === 0) return 'nothing in any row';
  const shown = values.slice(0, VALUES_SHOWN).map((value) => `"${value}"`);
  return [...shown, ...(values.length > VALUES_SHOWN ? ['…'] : [])].join(', ');
}

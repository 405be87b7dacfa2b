import type { Fact } from '../../campaign.js';
import type { ArgumentKind } from './argument-kind.js';
import { difference, isEqual } from './comparison.js';
import { isList, isTruthy, textOf } from './facts.js';
import {
  formatDate,
  formatList,
  formatOrdinal,
  formatWords,
  type DateFormat,
  type Piece,
} from '../wording/language.js';

/** What a helper depends on besides its arguments. */
export interface Setting {
  /** BCP 47: the letter's. */
  readonly language: string;
  /** ISO date. */
  readonly today: string;
}

/** `pieces` have the characters of `value`, where part of it is raised. */
export type HelperResult =
  | { readonly kind: 'value'; readonly value: Fact; readonly pieces: readonly Piece[] | null }
  | { readonly kind: 'fault'; readonly message: string; readonly hint: string };

export interface Helper {
  /** An example, for hints. */
  readonly example: string;
  readonly arguments: readonly ArgumentKind[];
  /** How many of the arguments must be there. */
  readonly atLeast: number;
  /** Whether the last kind may come again and again. */
  readonly more: boolean;
  /** An `answer` is yes or no: it can be asked by `{{#if}}`, and not be printed. */
  readonly result: 'text' | 'number' | 'answer';
  /** Null: evaluate-expression.ts looks at no more of the arguments than the answer needs, and forgives an empty one. */
  readonly run: ((values: readonly Fact[], setting: Setting) => HelperResult) | null;
}

const MILLISECONDS_A_DAY = 86_400_000;

function value(result: Fact): HelperResult {
  return { kind: 'value', value: result, pieces: null };
}

function rich(pieces: readonly Piece[]): HelperResult {
  return { kind: 'value', value: pieces.map((piece) => piece.text).join(''), pieces };
}

/** `accepts` has seen to it that there is a date. */
function dateFrom(argument: Fact | undefined): Date {
  return new Date(`${textOf(argument)}T00:00:00Z`);
}

function formatFrom(argument: Fact | undefined): DateFormat {
  return argument === 'full' || argument === 'day-month' || argument === 'ordinal' ? argument : 'long';
}

function daysUntil(values: readonly Fact[], { today, language }: Setting): HelperResult {
  const date = dateFrom(values[0]);
  const days = Math.round((date.getTime() - dateFrom(today).getTime()) / MILLISECONDS_A_DAY);
  if (days >= 0) return value(days);
  const long = formatDate(date, 'long', language)
    .map((piece) => piece.text)
    .join('');
  return {
    kind: 'fault',
    message: `${long} has passed: there are no days left to count.`,
    hint: 'Correct the date in campaign.yaml, or send a letter that does not count the days.',
  };
}

/** A question about two values of that kind. */
function question<Run>(example: string, kind: ArgumentKind, run: Run): Omit<Helper, 'run'> & { readonly run: Run } {
  return { example, arguments: [kind, kind], atLeast: 2, more: false, result: 'answer', run };
}

/** A question about which of two comes first. Those that cannot be put in order are told, and never just answered with no. */
function inOrder(test: (difference: number) => boolean): Helper['run'] {
  return ([left = '', right = '']) => {
    const apart = difference(left, right);
    if (apart !== null) return value(test(apart));
    return {
      kind: 'fault',
      message: `"${textOf(left)}" and "${textOf(right)}" cannot be put in order: one is a number, the other a date.`,
      hint: 'Compare a number with a number, or a date with a date.',
    };
  };
}

/** All helpers that a template can call. */
export const helpers = {
  date: {
    example: '{{date election.nominationsClose "long"}}',
    arguments: ['date', 'format'],
    atLeast: 1,
    more: false,
    result: 'text',
    run: (values, { language }) => rich(formatDate(dateFrom(values[0]), formatFrom(values[1]), language)),
  },
  ordinal: {
    example: '{{ordinal 21}}',
    arguments: ['number'],
    atLeast: 1,
    more: false,
    result: 'text',
    run: (values, { language }) => rich(formatOrdinal(Number(values[0]), language)),
  },
  words: {
    example: '{{words election.seats}}',
    arguments: ['number'],
    atLeast: 1,
    more: false,
    result: 'text',
    run: (values, { language }) => value(formatWords(Number(values[0]), language)),
  },
  list: {
    example: '{{list facts.slate}}',
    arguments: ['list'],
    atLeast: 1,
    more: false,
    result: 'text',
    run: ([items], { language }) => value(formatList(isList(items) ? items.map(textOf) : [], language)),
  },
  default: {
    example: '{{default name "Comrade"}}',
    arguments: ['any', 'any'],
    atLeast: 2,
    more: false,
    result: 'text',
    run: null,
  },
  eq: question('{{#if (eq nation "Wales")}}', 'scalar', ([left = '', right = '']) => value(isEqual(left, right))),
  ne: question('{{#if (ne nation "Wales")}}', 'scalar', ([left = '', right = '']) => value(!isEqual(left, right))),
  gt: question(
    '{{#if (gt members 100)}}',
    'ranked',
    inOrder((apart) => apart > 0),
  ),
  lt: question(
    '{{#if (lt members 100)}}',
    'ranked',
    inOrder((apart) => apart < 0),
  ),
  ge: question(
    '{{#if (ge members 100)}}',
    'ranked',
    inOrder((apart) => apart >= 0),
  ),
  le: question(
    '{{#if (le today election.nominationsClose)}}',
    'ranked',
    inOrder((apart) => apart <= 0),
  ),
  and: {
    example: '{{#if (and name email)}}',
    arguments: ['any'],
    atLeast: 2,
    more: true,
    result: 'answer',
    run: null,
  },
  or: {
    example: '{{#if (or name title)}}',
    arguments: ['any'],
    atLeast: 2,
    more: true,
    result: 'answer',
    run: null,
  },
  not: {
    example: '{{#if (not name)}}',
    arguments: ['any'],
    atLeast: 1,
    more: false,
    result: 'answer',
    run: ([only]) => value(!isTruthy(only)),
  },
  upper: {
    example: '{{upper clp}}',
    arguments: ['text'],
    atLeast: 1,
    more: false,
    result: 'text',
    run: ([text], { language }) => value(textOf(text).toLocaleUpperCase(language)),
  },
  daysUntil: {
    example: '{{daysUntil election.nominationsClose}}',
    arguments: ['date'],
    atLeast: 1,
    more: false,
    result: 'number',
    run: daysUntil,
  },
} as const satisfies Readonly<Record<string, Helper>>;

export type HelperName = keyof typeof helpers;

/** Whether there is a helper of this name. */
export function isHelperName(name: string): name is HelperName {
  return Object.hasOwn(helpers, name);
}

/** The helper under its general type. */
export function helperCalled(name: HelperName): Helper {
  return helpers[name];
}

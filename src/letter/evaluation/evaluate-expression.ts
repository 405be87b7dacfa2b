import type { Fact } from '../../campaign.js';
import type { Place } from '../../problem.js';
import { accepts, kindInWords, type ArgumentKind } from '../template/argument-kind.js';
import { follow, isTruthy, textOf } from '../template/facts.js';
import { helperCalled, type Setting } from '../template/handlebars-helpers.js';
import { datesInFigures, type DateOrder } from '../../words/date-in-figures.js';
import { dateInWords, type Piece } from '../wording/language.js';
import { createLastCalls } from './last-calls.js';
import type { CallExpression, Expression, PathExpression } from '../template/template-tree.js';
import { startOfPath, type Round } from '../template/variables.js';

/** What a template may print for one row. */
export interface Scope extends Setting {
  /** `candidate`, `election`, `facts` and `list`. */
  readonly facts: Readonly<Record<string, Fact>>;
  /** Every CLP that the letter stands for. */
  readonly clps: readonly string[];
  /** The value of a top-level variable that comes from the row, "" where the row has none; null for what is no such variable. */
  readonly fromRow: (name: string) => string | null;
  /** Where a column's cell stands. */
  readonly placeOf: (column: string) => Place;
  /** What comes first in a column's dates in figures; null where nobody knows. */
  readonly dateOrderOf: (column: string) => DateOrder | null;
  /** What has been told of this row already; evaluate adds to it. */
  readonly told: Set<string>;
}

/** What an expression gives, as a value and as it is printed. */
export interface Evaluated {
  readonly value: Fact;
  /** Where a helper raised part of it; their characters are those of the value. */
  readonly pieces: readonly Piece[] | null;
  /** The column of the list that it came from; null for the organiser's own. */
  readonly column: string | null;
  /** The variable that was empty, where `value` is "" because of one. */
  readonly empty: PathExpression | null;
}

/** Tells an error. What is told of under one key is told once for a letter. */
export type Tell = (key: string, place: Place, code: string, message: string, hint: string) => void;

/** The value of an expression, in the round of the `{{#each}}` that it stands in. */
type Evaluate = (expression: Expression, round: Round<Evaluated> | null) => Evaluated;

function plain(value: Fact): Evaluated {
  return { value, pieces: null, column: null, empty: null };
}

const lastCalls = createLastCalls<Evaluated>();

function isEmpty(value: Fact | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

/** Evaluates expressions for one row. What a helper cannot take is told, and counts as empty text. */
export function createEvaluator(scope: Scope, tell: Tell): Evaluate {
  function evaluatePath(path: PathExpression, round: Round<Evaluated> | null): Evaluated {
    const start = startOfPath(path, round);
    if (start?.from === 'counter') return plain(start.value);
    if (start?.from === 'item') {
      const value = follow(start.item.value, start.parts) ?? '';
      return { value, pieces: null, column: start.item.column, empty: isEmpty(value) ? path : null };
    }
    const [name = '', ...rest] = start?.parts ?? [];
    if (name === 'clps' && rest.length === 0) return { ...plain(scope.clps), column: 'clp' };
    const cell = rest.length === 0 ? scope.fromRow(name) : null;
    if (cell !== null) return { value: cell, pieces: null, column: name, empty: isEmpty(cell) ? path : null };
    const value = name === 'today' && rest.length === 0 ? scope.today : (follow(scope.facts, start?.parts ?? []) ?? '');
    return { value, pieces: null, column: null, empty: isEmpty(value) ? path : null };
  }

  /** Looks at no argument that can change nothing: `and` may ask first whether there is what it goes on to compare. */
  function evaluateSparingly({ helper, arguments: given }: CallExpression, round: Round<Evaluated> | null): Evaluated {
    const isEnough = ({ value }: Evaluated): boolean =>
      helper === 'default' ? !isEmpty(value) : isTruthy(value) === (helper === 'or');
    let last = plain('');
    for (const argument of given) {
      last = evaluateExpression(argument, round);
      if (isEnough(last)) break;
    }
    return helper === 'default' ? last : plain(isTruthy(last.value));
  }

  /** An answer would be no, and a letter would say the wrong thing of a row of which nobody knows. */
  function tellNothingToCompare({ helper, place }: CallExpression, { column, empty }: Evaluated): void {
    const name = empty?.written ?? '';
    tell(
      `empty-comparison ${name}`,
      column === null ? place : scope.placeOf(column),
      column === null ? 'empty-fact' : 'empty-field',
      `"${name}" is empty, and line ${place.line ?? 1} of ${place.file} compares it ("${helper}").`,
      `Fill it in, or ask first whether it is there: {{#if (and ${name} (${helper} ${name} …))}}.`,
    );
  }

  /** A cell with a date in figures becomes an ISO date where a helper asks for one, and it is clear what comes first in it. */
  function asDate(evaluated: Evaluated, kind: ArgumentKind): Evaluated {
    const { value, column } = evaluated;
    if ((kind !== 'date' && kind !== 'ranked') || column === null || typeof value !== 'string') return evaluated;
    const ways = datesInFigures(value);
    const order = scope.dateOrderOf(column);
    const [only, ...others] = new Set(order === null ? ways.values() : [ways.get(order)]);
    return only === undefined || others.length > 0 ? evaluated : { ...evaluated, value: only };
  }

  /** Tells a date in figures that cannot be read; false for what is none. */
  function tellUnclearDate({ value, column }: Evaluated): boolean {
    if (column === null || typeof value !== 'string') return false;
    const [one, other] = datesInFigures(value).values();
    if (one === undefined) return false;
    const message =
      other === undefined
        ? `"${value}" is no date with the ${scope.dateOrderOf(column) === 'day-first' ? 'day' : 'month'} first, as campaign.yaml says of it.`
        : `"${value}" may be ${dateInWords(one, scope.language)} or ${dateInWords(other, scope.language)}, and the other dates of its column do not tell.`;
    const hint =
      other === undefined
        ? `Correct the cell, or "dates" in campaign.yaml.`
        : 'Write dates: day-first (or month-first) into campaign.yaml; or write the dates as 2028-05-31.';
    tell(`unclear-date ${value}`, scope.placeOf(column), 'unclear-date', message, hint);
    return true;
  }

  function evaluateCall(call: CallExpression, round: Round<Evaluated> | null): Evaluated {
    const helper = helperCalled(call.helper);
    if (helper.run === null) return evaluateSparingly(call, round);
    const given = call.arguments.map((argument, index) =>
      asDate(evaluateExpression(argument, round), helper.arguments[index] ?? 'any'),
    );
    const before = lastCalls.find(call, given, scope);
    if (before !== null) return before;
    const column = given.find((argument) => argument.column !== null)?.column ?? null;
    for (const [index, argument] of given.entries()) {
      const kind = helper.arguments[index] ?? 'any';
      if (kind === 'any' || (kind === 'scalar' && isEmpty(argument.value))) continue;
      if (isEmpty(argument.value) && kind === 'ranked') tellNothingToCompare(call, argument);
      if (isEmpty(argument.value)) return { ...plain(''), column, empty: argument.empty };
      if (accepts(kind, argument.value)) continue;
      if (tellUnclearDate(argument)) return plain('');
      const place = argument.column === null ? call.place : scope.placeOf(argument.column);
      const shown = typeof argument.value === 'object' ? 'A list or group of facts' : `"${textOf(argument.value)}"`;
      tell(
        `bad-value ${call.helper} ${shown}`,
        place,
        'bad-value',
        `${shown} is not ${kindInWords[kind]}, which "${call.helper}" needs (line ${call.place.line ?? 1} of ${call.place.file}).`,
        `Correct the value, or take "${call.helper}" out.`,
      );
      return plain('');
    }
    const result = helper.run(
      given.map((argument) => argument.value),
      scope,
    );
    if (result.kind === 'value') {
      const evaluated = { value: result.value, pieces: result.pieces, column, empty: null };
      lastCalls.keep(call, given, scope, evaluated);
      return evaluated;
    }
    const place = column === null ? call.place : scope.placeOf(column);
    tell(`bad-value ${result.message}`, place, 'bad-value', result.message, result.hint);
    return plain('');
  }

  function evaluateExpression(expression: Expression, round: Round<Evaluated> | null): Evaluated {
    switch (expression.kind) {
      case 'literal':
        return plain(expression.value);
      case 'path':
        return evaluatePath(expression, round);
      case 'call':
        return evaluateCall(expression, round);
    }
  }

  return evaluateExpression;
}

import type { Fact } from '../campaign.js';
import { errorAt, type Place, type Problem } from '../problem.js';
import { follow, isList, textOf } from './facts.js';
import { accepts, helperCalled, isTruthy, kindInWords, type Setting } from './handlebars-helpers.js';
import type { Piece } from './language.js';
import { createLastCalls } from './last-calls.js';
import { slotAt, type Outline } from './outline.js';
import { refusalToPrint } from './printable.js';
import {
  placeOfExpression,
  type CallExpression,
  type ContentNode,
  type Expression,
  type OutputNode,
  type PathExpression,
  type TemplateNode,
} from './template-tree.js';
import { startOfPath, type Round } from './variables.js';

/** A value as it is printed: never empty, unless the template says so with `default x ""`. */
export interface PrintedValue {
  readonly text: string;
  /** Where a helper raised part of it; their characters are those of `text`. */
  readonly pieces: readonly Piece[] | null;
  /** The column of the list that it came from; null for the organiser's own. What is not the organiser's own is not trusted. */
  readonly column: string | null;
  readonly node: OutputNode;
}

/** What a template may print for one row. */
export interface Scope extends Setting {
  /** `candidate`, `election` and `facts`. */
  readonly facts: Readonly<Record<string, Fact>>;
  /** Every CLP that the letter stands for. */
  readonly clps: readonly string[];
  /** The value of a top-level variable that comes from the row, "" where the row has none; null for what is no such variable. */
  readonly fromRow: (name: string) => string | null;
  /** Where a column's cell stands. */
  readonly placeOf: (column: string) => Place;
  /** What has been told of this row already; evaluate adds to it. */
  readonly told: Set<string>;
}

interface Evaluated {
  readonly value: Fact;
  readonly pieces: readonly Piece[] | null;
  readonly column: string | null;
  /** The variable that was empty, where `value` is "" because of one. */
  readonly empty: PathExpression | null;
}

type Item = Evaluated;

/** The outline of a template for one row, with the values for its slots. */
export interface Evaluation extends Outline {
  readonly values: readonly PrintedValue[];
  readonly problems: readonly Problem[];
}

function plain(value: Fact): Evaluated {
  return { value, pieces: null, column: null, empty: null };
}

const lastCalls = createLastCalls<Evaluated>();

function isEmpty(value: Fact | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

/** Fills a tree for one row. Follows only branches that the row takes. */
export function evaluate(nodes: readonly TemplateNode[], scope: Scope): Evaluation {
  const problems: Problem[] = [];
  const values: PrintedValue[] = [];
  const pieces: (ContentNode | OutputNode)[] = [];
  let text = '';

  /** What is told of under one key is told once for a letter. */
  function tell(key: string, place: Place, code: string, message: string, hint: string): void {
    if (!scope.told.has(key)) problems.push(errorAt(place, code, message, hint));
    scope.told.add(key);
  }

  function evaluatePath(path: PathExpression, round: Round<Item> | null): Evaluated {
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

  function evaluateCall(call: CallExpression, round: Round<Item> | null): Evaluated {
    const helper = helperCalled(call.helper);
    const given = call.arguments.map((argument) => evaluateExpression(argument, round));
    if (helper.run === null) {
      const [first = plain(''), second = plain('')] = given;
      return isEmpty(first.value) ? second : first;
    }
    const before = lastCalls.find(call, given, scope);
    if (before !== null) return before;
    const column = given.find((argument) => argument.column !== null)?.column ?? null;
    for (const [index, argument] of given.entries()) {
      const kind = helper.arguments[index] ?? 'any';
      if (kind === 'any' || (kind === 'scalar' && isEmpty(argument.value))) continue;
      if (isEmpty(argument.value)) return { ...plain(''), column, empty: argument.empty };
      if (accepts(kind, argument.value)) continue;
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

  function evaluateExpression(expression: Expression, round: Round<Item> | null): Evaluated {
    switch (expression.kind) {
      case 'literal':
        return plain(expression.value);
      case 'path':
        return evaluatePath(expression, round);
      case 'call':
        return evaluateCall(expression, round);
    }
  }

  function print(node: OutputNode, round: Round<Item> | null): void {
    const { value, pieces: raised, column, empty } = evaluateExpression(node.value, round);
    if (empty !== null) {
      const place = column === null ? node.place : scope.placeOf(column);
      const code = column === null ? 'empty-fact' : 'empty-field';
      const hint =
        column === null
          ? `Give it a value in campaign.yaml, or write {{#if ${empty.written}}}…{{/if}} around it.`
          : `Fill it in, or write {{default ${empty.written} "…"}} or {{#if ${empty.written}}}…{{/if}} in the template.`;
      tell(
        `${code} ${empty.parts.join('.')}`,
        place,
        code,
        `"${empty.written}" is empty, and line ${node.place.line} of ${node.place.file} prints it.`,
        hint,
      );
    }
    const name = node.value.kind === 'path' ? node.value.written : 'this';
    const refusal = refusalToPrint(value, name);
    if (refusal !== null) {
      const place = placeOfExpression(node.value, node.place);
      tell(`not-text ${name}`, place, 'not-text', refusal.message, refusal.hint);
    }
    text += slotAt(values.length);
    values.push({ text: textOf(value), pieces: raised, column, node });
    pieces.push(node);
  }

  function walk(body: readonly TemplateNode[], round: Round<Item> | null): void {
    for (const node of body) {
      switch (node.kind) {
        case 'content':
          text += node.text;
          pieces.push(node);
          break;
        case 'output':
          print(node, round);
          break;
        case 'choice':
          walk(isTruthy(evaluateExpression(node.test, round).value) ? node.yes : node.no, round);
          break;
        case 'each': {
          const list = evaluateExpression(node.list, round);
          const items = isList(list.value) ? list.value : [];
          const { itemName, indexName } = node;
          for (const [index, value] of items.entries()) {
            const item = { ...list, value };
            walk(node.body, { item, index, last: index === items.length - 1, itemName, indexName, outer: round });
          }
          if (items.length === 0) walk(node.empty, round);
          break;
        }
      }
    }
  }

  walk(nodes, null);
  return { text, pieces, values, problems };
}

import type { Fact } from '../../campaign.js';
import { OTHER_VARIABLES } from '../../words/field-names.js';
import { errorAt, type Problem } from '../../problem.js';
import { isGroup, knownFacts, memberOf } from './facts.js';
import { accepts, kindInWords, type ArgumentKind } from './argument-kind.js';
import { helperCalled } from './handlebars-helpers.js';
import { nearestName } from '../../words/nearest-name.js';
import { placeOfExpression, type CallExpression, type Expression, type PathExpression } from './template-tree.js';
import { startOfPath, type Round } from './variables.js';

/**
 * What is known of a value before any row is read: text of a column; one of these facts (none, where the campaign leaves it out);
 * what a helper gives. Null: nothing, and that has been told.
 */
export type Known =
  | { readonly kind: 'column' }
  | { readonly kind: 'facts'; readonly values: readonly Fact[] }
  | { readonly kind: 'result'; readonly of: 'text' | 'number' | 'answer' }
  | null;

/** What a template is checked against. */
export interface Check {
  readonly rowNames: readonly string[];
  readonly facts: Readonly<Record<string, Fact>>;
  readonly problems: Problem[];
}

/** The rounds of {{#each}} that are open. */
export type Here = Round<Known> | null;

function unknown(check: Check, path: PathExpression, near: string | null, otherwise: string): null {
  const hint = near === null ? otherwise : `Did you mean "${near}"?`;
  check.problems.push(errorAt(path.place, 'unknown-variable', `There is no variable "${path.written}".`, hint));
  return null;
}

/** Follows a path through facts that are all possible, so that each item of a list must have the key. */
function followAll(
  check: Check,
  path: PathExpression,
  begin: readonly Fact[],
  parts: readonly string[],
  optional: readonly string[],
): Known {
  let here = begin;
  for (const [index, part] of parts.entries()) {
    const groups = here.filter((fact) => isGroup(fact));
    const having = here.filter((fact) => memberOf(fact, part) !== undefined);
    if (having.length < here.length) {
      if (index === 0 && having.length === 0 && optional.includes(part)) return { kind: 'facts', values: [] };
      const keys = [...new Set(groups.flatMap((group) => Object.keys(group)))];
      const near = nearestName(part, [...keys, ...(index === 0 ? optional : [])]);
      const before = path.parts.slice(0, path.parts.length - parts.length + index);
      const where =
        before.length === 0 ? 'each item of the list in campaign.yaml' : `"${before.join('.')}" in campaign.yaml`;
      return unknown(
        check,
        path,
        near === null ? null : [...before, near].join('.'),
        `Add "${part}" to ${where}, or take it out here.`,
      );
    }
    here = having.map((fact) => memberOf(fact, part) ?? '');
  }
  return { kind: 'facts', values: here };
}

function checkPath(check: Check, path: PathExpression, here: Here): Known {
  const start = startOfPath(path, here);
  if (start === null)
    return unknown(
      check,
      path,
      null,
      path.data ? 'Inside {{#each}} there are @index, @key, @first and @last.' : 'Each ../ steps out of one {{#each}}.',
    );
  if (start.from === 'counter') return { kind: 'facts', values: [start.value] };
  const [name, ...rest] = start.parts;
  if (start.from === 'item') {
    const { item } = start;
    if (item?.kind !== 'facts') return item;
    if (name !== undefined && (check.rowNames.includes(name) || OTHER_VARIABLES.includes(name))) {
      const has = item.values.some((value) => isGroup(value) && Object.hasOwn(value, name));
      if (!has) return unknown(check, path, `../${path.written}`, '');
    }
    return followAll(check, path, item.values, start.parts, []);
  }
  if (name === undefined) return unknown(check, path, null, 'Only inside {{#each}} there is an item to print.');
  if (name === 'today' && rest.length === 0) return { kind: 'facts', values: ['2000-01-01'] };
  if (name === 'clps' && rest.length === 0) return { kind: 'facts', values: [['Bath', 'Corby']] };
  if (check.rowNames.includes(name)) {
    return rest.length === 0 ? { kind: 'column' } : unknown(check, path, name, '');
  }
  if (Object.hasOwn(check.facts, name))
    return followAll(check, path, [check.facts[name] ?? {}], rest, knownFacts[name] ?? []);
  const near = nearestName(name, [...check.rowNames, ...OTHER_VARIABLES, ...groupedFacts(check.facts)]);
  return unknown(
    check,
    path,
    near,
    `Add a column "${name}" to the list, or write {{facts.${name}}} and add it to campaign.yaml under "facts".`,
  );
}

/** "facts.slate" for whoever wrote "slate". */
function groupedFacts(facts: Readonly<Record<string, Fact>>): string[] {
  return Object.entries(facts).flatMap(([group, fact]) =>
    isGroup(fact) ? Object.keys(fact).map((key) => `${group}.${key}`) : [],
  );
}

function fits(kind: ArgumentKind, known: Known, argument: Expression): boolean {
  if (known === null || kind === 'any') return true;
  if (kind === 'format') return argument.kind === 'literal' && accepts(kind, argument.value);
  switch (known.kind) {
    case 'column':
      return kind !== 'list';
    case 'facts':
      return known.values.every((value) => value === '' || accepts(kind, value));
    case 'result':
      if (known.of === 'answer') return kind === 'scalar';
      return (
        kind === 'scalar' || kind === 'text' || ((kind === 'number' || kind === 'ranked') && known.of === 'number')
      );
  }
}

function checkCall(check: Check, call: CallExpression, here: Here): Known {
  const helper = helperCalled(call.helper);
  const known = call.arguments.map((argument) => checkExpression(check, argument, here));
  for (const [index, argument] of call.arguments.entries()) {
    const kind = helper.arguments[index] ?? 'any';
    if (fits(kind, known[index] ?? null, argument)) continue;
    const said =
      argument.kind === 'literal'
        ? `"${String(argument.value)}"`
        : argument.kind === 'path'
          ? `"${argument.written}"`
          : `what "${argument.helper}" gives`;
    const place = placeOfExpression(argument, call.place);
    check.problems.push(
      errorAt(
        place,
        'wrong-argument',
        `"${call.helper}" needs ${kindInWords[kind]} here, and ${said} is none.`,
        `Write it like ${helper.example}.`,
      ),
    );
  }
  if (call.helper !== 'default') return { kind: 'result', of: helper.result };
  return (
    known.find((one) => one?.kind !== 'facts') ?? {
      kind: 'facts',
      values: known.flatMap((one) => (one?.kind === 'facts' ? one.values : [])),
    }
  );
}

/** What is known of an expression's value. Every variable and argument that is wrong has been told. */
export function checkExpression(check: Check, expression: Expression, here: Here): Known {
  switch (expression.kind) {
    case 'literal':
      return { kind: 'facts', values: [expression.value] };
    case 'path':
      return checkPath(check, expression, here);
    case 'call':
      return checkCall(check, expression, here);
  }
}

import type { Campaign, Fact } from '../campaign.js';
import { errorAt, type Place, type Problem } from '../problem.js';
import type { Template } from './compile.js';
import { factsOf, isGroup, isList, knownFacts } from './facts.js';
import { accepts, helperCalled, kindInWords, type ArgumentKind } from './handlebars-helpers.js';
import { nearestName } from './nearest.js';
import { placeOfExpression, type CallExpression, type Expression, type OutputNode, type PathExpression, type TemplateNode } from './template-tree.js';
import { knownFields, startOfPath, type Round } from './variables.js';

/**
 * What is known of a value before any row is read: text of a column; one of these facts (none, where the campaign leaves it out);
 * what a helper gives. Null: nothing, and that has been told.
 */
type Known =
  | { readonly kind: 'column' }
  | { readonly kind: 'facts'; readonly values: readonly Fact[] }
  | { readonly kind: 'result'; readonly of: 'text' | 'number' | 'answer' }
  | null;

interface Check {
  readonly rowNames: readonly string[];
  readonly facts: Readonly<Record<string, Fact>>;
  readonly problems: Problem[];
}

/** Variables that an `{{#if}}` around here has asked for, as the template writes them. */
type Asked = ReadonlySet<string>;
type Here = Round<Known> | null;

const words = ['candidate', 'election', 'facts', 'today'];

function unknown(check: Check, path: PathExpression, near: string | null, otherwise: string): null {
  const hint = near === null ? otherwise : `Did you mean "${near}"?`;
  check.problems.push(errorAt(path.place, 'unknown-variable', `There is no variable "${path.written}".`, hint));
  return null;
}

/** Follows a path through facts that are all possible, so that each item of a list must have the key. */
function followAll(check: Check, path: PathExpression, begin: readonly Fact[], parts: readonly string[], optional: readonly string[]): Known {
  let here = begin;
  for (const [index, part] of parts.entries()) {
    const groups = here.filter((fact) => isGroup(fact));
    const having = groups.filter((group) => Object.hasOwn(group, part));
    if (having.length < here.length) {
      if (index === 0 && having.length === 0 && optional.includes(part)) return { kind: 'facts', values: [] };
      const keys = [...new Set(groups.flatMap((group) => Object.keys(group)))];
      const near = nearestName(part, [...keys, ...(index === 0 ? optional : [])]);
      const before = path.parts.slice(0, path.parts.length - parts.length + index);
      const where = before.length === 0 ? 'each item of the list in campaign.yaml' : `"${before.join('.')}" in campaign.yaml`;
      return unknown(check, path, near === null ? null : [...before, near].join('.'), `Add "${part}" to ${where}, or take it out here.`);
    }
    here = having.map((group) => group[part] ?? '');
  }
  return { kind: 'facts', values: here };
}

function checkPath(check: Check, path: PathExpression, here: Here): Known {
  const start = startOfPath(path, here);
  if (start === null) return unknown(check, path, null, path.data ? 'Inside {{#each}} there are @index, @first and @last.' : 'Each ../ steps out of one {{#each}}.');
  if (start.from === 'counter') return { kind: 'facts', values: [start.value] };
  const [name = '', ...rest] = start.parts;
  if (start.from === 'item') {
    const { item } = start;
    if (item?.kind !== 'facts') return item;
    if (check.rowNames.includes(name) || words.includes(name)) {
      const has = item.values.some((value) => isGroup(value) && Object.hasOwn(value, name));
      if (!has) return unknown(check, path, `../${path.written}`, '');
    }
    return followAll(check, path, item.values, start.parts, []);
  }
  if (name === 'today' && rest.length === 0) return { kind: 'facts', values: ['2000-01-01'] };
  if (check.rowNames.includes(name)) {
    return rest.length === 0 ? { kind: 'column' } : unknown(check, path, name, '');
  }
  if (Object.hasOwn(check.facts, name)) return followAll(check, { ...path, parts: start.parts }, [check.facts[name] ?? {}], rest, knownFacts[name] ?? []);
  const near = nearestName(name, [...check.rowNames, ...words, ...groupedFacts(check.facts)]);
  return unknown(check, path, near, `Add a column "${name}" to the list, or write {{facts.${name}}} and add it to campaign.yaml under "facts".`);
}

/** "facts.slate" for whoever wrote "slate". */
function groupedFacts(facts: Readonly<Record<string, Fact>>): string[] {
  return Object.entries(facts).flatMap(([group, fact]) => (isGroup(fact) ? Object.keys(fact).map((key) => `${group}.${key}`) : []));
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
      return kind === 'scalar' || kind === 'text' || (kind === 'number' && known.of === 'number');
  }
}

function checkCall(check: Check, call: CallExpression, here: Here): Known {
  const helper = helperCalled(call.helper);
  const known = call.arguments.map((argument) => checkExpression(check, argument, here));
  for (const [index, argument] of call.arguments.entries()) {
    const kind = helper.arguments[index] ?? 'any';
    if (fits(kind, known[index] ?? null, argument)) continue;
    const said = argument.kind === 'literal' ? `"${String(argument.value)}"` : argument.kind === 'path' ? `"${argument.written}"` : `what "${argument.helper}" gives`;
    const place = placeOfExpression(argument, call.place);
    check.problems.push(errorAt(place, 'wrong-argument', `"${call.helper}" needs ${kindInWords[kind]} here, and ${said} is none.`, `Write it like ${helper.example}.`));
  }
  if (call.helper !== 'default') return { kind: 'result', of: helper.result };
  return known.find((one) => one?.kind !== 'facts') ?? { kind: 'facts', values: known.flatMap((one) => (one?.kind === 'facts' ? one.values : [])) };
}

function checkExpression(check: Check, expression: Expression, here: Here): Known {
  switch (expression.kind) {
    case 'literal':
      return { kind: 'facts', values: [expression.value] };
    case 'path':
      return checkPath(check, expression, here);
    case 'call':
      return checkCall(check, expression, here);
  }
}

/** What is wrong with printing this, and what to do. */
function refusalToPrint(value: Fact, name: string): readonly [string, string] | null {
  if (typeof value === 'boolean') return [`"${name}" is yes or no, and cannot be printed.`, `Ask it: {{#if ${name}}}…{{/if}}.`];
  if (isList(value)) return [`"${name}" is a list, and cannot be printed as it is.`, `Write {{list ${name}}}, or {{#each ${name}}}…{{/each}}.`];
  if (isGroup(value)) return [`"${name}" is a group of facts, and cannot be printed as it is.`, `Name one of them, such as {{${name}.${Object.keys(value)[0] ?? '…'}}}.`];
  return null;
}

function checkOutput(check: Check, node: OutputNode, here: Here, asked: Asked): void {
  const known = checkExpression(check, node.value, here);
  if (known?.kind !== 'facts' || node.value.kind === 'literal') return;
  const name = node.value.kind === 'path' ? node.value.written : node.value.helper;
  const place: Place = placeOfExpression(node.value, node.place);
  const refusal = known.values.map((value) => refusalToPrint(value, name)).find((one) => one !== null);
  if (refusal) check.problems.push(errorAt(place, 'not-text', ...refusal));
  const empty = node.value.kind === 'path' && (known.values.length === 0 ? here === null : known.values.includes(''));
  if (empty && !asked.has(name)) {
    check.problems.push(errorAt(place, 'empty-fact', `"${name}" has no value in campaign.yaml, and the template prints it.`, `Give it a value, or write {{#if ${name}}}…{{/if}} around it.`));
  }
}

function variablesIn(expression: Expression): string[] {
  if (expression.kind === 'path') return [expression.written];
  return expression.kind === 'call' ? expression.arguments.flatMap(variablesIn) : [];
}

function checkNodes(check: Check, nodes: readonly TemplateNode[], here: Here, asked: Asked): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'content':
        break;
      case 'output':
        checkOutput(check, node, here, asked);
        break;
      case 'choice': {
        checkExpression(check, node.test, here);
        const now = new Set([...asked, ...variablesIn(node.test)]);
        checkNodes(check, node.yes, here, now);
        checkNodes(check, node.no, here, now);
        break;
      }
      case 'each': {
        const list = checkExpression(check, node.list, here);
        const lists = list?.kind === 'facts' ? list.values : [];
        const name = variablesIn(node.list)[0] ?? 'this';
        const goesThrough = list === null || (list.kind === 'facts' && lists.every(isList));
        if (!goesThrough) check.problems.push(errorAt(placeOfExpression(node.list, { file: '', line: null, column: null }), 'not-a-list', `"${name}" is not a list, and {{#each}} goes through lists.`, `Make it a list in campaign.yaml, or write {{#if ${name}}}.`));
        const items = lists.filter(isList).flat();
        const item: Known = goesThrough && list !== null ? { kind: 'facts', values: items } : null;
        checkNodes(check, node.body, { item, index: 0, last: true, itemName: node.itemName, indexName: node.indexName, outer: here }, asked);
        checkNodes(check, node.empty, here, asked);
        break;
      }
    }
  }
}

/**
 * Compares every variable of a template with what there is: the list's columns (folded names), the fields that every list may have,
 * `greeting`, `today`, and the campaign's own facts; and every helper argument with what its helper takes.
 * Goes into every branch, whether any row takes it or not.
 */
export function checkVariables(template: Template, columns: readonly string[], campaign: Campaign): readonly Problem[] {
  const check: Check = { rowNames: [...new Set([...columns, ...knownFields, 'greeting'])], facts: factsOf(campaign), problems: [] };
  for (const nodes of [template.subject, template.date, template.body, template.closing, template.signature]) {
    if (nodes !== null) checkNodes(check, nodes, null, new Set());
  }
  return check.problems;
}

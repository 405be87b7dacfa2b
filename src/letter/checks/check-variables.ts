import type { Campaign } from '../../campaign.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { checkExpression, type Check, type Here, type Known } from '../template/check-expression.js';
import type { TemplateParts } from '../compile.js';
import { factsOf, entriesOf } from '../template/facts.js';
import { nearestName } from '../../words/nearest-name.js';
import { asVariable } from '../../words/variable-name.js';
import { placeholderProblems } from './placeholders.js';
import { refusalToPrint } from '../template/printable.js';
import { placeOfExpression, type Expression, type OutputNode, type TemplateNode } from '../template/template-tree.js';
import { knownFields } from '../template/variables.js';

/** Variables that an `{{#if}}` around here has asked for, as the template writes them. */
type Asked = ReadonlySet<string>;

function checkOutput(check: Check, node: OutputNode, here: Here, asked: Asked): void {
  if (node.value.kind === 'literal') {
    checkLiteral(check, String(node.value.value), node.place);
    return;
  }
  const known = checkExpression(check, node.value, here);
  if (known?.kind !== 'facts') return;
  const name = node.value.kind === 'path' ? node.value.written : node.value.helper;
  const place: Place = placeOfExpression(node.value, node.place);
  const refusal = known.values.map((value) => refusalToPrint(value, name)).find((one) => one !== null);
  if (refusal) check.problems.push(errorAt(place, 'not-text', refusal.message, refusal.hint));
  const empty = node.value.kind === 'path' && (known.values.length === 0 ? here === null : known.values.includes(''));
  if (empty && !asked.has(name)) {
    check.problems.push(
      errorAt(
        place,
        'empty-fact',
        `"${name}" has no value in campaign.yaml, and the template prints it.`,
        `Give it a value, or write {{#if ${name}}}…{{/if}} around it.`,
      ),
    );
  }
}

/** Text in quotation marks by itself prints those words: most often a column's header was meant. Empty text is our own. */
function checkLiteral(check: Check, text: string, place: Place): void {
  if (text === '') return;
  const folded = asVariable(text);
  const near = check.rowNames.includes(folded) ? folded : nearestName(folded, check.rowNames);
  const message = `"${text}" stands in braces by itself, and the letter would print those words.`;
  const hint =
    near === null ? 'Write the words without the braces.' : `Write {{${near}}}, or the words without the braces.`;
  check.problems.push(errorAt(place, 'text-in-braces', message, hint));
}

export function variablesIn(expression: Expression): string[] {
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
        const entries = lists.map(entriesOf);
        const goesThrough = list === null || (list.kind === 'facts' && !entries.includes(null));
        if (!goesThrough)
          check.problems.push(
            errorAt(
              placeOfExpression(node.list, { file: '', line: null, column: null }),
              'not-a-list',
              `"${name}" is neither a list nor a group of facts, and {{#each}} goes through those.`,
              `Make it a list in campaign.yaml, or write {{#if ${name}}}.`,
            ),
          );
        const items = entries.flatMap((one) => one ?? []);
        const [[key] = [0]] = items;
        const item: Known =
          goesThrough && list !== null ? { kind: 'facts', values: items.map(([, value]) => value) } : null;
        checkNodes(
          check,
          node.body,
          { item, index: 0, key, last: true, itemName: node.itemName, indexName: node.indexName, outer: here },
          asked,
        );
        checkNodes(check, node.empty, here, asked);
        break;
      }
    }
  }
}

/**
 * Compares every variable of a template with what there is: the list's columns (folded names), the
 * fields that every list may have, `greeting`, `today`, and the campaign's own facts; and every
 * helper argument with what its helper takes. Goes into every branch, whether any row takes it or
 * not. Placeholders of other systems are told too.
 */
export function checkVariables(
  template: TemplateParts,
  columns: readonly string[],
  campaign: Campaign,
): readonly Problem[] {
  const check: Check = {
    rowNames: [...new Set([...columns, ...knownFields, 'greeting'])],
    facts: factsOf(campaign),
    problems: [],
  };
  const { subject, date, body, closing, signature, ps } = template;
  const texts = [subject, date, body, closing, signature, ps];
  for (const nodes of texts) if (nodes !== null) checkNodes(check, nodes, null, new Set());
  return [...check.problems, ...placeholderProblems(texts, check.rowNames)];
}

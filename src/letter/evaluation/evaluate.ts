import { errorAt, type Problem } from '../../problem.js';
import { createEvaluator, type Evaluated, type Scope, type Tell } from './evaluate-expression.js';
import { entriesOf, isTruthy, textOf } from '../template/facts.js';
import type { Piece } from '../wording/language.js';
import { slotAt, type Outline } from '../template/outline.js';
import { isMonthFirst, monthFirst } from './month-first.js';
import { refusalToPrint } from '../template/printable.js';
import { placeOfExpression, type ContentNode, type OutputNode, type TemplateNode } from '../template/template-tree.js';
import type { Round } from '../template/variables.js';

/** A value as it is printed: never empty, unless the template says so with `default x ""`. */
export interface PrintedValue {
  readonly text: string;
  /** Where a helper raised part of it; their characters are those of `text`. */
  readonly pieces: readonly Piece[] | null;
  /** The column of the list that it came from; null for the organiser's own. What is not the organiser's own is not trusted. */
  readonly column: string | null;
  readonly node: OutputNode;
}

/** The outline of a template for one row, with the values for its slots. */
export interface Evaluation extends Outline {
  readonly values: readonly PrintedValue[];
  readonly problems: readonly Problem[];
}

/** Fills a tree for one row. Follows only branches that the row takes. */
export function evaluate(nodes: readonly TemplateNode[], scope: Scope): Evaluation {
  const problems: Problem[] = [];
  const values: PrintedValue[] = [];
  const pieces: (ContentNode | OutputNode)[] = [];
  let text = '';

  const tell: Tell = (key, place, code, message, hint) => {
    if (!scope.told.has(key)) problems.push(errorAt(place, code, message, hint));
    scope.told.add(key);
  };
  const evaluateExpression = createEvaluator(scope, tell);

  function print(node: OutputNode, round: Round<Evaluated> | null): void {
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
    const printed = textOf(value);
    if (column !== null && node.value.kind === 'path' && isMonthFirst(printed))
      problems.push(monthFirst(name, node.place));
    text += slotAt(values.length);
    values.push({ text: printed, pieces: raised, column, node });
    pieces.push(node);
  }

  function walk(body: readonly TemplateNode[], round: Round<Evaluated> | null): void {
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
          const items = entriesOf(list.value) ?? [];
          const { itemName, indexName } = node;
          for (const [index, [key, value]] of items.entries()) {
            const item = { ...list, value };
            walk(node.body, { item, index, key, last: index === items.length - 1, itemName, indexName, outer: round });
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

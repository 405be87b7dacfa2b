import { warningAt, type Problem } from '../../problem.js';
import { variablesIn } from './check-variables.js';
import type { TemplateParts } from '../compile.js';
import type { Expression, TemplateNode } from '../template/template-tree.js';
import { knownFields } from '../template/variables.js';

/**
 * A warning where nothing of the row stands in a letter: it does not read as if written for one.
 * @param columns the list's own, by their folded names
 */
export function sameForAll({ subject, body, file }: TemplateParts, columns: readonly string[]): readonly Problem[] {
  const rowNames = [...columns, ...knownFields, 'greeting'];
  if ([...subject, ...body].some((node) => isOfRow(node, rowNames))) return [];
  const place = { file, line: null, column: null };
  const message = 'Nothing of the row stands in this letter: everybody gets the same words.';
  return [
    warningAt(place, 'same-for-all', message, 'Greet each by name, Dear {{greeting}}, and name the CLP: {{clp}}.'),
  ];
}

function isOfRow(node: TemplateNode, rowNames: readonly string[]): boolean {
  const names = (expression: Expression): boolean =>
    variablesIn(expression).some((written) => rowNames.includes(written.replace(/^(?:\.\.\/|this\.)+/u, '')));
  switch (node.kind) {
    case 'content':
      return false;
    case 'output':
      return names(node.value);
    case 'choice':
      return names(node.test) || [...node.yes, ...node.no].some((inner) => isOfRow(inner, rowNames));
    case 'each':
      return names(node.list) || [...node.body, ...node.empty].some((inner) => isOfRow(inner, rowNames));
  }
}

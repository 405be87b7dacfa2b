import type { Place, PlaceInText } from '../../problem.js';
import type { HelperName } from './handlebars-helpers.js';

/** Text that stands in the template itself. */
export interface ContentNode {
  readonly kind: 'content';
  readonly text: string;
  /** Of its first character. */
  readonly place: PlaceInText;
  /** How many characters each line begins with that are not in the file, in a partial whose tag is indented. */
  readonly indent: number;
}

/** A place where a value is printed: `{{clp}}`, `{{date election.nominationsClose}}`. */
export interface OutputNode {
  readonly kind: 'output';
  readonly value: Expression;
  readonly place: PlaceInText;
}

/** `{{#if}}`, and `{{#unless}}` with its branches exchanged. */
interface ChoiceNode {
  readonly kind: 'choice';
  readonly test: Expression;
  readonly yes: readonly TemplateNode[];
  readonly no: readonly TemplateNode[];
}

/** `{{#each list as |item index|}} … {{else}} … {{/each}}`. */
interface EachNode {
  readonly kind: 'each';
  readonly list: Expression;
  readonly itemName: string | null;
  readonly indexName: string | null;
  readonly body: readonly TemplateNode[];
  readonly empty: readonly TemplateNode[];
}

export type TemplateNode = ContentNode | OutputNode | ChoiceNode | EachNode;

interface LiteralExpression {
  readonly kind: 'literal';
  readonly value: string | number | boolean;
}

/** A variable: `clp`, `candidate.name`, `../clp`, `this.name`, `@index`. */
export interface PathExpression {
  readonly kind: 'path';
  /** How many `{{#each}}` to step out of. */
  readonly up: number;
  /** Whether it begins with @. */
  readonly data: boolean;
  /** Whether it begins with `this` or `../../`, so that the name of a block parameter does not count. */
  readonly relative: boolean;
  readonly parts: readonly string[];
  /** As the template writes it. */
  readonly written: string;
  readonly place: Place;
}

/** A helper with its arguments: `date election.nominationsClose "long"`. */
export interface CallExpression {
  readonly kind: 'call';
  readonly helper: HelperName;
  readonly arguments: readonly Expression[];
  readonly place: Place;
}

export type Expression = LiteralExpression | PathExpression | CallExpression;

/** Where an expression is told of; a literal has no place of its own. */
export function placeOfExpression(expression: Expression, otherwise: Place): Place {
  return expression.kind === 'literal' ? otherwise : expression.place;
}

import { errorAt, type Problem } from '../../problem.js';
import { helperCalled, helpers, isHelperName } from './handlebars-helpers.js';
import { nearestName } from '../../words/nearest-name.js';
import { knownFields } from './variables.js';
import type { TemplateText } from './template-text.js';
import type { ContentNode, Expression } from './template-tree.js';

interface PartialSource {
  readonly file: string;
  readonly text: string;
  /** Why its text cannot be read, where it cannot. */
  readonly unreadable?: readonly Problem[];
}

/** The text that is being read, and what has been found wrong with it. */
export interface Parsing {
  readonly source: TemplateText;
  readonly partials: ReadonlyMap<string, PartialSource>;
  /** The partials that are open around this text. */
  readonly open: readonly string[];
  /** How many characters were put before each line, because the tag of the partial is indented. */
  readonly indent: number;
  readonly problems: Problem[];
}

type Term =
  | hbs.AST.PathExpression
  | hbs.AST.SubExpression
  | hbs.AST.StringLiteral
  | hbs.AST.NumberLiteral
  | hbs.AST.BooleanLiteral;

const terms = new Set(['PathExpression', 'SubExpression', 'StringLiteral', 'NumberLiteral', 'BooleanLiteral']);

/** Whether a node is one that a value can be written as. */
export function isTerm(node: hbs.AST.Node): node is Term {
  return terms.has(node.type);
}

/** A value as a template writes it, for hints. */
export function asWritten(node: hbs.AST.Node): string {
  if (!isTerm(node)) return '…';
  switch (node.type) {
    case 'PathExpression':
      return node.original;
    case 'SubExpression':
      return `(${[node.path, ...node.params].map(asWritten).join(' ')})`;
    case 'StringLiteral':
      return `"${node.value}"`;
    default:
      return String(node.value);
  }
}

/** Where a position of Handlebars' (its columns begin at 0) is in the file. */
export function placeOf({ source, indent }: Parsing, { line, column }: hbs.AST.Position): ContentNode['place'] {
  return {
    file: source.file,
    line: source.line + line - 1,
    column: (line === 1 ? source.column : 1) + column - indent,
  };
}

/** Adds an error at a node of Handlebars' tree. */
export function refuse(parsing: Parsing, node: hbs.AST.Node, code: string, message: string, hint: string): void {
  parsing.problems.push(errorAt(placeOf(parsing, node.loc.start), code, message, hint));
}

/** Handlebars leaves `hash` out where there is none, whatever its types say. */
export function refuseNamedArguments(parsing: Parsing, hash: hbs.AST.Hash | undefined): void {
  const pair = hash?.pairs[0];
  if (pair === undefined) return;
  refuse(
    parsing,
    pair,
    'named-argument',
    `"${pair.key}=" is a named argument, and no helper takes any.`,
    'Leave the name and the = out.',
  );
}

/** `{{Branch chair}}` is a column to whoever sees that header in a spreadsheet; to Handlebars, a helper and its argument. */
function helperHint(name: string, params: readonly hbs.AST.Node[]): string {
  const words = [name, ...params.map(asWritten)];
  const isHeader = words.every((word) => /^\p{L}[\p{L}\p{N}_-]*$/u.test(word));
  const folded = words.join('_').toLowerCase().replaceAll('-', '_');
  if (isHeader && knownFields.includes(folded)) return `Write {{${folded}}}.`;
  const near = nearestName(name, Object.keys(helpers));
  const meant = near === null ? '' : `Did you mean "${near}"? `;
  if (isHeader && words.length > 1) return `${meant}For a column "${words.join(' ')}", write {{${folded}}}.`;
  return near === null ? `The helpers are ${Object.keys(helpers).join(', ')}.` : meant.trim();
}

/** Reads a helper with its arguments. Null where it has a mistake, which has been told. */
export function parseCall(
  parsing: Parsing,
  name: string,
  node: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
): Expression | null {
  refuseNamedArguments(parsing, node.hash);
  if (!isHelperName(name)) {
    refuse(parsing, node, 'unknown-helper', `There is no helper "${name}".`, helperHint(name, node.params));
    return null;
  }
  const helper = helperCalled(name);
  const given = node.params.length;
  if (given < helper.atLeast || (given > helper.arguments.length && !helper.more)) {
    const wanted = helper.atLeast === helper.arguments.length ? String(helper.atLeast) : `at least ${helper.atLeast}`;
    refuse(
      parsing,
      node,
      'wrong-arguments',
      `"${name}" takes ${wanted} argument${wanted === '1' ? '' : 's'}, and here are ${given}.`,
      `Write it like ${helper.example}.`,
    );
    return null;
  }
  const values = node.params.map((param) => parseExpression(parsing, param));
  const known = values.filter((value) => value !== null);
  return known.length < values.length
    ? null
    : { kind: 'call', helper: name, arguments: known, place: placeOf(parsing, node.loc.start) };
}

/** Reads a variable, a literal or a call. Null where it has a mistake, which has been told. */
export function parseExpression(parsing: Parsing, node: hbs.AST.Node): Expression | null {
  if (!isTerm(node)) {
    refuse(
      parsing,
      node,
      'not-supported',
      'A letter can print variables, helpers, texts in quotation marks and numbers, and nothing else.',
      'Write the name of a variable.',
    );
    return null;
  }
  switch (node.type) {
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return { kind: 'literal', value: node.value };
    case 'SubExpression':
      return parseCall(parsing, node.path.original, node);
    case 'PathExpression':
      return {
        kind: 'path',
        up: node.depth,
        data: node.data,
        relative: /^(?:this\b|\.)/u.test(node.original),
        parts: node.parts,
        written: node.original,
        place: placeOf(parsing, node.loc.start),
      };
  }
}

import { curlyQuotes } from './curly-quotes.js';
import { helperCalled, isHelperName } from './handlebars-helpers.js';
import { tooDeep } from './nesting.js';
import { nearestName } from '../../words/nearest-name.js';
import { operatorProblem, question, type Operator } from './operators.js';
import {
  asWritten,
  isTerm,
  parseCall,
  parseExpression,
  placeOf,
  refuse,
  refuseNamedArguments,
  type Parsing,
} from './parse-expression.js';
import { readHandlebars, withPlainLineEnds } from './template-text.js';
import type { TemplateNode } from './template-tree.js';

type Statement =
  | hbs.AST.MustacheStatement
  | hbs.AST.BlockStatement
  | hbs.AST.PartialStatement
  | hbs.AST.PartialBlockStatement
  | hbs.AST.ContentStatement
  | hbs.AST.CommentStatement;
const statements = new Set([
  'MustacheStatement',
  'BlockStatement',
  'PartialStatement',
  'PartialBlockStatement',
  'ContentStatement',
  'CommentStatement',
]);
function isStatement(node: hbs.AST.Node): node is Statement {
  return statements.has(node.type);
}

function parseMustache(parsing: Parsing, node: hbs.AST.MustacheStatement): TemplateNode[] {
  if (!node.escaped) {
    refuse(
      parsing,
      node,
      'raw-output',
      'Three braces, or an &, would print a value as markup, which a letter never does.',
      'Write two braces: {{…}}.',
    );
    return [];
  }
  if (node.params.length > 0 && node.path.type !== 'PathExpression') {
    const words = asWritten(node.path).replaceAll(/^["']|["']$/gu, '');
    const values = node.params.map((param) => `{{${asWritten(param)}}}`).join(' ');
    const message = `${asWritten(node.path)} is no helper, and what follows it in these braces would be lost.`;
    refuse(parsing, node, 'text-in-braces', message, `Write text outside of the braces: ${words} ${values}.`);
    return [];
  }
  const helper =
    node.params.length > 0 && isTerm(node.path) && node.path.type === 'PathExpression' ? node.path.original : null;
  const value = helper === null ? parseExpression(parsing, node.path) : parseCall(parsing, helper, node);
  if (helper === null) refuseNamedArguments(parsing, node.hash);
  if (value === null) return [];
  if (value.kind === 'call' && helperCalled(value.helper).result === 'answer') {
    refuse(
      parsing,
      node,
      'answer-printed',
      `"${value.helper}" answers yes or no, and cannot be printed.`,
      `Ask it: ${helperCalled(value.helper).example}.`,
    );
    return [];
  }
  return [{ kind: 'output', value, place: placeOf(parsing, node.loc.start) }];
}

/** What another language writes between two values: `a and b`, which Handlebars reads as three values, or `a = "b"`. */
function operatorAmong(values: readonly string[], hash: hbs.AST.Hash | undefined): Operator | null {
  const [left = '', between = '', right = ''] = values;
  const [pair] = hash?.pairs ?? [];
  if (values.length === 3) return question(left, between, right);
  return values.length > 0 || pair === undefined ? null : question(pair.key, '=', asWritten(pair.value));
}

function oneValueHint(block: string, values: readonly string[]): string {
  if (block === 'each') return 'Write it like {{#each facts.slate}}.';
  if (isHelperName(values[0] ?? '')) return `Put the helper into parentheses: {{#${block} (${values.join(' ')})}}.`;
  return 'To ask two things, write {{#if (and one other)}} or {{#if (or one other)}}.';
}

function parseBlock(parsing: Parsing, node: hbs.AST.BlockStatement): TemplateNode[] {
  const name = node.path.original;
  const [subject, ...others] = node.params;
  if (name !== 'if' && name !== 'unless' && name !== 'each') {
    const asked =
      isHelperName(name) && helperCalled(name).result === 'answer'
        ? `(${[name, ...node.params.map(asWritten)].join(' ')})`
        : name;
    refuse(
      parsing,
      node,
      'unknown-block',
      `There is no block "{{#${name}}}".`,
      asked === name
        ? `The blocks are {{#if}}, {{#unless}} and {{#each}}; to ask whether "${name}" has a value, write {{#if ${name}}}.`
        : `Write {{#if ${asked}}}…{{/if}}.`,
    );
    return [];
  }
  const operator = operatorAmong(node.params.map(asWritten), node.hash);
  if (operator !== null) {
    parsing.problems.push(operatorProblem(placeOf(parsing, node.loc.start), operator));
    return [];
  }
  refuseNamedArguments(parsing, node.hash);
  if (subject === undefined || others.length > 0) {
    const message = `"{{#${name}}}" takes one value, and here are ${node.params.length}.`;
    refuse(parsing, node, 'wrong-arguments', message, oneValueHint(name, node.params.map(asWritten)));
    return [];
  }
  const value = parseExpression(parsing, subject);
  const body = parseProgram(parsing, node.program);
  const otherwise = parseProgram(parsing, node.inverse);
  if (value === null) return [];
  if (name === 'each') {
    const [itemName = null, indexName = null] = parametersOf(node.program);
    return [{ kind: 'each', list: value, itemName, indexName, body, empty: otherwise }];
  }
  const [yes, no] = name === 'if' ? [body, otherwise] : [otherwise, body];
  return [{ kind: 'choice', test: value, yes, no }];
}

/** Handlebars leaves `program` out of an inverted block, and `blockParams` where there are none, whatever its types say. */
function parametersOf(program: Partial<hbs.AST.Program> | undefined): readonly string[] {
  return program?.blockParams ?? [];
}

function parsePartial(parsing: Parsing, node: hbs.AST.PartialStatement): TemplateNode[] {
  const written: hbs.AST.Node = node.name;
  const name =
    isTerm(written) && (written.type === 'PathExpression' || written.type === 'StringLiteral')
      ? written.original
      : null;
  if (name === null) {
    refuse(
      parsing,
      node,
      'dynamic-partial',
      'Which partial stands here must be known before the list is read.',
      'Name it: {{> sign-off}}.',
    );
    return [];
  }
  refuseNamedArguments(parsing, node.hash);
  if (node.params.length > 0)
    refuse(
      parsing,
      node,
      'wrong-arguments',
      `The partial "${name}" takes no arguments.`,
      'A partial sees the same variables as the letter: leave the argument out.',
    );
  const partial = parsing.partials.get(name);
  if (partial === undefined) {
    refuse(parsing, node, 'unknown-partial', `There is no partial "${name}".`, partialHint(name, parsing));
    return [];
  }
  if (partial.unreadable !== undefined && partial.unreadable.length > 0) {
    parsing.problems.push(...partial.unreadable);
    return [];
  }
  if (parsing.open.includes(name)) {
    refuse(
      parsing,
      node,
      'endless-partial',
      `The partial "${name}" contains itself.`,
      `Take {{> ${name}}} out of ${parsing.source.file}.`,
    );
    return [];
  }
  const text = withPlainLineEnds(partial.text).replace(/^(?=.)/gmu, node.indent);
  return parseTemplateText({
    ...parsing,
    source: { file: partial.file, text, line: 1, column: 1 },
    open: [...parsing.open, name],
    indent: node.indent.length,
  });
}

/** Partials are known by their names alone: templates/partials/greeting.hbs is "greeting". */
function partialHint(name: string, { partials }: Parsing): string {
  const base = name.replace(/^.*\//u, '').replace(/\.hbs$/u, '');
  const near = partials.has(base) ? base : nearestName(base, [...partials.keys()]);
  if (near !== null) return `Did you mean {{> ${near}}}?`;
  return `Make the file templates/partials/${base}.hbs and write {{> ${base}}}, or take this line out.`;
}

function parseContent(parsing: Parsing, node: hbs.AST.ContentStatement): TemplateNode[] {
  if (node.value === '') return [];
  // Handlebars takes line ends away around blocks; `original` (a text, whatever its type says) still has them.
  const original: unknown = node.original;
  const gone = typeof original === 'string' ? original.slice(0, Math.max(0, original.indexOf(node.value))) : '';
  const lines = gone.split('\n');
  const { line, column } = node.loc.start;
  const start =
    lines.length === 1
      ? { line, column: column + gone.length }
      : { line: line + lines.length - 1, column: lines.at(-1)?.length ?? 0 };
  return [{ kind: 'content', text: node.value, place: placeOf(parsing, start), indent: parsing.indent }];
}

function parseProgram(parsing: Parsing, program: hbs.AST.Program | undefined): TemplateNode[] {
  return (program?.body ?? []).flatMap((node) => {
    if (isStatement(node)) {
      switch (node.type) {
        case 'ContentStatement':
          return parseContent(parsing, node);
        case 'CommentStatement':
          return [];
        case 'MustacheStatement':
          return parseMustache(parsing, node);
        case 'BlockStatement':
          return parseBlock(parsing, node);
        case 'PartialStatement':
          return parsePartial(parsing, node);
        case 'PartialBlockStatement':
          break;
      }
    }
    refuse(
      parsing,
      node,
      'not-supported',
      'Decorators, inline partials and partial blocks are more than a letter needs.',
      'Put the text into templates/partials/ and write {{> its-name}}.',
    );
    return [];
  });
}

/** Reads a Handlebars text, with the partials in it, into a tree of our own. Every refusal is added to `problems`. */
export function parseTemplateText(parsing: Parsing): TemplateNode[] {
  const deep = tooDeep(parsing.source);
  if (deep !== null) {
    parsing.problems.push(deep);
    return [];
  }
  const { meant, problems } = curlyQuotes(parsing.source);
  parsing.problems.push(...problems);
  const program = readHandlebars({ ...parsing.source, text: meant });
  if ('severity' in program) {
    parsing.problems.push(program);
    return [];
  }
  return parseProgram(parsing, program);
}

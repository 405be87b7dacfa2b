import Handlebars from 'handlebars';
import { errorAt, type Problem } from '../problem.js';
import { helperCalled } from './handlebars-helpers.js';
import { nearestName } from '../nearest-name.js';
import {
  isTerm,
  parseCall,
  parseExpression,
  placeOf,
  refuse,
  refuseNamedArguments,
  type Parsing,
  type TemplateText,
} from './parse-expression.js';
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

function parseBlock(parsing: Parsing, node: hbs.AST.BlockStatement): TemplateNode[] {
  const name = node.path.original;
  const [subject, ...others] = node.params;
  if (name !== 'if' && name !== 'unless' && name !== 'each') {
    refuse(
      parsing,
      node,
      'unknown-block',
      `There is no block "{{#${name}}}".`,
      `The blocks are {{#if}}, {{#unless}} and {{#each}}; to ask whether "${name}" has a value, write {{#if ${name}}}.`,
    );
    return [];
  }
  refuseNamedArguments(parsing, node.hash);
  if (subject === undefined || others.length > 0) {
    refuse(
      parsing,
      node,
      'wrong-arguments',
      `"{{#${name}}}" takes one value, and here are ${node.params.length}.`,
      name === 'each'
        ? 'Write it like {{#each facts.slate}}.'
        : 'To ask two things, write {{#if (and one other)}} or {{#if (or one other)}}.',
    );
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
    const near = nearestName(name, [...parsing.partials.keys()]);
    const hint =
      near === null
        ? `Make the file templates/partials/${name}.hbs, or take this line out.`
        : `Did you mean "${near}"?`;
    refuse(parsing, node, 'unknown-partial', `There is no partial "${name}".`, hint);
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

/** A text without byte order mark, each line of it ended by a line feed. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/^\uFEFF/u, '').replace(/\r\n?/gu, '\n');
}

/** A syntax error's line stands nowhere but in its text; Handlebars' own exceptions have it as a field. */
function syntaxProblem(source: TemplateText, error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const found = /(?:error on line | - )(\d+)/u.exec(message);
  const line = Math.min(Number(found?.[1] ?? 1), source.text.trimEnd().split('\n').length);
  const reason = /^(.*) doesn't match (.*) - /u.exec(message);
  const said =
    reason === null
      ? 'Handlebars cannot read the braces here.'
      : `{{#${reason[1] ?? ''}}} is closed by {{/${reason[2] ?? ''}}}.`;
  const hint =
    'Look for {{ without }}, and for a {{#if}} or {{#each}} without its {{/if}} or {{/each}}, here or above.';
  return errorAt({ file: source.file, line: source.line + line - 1, column: null }, 'template-syntax', said, hint);
}

/**
 * Reads a Handlebars text, with the partials in it, into a tree of our own. Every refusal is added to `problems`.
 * Handlebars parses and never compiles or runs: none of its built-in helpers can be reached by a list's columns.
 */
export function parseTemplateText(parsing: Parsing): TemplateNode[] {
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(parsing.source.text);
  } catch (error) {
    parsing.problems.push(syntaxProblem(parsing.source, error));
    return [];
  }
  return parseProgram(parsing, program);
}

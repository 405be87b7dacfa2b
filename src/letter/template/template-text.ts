import Handlebars from 'handlebars';
import { errorAt, type PlaceInText, type Problem } from '../../problem.js';
import { operatorIn, operatorProblem } from './operators.js';

/** A Handlebars text and where it begins: the whole of a partial, the body of a template, one line of its front matter. */
export interface TemplateText extends PlaceInText {
  readonly text: string;
}

/** A text without byte order mark, each line of it ended by a line feed. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/^\uFEFF/u, '').replace(/\r\n?/gu, '\n');
}

/**
 * The syntax tree of a Handlebars text, or what is wrong with its syntax. Handlebars parses and never compiles or runs: none of its
 * built-in helpers can be reached by a list's columns.
 */
export function readHandlebars(source: TemplateText): hbs.AST.Program | Problem {
  try {
    return Handlebars.parse(source.text);
  } catch (error) {
    return syntaxProblem(source, error);
  }
}

/** A syntax error's line stands nowhere but in its text; Handlebars' own exceptions have it as a field. */
function syntaxProblem(source: TemplateText, error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const found = /(?:error on line | - )(\d+)/u.exec(message);
  const line = Math.min(Number(found?.[1] ?? 1), source.text.trimEnd().split('\n').length);
  const operator = operatorIn(source.text.split('\n')[line - 1] ?? '');
  const place = { file: source.file, line: source.line + line - 1, column: null };
  if (operator !== null) return operatorProblem(place, operator);
  const reason = /^(.*) doesn't match (.*) - /u.exec(message);
  const said =
    reason === null
      ? 'Handlebars cannot read the braces here.'
      : `{{#${reason[1] ?? ''}}} is closed by {{/${reason[2] ?? ''}}}.`;
  const hint =
    'Look for {{ without }}, and for a {{#if}} or {{#each}} without its {{/if}} or {{/each}}, here or above.';
  return errorAt(place, 'template-syntax', said, hint);
}

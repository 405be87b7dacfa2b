import { errorAt, type Problem } from '../../problem.js';
import type { TemplateText } from './template-text.js';

/** Far more than anybody reads, and far less than a parser can do. */
const DEEPEST = 100;

const OPENING = '([';
const CLOSING = ')]';

/** An error where brackets or quotations stand in one another so deeply that no parser could follow; null elsewhere. */
export function tooDeep({ text, file, line, column }: TemplateText): Problem | null {
  let depth = 0;
  for (const [index, typed] of text.split('\n').entries()) {
    const signs = /^[ \t]*(?:>[ \t]*)+/u.exec(typed)?.[0].replaceAll(/[^>]/gu, '').length ?? 0;
    for (const sign of typed) {
      if (OPENING.includes(sign)) depth += 1;
      if (CLOSING.includes(sign)) depth = Math.max(0, depth - 1);
      if (depth > DEEPEST || signs > DEEPEST) {
        const place = { file, line: line + index, column: index === 0 ? column : 1 };
        const message = `More than ${DEEPEST} brackets or quotations stand in one another here.`;
        return errorAt(place, 'too-deep', message, 'Take out those that are not needed.');
      }
    }
    if (typed.trim() === '') depth = 0;
  }
  return null;
}

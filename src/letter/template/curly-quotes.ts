import { errorAt, placeIn, type Problem } from '../../problem.js';
import type { TemplateText } from './template-text.js';

const TAG = /\{\{[^{}]*\}\}/gu;
const STRAIGHT = /"[^"]*"|'[^']*'/gu;
/** A single one may be the apostrophe of a name, but not where a text begins or ends. */
const CURLY = /[“”„‟«»]|(?<=[\s(])[‘’‚]|[‘’](?=[\s})])/gu;

/**
 * A word processor's quotation marks between braces, where Handlebars takes them for letters of a
 * name, and the text as it was meant, each character in its place.
 */
export function curlyQuotes(source: TemplateText): { readonly meant: string; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const meant = source.text.replace(TAG, (tag: string, at: number) => {
    const outside = tag.replace(STRAIGHT, (text) => '_'.repeat(text.length));
    const [first] = outside.matchAll(CURLY);
    if (first === undefined) return tag;
    const straight = Array.from(tag.matchAll(CURLY)).reduce(
      (text, { index, 0: sign }) =>
        outside[index] === sign ? `${text.slice(0, index)}${straightFor(sign)}${text.slice(index + 1)}` : text,
      tag,
    );
    const place = placeIn(source.text, at + first.index, source);
    const message = `Between braces, ${first[0]} is no quotation mark to Handlebars.`;
    problems.push(errorAt(place, 'curly-quotes', message, `Type straight ones: ${straight}.`));
    return straight;
  });
  return { meant, problems };
}

function straightFor(sign: string): string {
  return '‘’‚'.includes(sign) ? "'" : '"';
}

import type { PhrasingContent } from 'mdast';
import { warningAt, type Problem } from '../../problem.js';
import { placeInOutline, type Outline } from '../template/outline.js';
import { joinedLines } from './joined-lines.js';
import type { LiteralText } from './literal-text.js';
import { shown, straySigns } from './stray-signs.js';

/**
 * A warning for each sign of a body that was typed as markup and is none, for lines that Markdown
 * joins, and for links without words, at their places in the template or the partial.
 */
export function strayMarkup(outline: Outline, literals: readonly LiteralText[]): readonly Problem[] {
  return literals.flatMap((literal) => {
    const lines = joinedLines(literal);
    const signs = straySigns(literal);
    const strays = [...lines, ...signs].map(({ code, offset, message, hint }) =>
      warningAt(placeInOutline(outline, literal.start + offset), code, message, hint),
    );
    return [...strays, ...wordlessLinks(literal, outline)];
  });
}

function wordlessLinks({ node }: LiteralText, outline: Outline): readonly Problem[] {
  return node.children.flatMap(linksIn).flatMap(({ url, start }) => {
    const address = shown(url);
    const message = `The link to “${address}” has no words, and the letter would leave it out.`;
    const hint = `Write the words into the brackets: [my website](${address}).`;
    return [warningAt(placeInOutline(outline, start), 'stray-markup', message, hint)];
  });
}

function linksIn(node: PhrasingContent): readonly { readonly url: string; readonly start: number }[] {
  if (!('children' in node)) return [];
  if (node.type === 'link' && node.children.length === 0)
    return [{ url: node.url, start: node.position?.start.offset ?? 0 }];
  return node.children.flatMap(linksIn);
}

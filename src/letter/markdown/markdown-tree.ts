import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { phraseSyntax, phraseTree } from './phrase.js';
import { superscriptSyntax, superscriptTree } from './superscript.js';
import { valueLinkSyntax, valueLinkTree } from './value-link.js';

/**
 * The tree of a letter's Markdown: CommonMark with `^superscript^`,
 * `[phrases]{lang=cy}` and `<{{value}}>`.
 */
export function markdownTree(text: string): Root {
  return fromMarkdown(text, {
    extensions: [superscriptSyntax, phraseSyntax, valueLinkSyntax],
    mdastExtensions: [superscriptTree, phraseTree, valueLinkTree],
  });
}

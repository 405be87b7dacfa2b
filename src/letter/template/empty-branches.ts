import type { OutputNode, TemplateNode } from './template-tree.js';
import type { PlaceInText } from '../../problem.js';

/** What begins an item of a list or a quotation, with nothing of its text yet. */
const OPENED = /^[ \t]*(?:(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])[ \t]*)+$/u;

interface Walk {
  readonly nodes: readonly TemplateNode[];
  /** What stands in the last line so far. */
  readonly line: string;
}

/**
 * Puts an empty value where a branch leaves nothing of an item or a quotation. Markdown would take
 * "- " after a paragraph for the line below a heading, and "1. " for text (CommonMark 0.31 §4.3,
 * §5.2); an item that holds an empty value only is one, and is left out of the letter.
 */
export function withEmptyBranches(nodes: readonly TemplateNode[]): readonly TemplateNode[] {
  return walk(nodes, '', null).nodes;
}

function walk(nodes: readonly TemplateNode[], before: string, near: PlaceInText | null): Walk {
  let line = before;
  let place = near;
  const walked = nodes.map((node): TemplateNode => {
    if (node.kind === 'content') {
      place = node.place;
      line = node.text.includes('\n') ? node.text.slice(node.text.lastIndexOf('\n') + 1) : line + node.text;
      return node;
    }
    const here = line;
    const within = (branch: readonly TemplateNode[]): Walk => {
      const inner = walk(branch, here, place);
      const isNothing = OPENED.test(here) && inner.nodes.every(isBlank);
      return isNothing && place !== null ? { nodes: [emptyValue(place)], line: `${here}x` } : inner;
    };
    switch (node.kind) {
      case 'output':
        line += 'x';
        return node;
      case 'choice': {
        const [yes, no] = [within(node.yes), within(node.no)];
        ({ line } = node.yes.length > 0 ? yes : no);
        return { ...node, yes: yes.nodes, no: no.nodes };
      }
      case 'each': {
        const [body, empty] = [within(node.body), within(node.empty)];
        ({ line } = body);
        return { ...node, body: body.nodes, empty: empty.nodes };
      }
    }
  });
  return { nodes: walked, line };
}

function isBlank(node: TemplateNode): boolean {
  return node.kind === 'content' && /^[ \t]*$/u.test(node.text);
}

function emptyValue(place: PlaceInText): OutputNode {
  return { kind: 'output', value: { kind: 'literal', value: '' }, place };
}

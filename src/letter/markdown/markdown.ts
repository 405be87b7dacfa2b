import type { Link, Nodes, PhrasingContent, RootContent, Text } from 'mdast';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { fillBlock } from './fill.js';
import type { BreakRun, Marks } from '../letter.js';
import { placeInOutline, slotIndex, type Outline } from '../template/outline.js';
import { markdownTree } from './markdown-tree.js';
import { languageOf, STRAY_LANGUAGE, strayLanguage } from './phrase.js';
import type { SkeletonBlock, SkeletonRun, SkeletonText, SlottedText } from './skeleton.js';
import { typesetTexts } from './typeset-tree.js';
import { hasTitle, linkInLink, refusalOf } from './unshowable.js';

/** What the Markdown of an outline says, and what of it a letter cannot show. */
export interface ParsedMarkdown {
  readonly blocks: readonly SkeletonBlock[];
  readonly problems: readonly Problem[];
}

/** How a letter's text is written. */
export interface Writing {
  /** BCP 47. */
  readonly language: string;
  /** Whether it gets typographic signs for plain ones. */
  readonly hasSigns: boolean;
}

interface Parse {
  readonly outline: Outline;
  readonly problems: Problem[];
  readonly writing: Writing;
  /** How many marks have been met: a block that adds none is the same in every letter. */
  slots: number;
}

const unmarked: Marks = { strong: false, emphasis: false, superscript: false };

function placeOf({ outline }: Parse, node: Nodes): Place {
  return placeInOutline(outline, node.position?.start.offset ?? 0);
}

function refuse(parse: Parse, node: Nodes, { code, message, hint } = refusalOf(node)): [] {
  parse.problems.push(errorAt(placeOf(parse, node), code, message, hint));
  return [];
}

function refuseStrayLanguage(parse: Parse, node: Text): [] {
  const start = node.position?.start.offset ?? 0;
  const offset = start + Math.max(0, parse.outline.text.slice(start).search(STRAY_LANGUAGE));
  const { code, message, hint } = strayLanguage;
  parse.problems.push(errorAt(placeInOutline(parse.outline, offset), code, message, hint));
  return [];
}

/** Cuts a text at its marks, which become the indexes of the values that they stand for. */
function cutAtSlots(parse: Parse, text: string): SlottedText {
  return text
    .split(/([\uE000-\uF8FF])/u)
    .filter((part) => part !== '')
    .map((part) => {
      const index = slotIndex(part);
      if (index !== null) parse.slots += 1;
      return index ?? part;
    });
}

function linkRuns(parse: Parse, node: Link, marks: Marks): (SkeletonText | BreakRun)[] {
  const runs = runsOf(parse, node.children, marks);
  const text = runs.filter((run) => run.kind !== 'link');
  if (text.length < runs.length) refuse(parse, node, linkInLink);
  return text;
}

function isValueLink({ outline }: Parse, { url, position }: Link): boolean {
  return slotIndex(url) !== null && url.length === 1 && outline.text[position?.start.offset ?? 0] === '<';
}

/** The marks of a phrase: one in the letter's own language, perhaps within another phrase, has none of its own. */
function marksOfPhrase({ strong, emphasis, superscript }: Marks, language: string, { writing }: Parse): Marks {
  const marks = { strong, emphasis, superscript };
  return language === writing.language ? marks : { ...marks, language };
}

function runsOf(parse: Parse, nodes: readonly PhrasingContent[], marks: Marks): SkeletonRun[] {
  return nodes.flatMap((node): SkeletonRun[] => {
    switch (node.type) {
      case 'text':
        if (STRAY_LANGUAGE.test(node.value)) return refuseStrayLanguage(parse, node);
        return [{ kind: 'text', marks, text: cutAtSlots(parse, node.value.replace(/[ \t\n]+/gu, ' ')) }];
      case 'break':
        return [{ kind: 'break' }];
      case 'strong':
        return runsOf(parse, node.children, { ...marks, strong: true });
      case 'emphasis':
        return runsOf(parse, node.children, { ...marks, emphasis: true });
      case 'superscript':
        return runsOf(parse, node.children, { ...marks, superscript: true });
      case 'phrase': {
        const language = languageOf(node);
        if (typeof language !== 'string') return refuse(parse, node, language);
        return runsOf(parse, node.children, marksOfPhrase(marks, language, parse));
      }
      case 'link':
        if (hasTitle(node)) refuse(parse, node);
        return [
          {
            kind: 'link',
            target: cutAtSlots(parse, node.url),
            isBracketed: isValueLink(parse, node),
            place: placeOf(parse, node),
            runs: linkRuns(parse, node, marks),
          },
        ];
      default:
        return refuse(parse, node);
    }
  });
}

/** The runs of a paragraph or heading, with typographic signs for plain ones. */
function paragraphRuns(parse: Parse, nodes: readonly PhrasingContent[]): SkeletonRun[] {
  if (parse.writing.hasSigns) typesetTexts(nodes, parse.writing.language);
  return runsOf(parse, nodes, unmarked);
}

/** The line between head and body of a table, which CommonMark takes for text. */
export const TABLE_LINE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/mu;

function isTable({ outline }: Parse, { position }: Nodes): boolean {
  return TABLE_LINE.test(outline.text.slice(position?.start.offset, position?.end.offset));
}

function blockOf(parse: Parse, node: RootContent): SkeletonBlock[] {
  switch (node.type) {
    case 'paragraph': {
      const [only, ...others] = node.children;
      if (isTable(parse, node)) return refuse(parse, { type: 'table', children: [], position: node.position });
      if (only?.type !== 'image' || others.length > 0)
        return [{ kind: 'paragraph', runs: paragraphRuns(parse, node.children) }];
      const alternative = cutAtSlots(parse, only.alt ?? '');
      if (alternative.length === 0 || hasTitle(only)) return refuse(parse, only);
      return [{ kind: 'image', source: cutAtSlots(parse, only.url), alternative, place: placeOf(parse, only) }];
    }
    case 'heading': {
      const { depth } = node;
      if (depth !== 1 && depth !== 2 && depth !== 3) return refuse(parse, node);
      return [{ kind: 'heading', level: depth, runs: paragraphRuns(parse, node.children) }];
    }
    case 'list':
      return [
        {
          kind: 'list',
          start: node.ordered === true ? (node.start ?? 1) : null,
          items: node.children.map((item) => blocksOf(parse, item.children)),
        },
      ];
    case 'blockquote':
      return [{ kind: 'quotation', blocks: blocksOf(parse, node.children) }];
    case 'thematicBreak':
      return [{ kind: 'rule' }];
    default:
      return refuse(parse, node);
  }
}

function blocksOf(parse: Parse, nodes: readonly RootContent[]): SkeletonBlock[] {
  return nodes.flatMap((node) => {
    const before = parse.slots;
    const blocks = blockOf(parse, node);
    if (parse.slots > before) return blocks;
    return blocks.flatMap((block) =>
      fillBlock(block, [], parse.problems).map((filled) => ({ kind: 'fixed' as const, block: filled })),
    );
  });
}

/**
 * Reads what `markdownTree` parses. What a letter cannot show becomes a problem at its place in the
 * template, or in the partial; so does a link that leads nowhere, where no value has a part in it. Only what was typed into the template gets typographic
 * signs: values are not there yet, and nothing is changed in a link.
 * @param tree the outline's Markdown, where it is parsed already; typographic signs change it
 */
export function parseMarkdown(outline: Outline, writing: Writing, tree = markdownTree(outline.text)): ParsedMarkdown {
  const parse: Parse = { outline, problems: [], writing, slots: 0 };
  const blocks = blocksOf(parse, tree.children);
  return { blocks, problems: parse.problems };
}

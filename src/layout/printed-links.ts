import type { Block, BodyBlock, Letter, LinkRun, Run, TextRun } from '../letter/letter.js';
import { addressToType, isOwnAddress, linkText } from '../letter/wording/shown-address.js';

/** Notes that an address stands on the paper; says whether it does so for the first time. */
type IsNew = (href: string) => boolean;

/**
 * A letter as it is printed: where a link leads stands behind it in brackets, as nobody can click on
 * paper. An address that is the link's own text, or has stood in the letter before, is not repeated.
 */
export function withPrintedLinks(letter: Letter): Letter {
  const known = new Set<string>();
  const isNew: IsNew = (href) => {
    const before = known.size;
    return known.add(addressToType(href)).size > before;
  };
  const blocks = letter.blocks.map((block) => (hasLink(block) ? printLinks(block, isNew) : block));
  return { ...letter, blocks };
}

function printLinks<Kind extends Block>(block: Kind, isNew: IsNew): Kind {
  switch (block.kind) {
    case 'sender':
      return { ...block, lines: block.lines.map((runs) => printed(runs, isNew)) };
    case 'heading':
    case 'paragraph':
      return { ...block, runs: printed(block.runs, isNew) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map((inner) => printLinks(inner, isNew))) };
    case 'quotation':
      return { ...block, blocks: block.blocks.map((inner) => printLinks(inner, isNew)) };
    default:
      return block;
  }
}

function printed(runs: readonly Run[], isNew: IsNew): readonly Run[] {
  return runs.flatMap((run) => (run.kind === 'link' ? withAddress(run, isNew) : [run]));
}

function withAddress(link: LinkRun, isNew: IsNew): readonly Run[] {
  if (!isNew(link.href) || isOwnAddress(linkText(link).trim(), link.href)) return [link];
  const last = link.runs.findLast((run) => run.kind === 'text');
  if (last === undefined) return [link];
  const beside = (text: string): TextRun => ({ ...last, text, superscript: false });
  return [link, beside(' ('), { ...link, runs: [beside(addressToType(link.href))] }, beside(')')];
}

function hasLink(block: Block | BodyBlock): boolean {
  switch (block.kind) {
    case 'sender':
      return block.lines.flat().some(({ kind }) => kind === 'link');
    case 'heading':
    case 'paragraph':
      return block.runs.some(({ kind }) => kind === 'link');
    case 'list':
      return block.items.flat().some(hasLink);
    case 'quotation':
      return block.blocks.some(hasLink);
    default:
      return false;
  }
}

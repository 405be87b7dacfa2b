import { computedOnce } from '../kept/computed-once.js';
import type { Block, Letter, LinkRun, Run, TextRun } from '../letter/letter.js';
import { addressToType, isOwnAddress, linkText } from '../letter/wording/shown-address.js';

/** Notes that an address stands on the paper; says whether it does so for the first time. */
type IsNew = (address: string) => boolean;

/**
 * A letter as it is printed: where a link leads stands behind it in brackets, as nobody can click on
 * paper. An address that is the link's own text, or has stood in the letter before, is not repeated.
 */
export function withPrintedLinks(letter: Letter): Letter {
  const known = new Set<string>();
  const isNew: IsNew = (address) => {
    const before = known.size;
    return known.add(address).size > before;
  };
  return { ...letter, blocks: letter.blocks.map((block) => printLinks(block, isNew)) };
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

/** A link of the template's is one object in all letters of a mailing, and parsing addresses is slow. */
const shownOf = computedOnce((link: LinkRun) => ({
  address: addressToType(link.href),
  isOwn: isOwnAddress(linkText(link).trim(), link.href),
}));

function withAddress(link: LinkRun, isNew: IsNew): readonly Run[] {
  const { address, isOwn } = shownOf(link);
  if (!isNew(address) || isOwn) return [link];
  const last = link.runs.findLast((run) => run.kind === 'text');
  if (last === undefined) return [link];
  const beside = (text: string): TextRun => ({ ...last, text, superscript: false });
  return [link, beside(' ('), { ...link, runs: [beside(address)] }, beside(')')];
}

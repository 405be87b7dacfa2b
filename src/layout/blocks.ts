import type {
  Block,
  BodyBlock,
  HeadingBlock,
  ImageBlock,
  ListBlock,
  SenderBlock,
  SignatureBlock,
} from '../letter/letter.js';
import type { Box, ImageBox, LineBox, RuleBox } from './page/boxes.js';
import type { Element } from './element.js';
import type { LetterImage } from './page/image.js';
import { plainRun, setParagraph, type Column } from './page/paragraph.js';
import { INK, PAPER, PICTURE } from './text/typography.js';
import type { Setting } from './text/words.js';

export interface BlockSetting extends Setting {
  /** Throws where the letter names an image that was not given. */
  readonly imageOf: (source: string) => LetterImage;
  /** Of the letter's headings; the sender's name has rank 1. */
  readonly ranks: ReadonlyMap<HeadingBlock, number>;
}

/** The structure types of headings, by their rank from 1. */
const HEADINGS = ['H1', 'H2', 'H3', 'H4'] as const;

/** Sets blocks one below the other. */
export function setBlocks(
  blocks: readonly Block[],
  parent: Element | null,
  column: Column,
  setting: BlockSetting,
): readonly Box[] {
  return blocks.flatMap((block, index): readonly Box[] => {
    const previous = blocks[index - 1];
    const set = setBlock(block, parent, column, setting);
    const boxes = withNeighbours(block, set, previous, blocks[index + 1]);
    if (previous === undefined) return boxes;
    const { below, above } = setting.design.space;
    return lowered(boxes, Math.max(below[previous.kind], above[block.kind]));
  });
}

/** What introduces a list stands on the page where the list begins, and a postscript on that of the signature. */
function withNeighbours(
  block: Block,
  boxes: readonly Box[],
  previous: Block | undefined,
  next: Block | undefined,
): readonly Box[] {
  if (block.kind !== 'paragraph') return boxes;
  if (previous?.kind === 'signature') return inClose(boxes);
  return next?.kind === 'list' ? keptWithNext(boxes) : boxes;
}

function setBlock(block: Block, parent: Element | null, column: Column, setting: BlockSetting): readonly Box[] {
  const { design } = setting;
  switch (block.kind) {
    case 'sender':
      return setSender(block, parent, column, setting);
    case 'recipient': {
      const runs = block.lines.flatMap((line) => [plainRun(line), { kind: 'break' } as const]).slice(0, -1);
      return together(setParagraph(runs, design.small, { tag: 'P', parent }, column, setting));
    }
    case 'date':
      return setParagraph([plainRun(block.text)], design.body, { tag: 'P', parent }, column, setting, 'right');
    case 'heading': {
      const tag = HEADINGS[(setting.ranks.get(block) ?? 1) - 1] ?? 'H4';
      const lines = setParagraph(block.runs, design.headings[block.level], { tag, parent }, column, setting);
      return lines.map((box): LineBox => ({ ...box, role: 'heading', keepWithNext: true }));
    }
    case 'paragraph':
      return setParagraph(block.runs, design.body, { tag: 'P', parent }, column, setting, design.align);
    case 'list':
      return setList(block, parent, column, setting);
    case 'quotation': {
      const inner = {
        x: column.x + design.indent.quotation,
        width: column.width - 2 * design.indent.quotation,
      };
      return setBlocks(block.blocks, { tag: 'BlockQuote', parent }, inner, setting);
    }
    case 'image':
      return [setImage(block, parent, column, setting)];
    case 'rule':
      return [rule(column, INK)];
    case 'signature':
      return setSignature(block, parent, column, setting);
  }
}

function setSender(block: SenderBlock, parent: Element | null, column: Column, setting: BlockSetting): readonly Box[] {
  const { name: nameStyle, small, space, accent } = setting.design;
  const name = setParagraph([plainRun(block.name)], nameStyle, { tag: 'H1', parent }, column, setting);
  const lines = block.lines.flatMap((runs) => setParagraph(runs, small, { tag: 'P', parent }, column, setting));
  const logo = block.logo === undefined ? [] : [setPicture(block.logo, PICTURE.logo, parent, column, setting)];
  return [
    ...together([...logo, ...lowered(name, logo.length * space.belowName), ...lowered(lines, space.belowName)]),
    { ...rule(column, accent), spaceBefore: space.letterhead },
  ];
}

/** "Many thanks", the signature or room for it, the name: nothing parts them. */
function setSignature(
  block: SignatureBlock,
  parent: Element | null,
  column: Column,
  setting: BlockSetting,
): readonly Box[] {
  const { body, space } = setting.design;
  const closing = setParagraph([plainRun(block.closing)], body, { tag: 'P', parent }, column, setting);
  const name = setParagraph([plainRun(block.name)], body, { tag: 'P', parent }, column, setting);
  const { picture } = block;
  const signed =
    picture === undefined
      ? lowered(name, space.toSign)
      : [
          ...lowered([setPicture(picture, PICTURE.signature, parent, column, setting)], space.picture),
          ...lowered(name, space.picture),
        ];
  return inClose(together([...closing, ...signed]));
}

/** The boxes as parts of the close of the letter, which stands on one page. */
function inClose(boxes: readonly Box[]): readonly Box[] {
  return boxes.map((box): Box => (box.kind === 'line' ? { ...box, role: 'signature' } : box));
}

function setList(block: ListBlock, parent: Element | null, column: Column, setting: BlockSetting): readonly Box[] {
  const list: Element = { tag: 'L', parent, numbered: block.start !== null };
  const { indent, space } = setting.design;
  const inner = { x: column.x + indent.list, width: column.width - indent.list };
  const items = block.items.map((blocks, index): readonly Box[] => {
    const item: Element = { tag: 'LI', parent: list };
    const label = block.start === null ? '•' : `${block.start + index}.`;
    const boxes = setItem(blocks, { tag: 'LBody', parent: item }, inner, setting);
    return withLabel(label, boxes, item, column, setting);
  });
  // Short items stand line by line; longer ones need a gap to be told apart.
  const gap = items.every(({ length }) => length === 1) ? 0 : space.item;
  return items.flatMap((boxes, index) => (index === 0 ? boxes : lowered(boxes, gap)));
}

/** An item's blocks stand closer than those of the letter. */
function setItem(blocks: readonly BodyBlock[], body: Element, column: Column, setting: BlockSetting): readonly Box[] {
  return blocks.flatMap((block, index) => {
    const boxes = setBlock(block, body, column, setting);
    return index === 0 ? boxes : lowered(boxes, setting.design.space.item);
  });
}

/** Hangs a bullet or number left of the first line; on a line of its own where an item begins with none. */
function withLabel(
  label: string,
  boxes: readonly Box[],
  item: Element,
  column: Column,
  setting: Setting,
): readonly Box[] {
  const element: Element = { tag: 'Lbl', parent: item };
  const { body, indent } = setting.design;
  // It ends at the same place whatever its length; a long number begins in the margin.
  const right = column.x + indent.list - indent.label;
  const hanging = { x: right - column.width, width: column.width };
  const [mark] = setParagraph([plainRun(label), plainRun(' ')], body, element, hanging, setting, 'right');
  const [first, ...rest] = boxes;
  if (mark === undefined) return boxes;
  if (first?.kind !== 'line') return [{ ...mark, keepWithNext: first !== undefined }, ...boxes];
  return [{ ...first, parts: [...mark.parts, ...first.parts] }, ...rest];
}

/** No higher than half a page. */
function setImage(block: ImageBlock, parent: Element | null, column: Column, setting: BlockSetting): ImageBox {
  const { margin } = setting.design;
  return setPicture(block, (PAPER.height - margin.top - margin.bottom) / 2, parent, column, setting);
}

/** At its own size (at 144 pixels an inch), but no wider than the column and no higher than it may be, in points. */
function setPicture(
  block: ImageBlock,
  highest: number,
  parent: Element | null,
  column: Column,
  setting: BlockSetting,
): ImageBox {
  const image = setting.imageOf(block.source);
  const scale = Math.min(column.width / image.width, highest / image.height, 0.5);
  return {
    kind: 'image',
    source: block.source,
    image,
    element: { tag: 'Figure', parent, alternative: block.alternative },
    x: column.x,
    width: image.width * scale,
    height: image.height * scale,
    spaceBefore: 0,
    keepWithNext: false,
  };
}

function rule(column: Column, colour: string): RuleBox {
  return { kind: 'rule', x: column.x, width: column.width, colour, height: 0.6, spaceBefore: 0, keepWithNext: false };
}

/** The boxes with that much space above the first. */
export function lowered(boxes: readonly Box[], spaceBefore: number): readonly Box[] {
  return boxes.map((box, index) => (index === 0 ? { ...box, spaceBefore: box.spaceBefore + spaceBefore } : box));
}

/** The boxes with no page break after the last. */
function keptWithNext(boxes: readonly Box[]): readonly Box[] {
  return boxes.map((box, index) => (index === boxes.length - 1 ? { ...box, keepWithNext: true } : box));
}

/** The boxes with no page break between them. */
function together(boxes: readonly Box[]): readonly Box[] {
  return boxes.map((box, index) => (index < boxes.length - 1 ? { ...box, keepWithNext: true } : box));
}

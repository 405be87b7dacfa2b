import type { Block, BodyBlock, ImageBlock, ListBlock, SenderBlock, SignatureBlock } from '../letter/letter.js';
import type { Box, ImageBox, LineBox, RuleBox } from './boxes.js';
import type { Element } from './element.js';
import type { LetterImage } from './image.js';
import { plainRun, setParagraph, type Column } from './paragraph.js';
import { BODY, headingStyle, INDENT, INK, nameStyle, PAPER, SMALL, SPACE } from './typography.js';
import type { Setting } from './words.js';

export interface BlockSetting extends Setting {
  /** Throws where the letter names an image that was not given. */
  readonly imageOf: (source: string) => LetterImage;
}

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
    // What introduces a list stands on the page where the list begins.
    const boxes = block.kind === 'paragraph' && blocks[index + 1]?.kind === 'list' ? keptWithNext(set) : set;
    if (previous === undefined) return boxes;
    return lowered(boxes, Math.max(SPACE.below[previous.kind], SPACE.above[block.kind]));
  });
}

function setBlock(block: Block, parent: Element | null, column: Column, setting: BlockSetting): readonly Box[] {
  switch (block.kind) {
    case 'sender':
      return setSender(block, parent, column, setting);
    case 'recipient': {
      const runs = block.lines.flatMap((line) => [plainRun(line), { kind: 'break' } as const]).slice(0, -1);
      return together(setParagraph(runs, SMALL, { tag: 'P', parent }, column, setting));
    }
    case 'date':
      return setParagraph([plainRun(block.text)], BODY, { tag: 'P', parent }, column, setting, 'right');
    case 'heading': {
      const style = headingStyle(block.level, setting.accent);
      const tag = ({ 1: 'H1', 2: 'H2', 3: 'H3' } as const)[block.level];
      const lines = setParagraph(block.runs, style, { tag, parent }, column, setting);
      return lines.map((box): LineBox => ({ ...box, role: 'heading', keepWithNext: true }));
    }
    case 'paragraph':
      return setParagraph(block.runs, BODY, { tag: 'P', parent }, column, setting);
    case 'list':
      return setList(block, parent, column, setting);
    case 'quotation': {
      const inner = { x: column.x + INDENT.quotation, width: column.width - 2 * INDENT.quotation };
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
  const name = setParagraph([plainRun(block.name)], nameStyle(setting.accent), { tag: 'P', parent }, column, setting);
  const lines = block.lines.flatMap((runs) => setParagraph(runs, SMALL, { tag: 'P', parent }, column, setting));
  return [
    ...together([...name, ...lowered(lines, SPACE.belowName)]),
    { ...rule(column, setting.accent), spaceBefore: SPACE.letterhead },
  ];
}

/** "Many thanks", room to sign, the name: nothing parts them. */
function setSignature(
  block: SignatureBlock,
  parent: Element | null,
  column: Column,
  setting: BlockSetting,
): readonly Box[] {
  const closing = setParagraph([plainRun(block.closing)], BODY, { tag: 'P', parent }, column, setting);
  const name = setParagraph([plainRun(block.name)], BODY, { tag: 'P', parent }, column, setting);
  const boxes = together([...closing, ...lowered(name, SPACE.toSign)]);
  return boxes.map((box): Box => (box.kind === 'line' ? { ...box, role: 'signature' } : box));
}

function setList(block: ListBlock, parent: Element | null, column: Column, setting: BlockSetting): readonly Box[] {
  const list: Element = { tag: 'L', parent, numbered: block.start !== null };
  const inner = { x: column.x + INDENT.list, width: column.width - INDENT.list };
  return block.items.flatMap((blocks, index): readonly Box[] => {
    const item: Element = { tag: 'LI', parent: list };
    const label = block.start === null ? '•' : `${block.start + index}.`;
    const boxes = withLabel(
      label,
      setItem(blocks, { tag: 'LBody', parent: item }, inner, setting),
      item,
      column,
      setting,
    );
    return index === 0 ? boxes : lowered(boxes, SPACE.item);
  });
}

/** An item's blocks stand closer than those of the letter. */
function setItem(blocks: readonly BodyBlock[], body: Element, column: Column, setting: BlockSetting): readonly Box[] {
  return blocks.flatMap((block, index) => {
    const boxes = setBlock(block, body, column, setting);
    return index === 0 ? boxes : lowered(boxes, SPACE.item);
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
  // It ends at the same place whatever its length; a long number begins in the margin.
  const right = column.x + INDENT.list - INDENT.label;
  const hanging = { x: right - column.width, width: column.width };
  const [mark] = setParagraph([plainRun(label), plainRun(' ')], BODY, element, hanging, setting, 'right');
  const [first, ...rest] = boxes;
  if (mark === undefined) return boxes;
  if (first?.kind !== 'line') return [{ ...mark, keepWithNext: first !== undefined }, ...boxes];
  return [{ ...first, parts: [...mark.parts, ...first.parts] }, ...rest];
}

/** At its own size (at 144 pixels an inch), but no wider than the column and no higher than half a page. */
function setImage(block: ImageBlock, parent: Element | null, column: Column, setting: BlockSetting): ImageBox {
  const image = setting.imageOf(block.source);
  const highest = (PAPER.height - PAPER.top - PAPER.bottom) / 2;
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

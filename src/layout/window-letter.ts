import type { Block, Letter } from '../letter/letter.js';
import { setAddress } from './address-block.js';
import { setBlocks, type BlockSetting } from './blocks.js';
import type { Box, RuleBox } from './boxes.js';
import type { Element } from './element.js';
import { numberPages, type Page } from './layout-letter.js';
import { fillPages, type PlacedBox } from './pages.js';
import type { Column } from './paragraph.js';
import { INK, PAPER } from './typography.js';
import { ADDRESS_AREA, BESIDE_WINDOW, FOLD_MARK, FOLDS, HEAD, TEXT_TOP, WINDOW } from './window.js';

const COLUMN: Column = { x: PAPER.left, width: PAPER.width - PAPER.left - PAPER.right };

/**
 * Sets a letter for a window envelope: the same blocks as everywhere, but the address stands where the window shows it, the sender above or
 * beside it, and all else below. The template's own address block is left out: the one in the window is the same address.
 * Throws where the address does not fit; whoever plans a letter asks first.
 * @param parent what the letter is a part of; null where it is the whole document
 */
export function layoutWindowLetter(
  letter: Letter,
  address: readonly string[],
  parent: Element | null,
  setting: BlockSetting,
): readonly Page[] {
  const placedAddress = setAddress(address, ADDRESS_AREA, { tag: 'P', parent }, setting);
  if (placedAddress === null) throw new RangeError(`the address of ${address.join(', ')} does not fit the window`);
  const senders = letter.blocks.filter((block) => block.kind === 'sender');
  const others = letter.blocks.filter((block) => block.kind !== 'sender' && block.kind !== 'recipient');
  const head = placeHead(senders, parent, setting);
  const text = setBlocks(head === null ? [...senders, ...others] : others, parent, COLUMN, setting);
  const pages = fillPages(text, PAPER.top, PAPER.height - PAPER.top - PAPER.bottom, TEXT_TOP);
  const [first = [], ...rest] = pages;
  const firstPage = [...(head ?? []), ...placedAddress, ...first, ...FOLDS.map(foldMark)];
  return numberPages([firstPage, ...rest], letter.language, setting);
}

/** The sender above the window, or beside it where that is too little room; null where neither will do. */
function placeHead(
  senders: readonly Block[],
  parent: Element | null,
  setting: BlockSetting,
): readonly PlacedBox[] | null {
  const above = stacked(setBlocks(senders, parent, COLUMN, setting));
  if (endOf(above) <= WINDOW.perhaps.top - HEAD.clear) return above;
  const beside = stacked(setBlocks(senders, parent, BESIDE_WINDOW, setting));
  return endOf(beside) <= TEXT_TOP - HEAD.clear ? beside : null;
}

function stacked(boxes: readonly Box[]): readonly PlacedBox[] {
  return fillPages(boxes, HEAD.top, Infinity)[0] ?? [];
}

function endOf(placed: readonly PlacedBox[]): number {
  const last = placed.at(-1);
  return last === undefined ? 0 : last.top + last.box.height;
}

function foldMark(fold: number): PlacedBox {
  const { x, width, thickness } = FOLD_MARK;
  const box: RuleBox = { kind: 'rule', x, width, colour: INK, height: thickness, spaceBefore: 0, keepWithNext: false };
  return { top: fold - thickness / 2, box };
}

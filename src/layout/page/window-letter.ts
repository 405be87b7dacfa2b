import type { Block, Letter } from '../../letter/letter.js';
import { setAddress } from './address-block.js';
import { setBlocks, type BlockSetting } from '../blocks.js';
import type { Box, RuleBox } from './boxes.js';
import type { Element } from '../element.js';
import { layoutTightly, type Arrangement, type LetterSetting } from '../layout-letter.js';
import type { Page } from './numbered-pages.js';
import { fillPages, frameOf, type PlacedBox } from './pages.js';
import { columnOf } from './paragraph.js';
import { INK } from '../text/typography.js';
import { ADDRESS_AREA, BESIDE_WINDOW, FOLD_MARK, FOLDS, HEAD, TEXT_TOP, WINDOW } from './window.js';

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
  setting: LetterSetting,
): readonly Page[] {
  return layoutTightly(letter, setting, inWindow(letter, address, parent));
}

/** How a letter for a window envelope is arranged. Takes and throws as layoutWindowLetter. */
export function inWindow(letter: Letter, address: readonly string[], parent: Element | null): Arrangement {
  const senders = letter.blocks.filter((block) => block.kind === 'sender');
  const others = letter.blocks.filter((block) => block.kind !== 'sender' && block.kind !== 'recipient');
  return (setting) => {
    const placedAddress = setAddress(address, ADDRESS_AREA, { tag: 'P', parent }, setting);
    if (placedAddress === null) throw new RangeError(`the address of ${address.join(', ')} does not fit the window`);
    const head = placeHead(senders, parent, setting);
    const blocks = head === null ? [...senders, ...others] : others;
    const text = setBlocks(blocks, parent, columnOf(setting.design), setting);
    const [first = [], ...rest] = fillPages(text, frameOf(setting.design), TEXT_TOP);
    return [[...(head ?? []), ...placedAddress, ...first, ...FOLDS.map(foldMark)], ...rest];
  };
}

/** The sender above the window, or beside it where that is too little room; null where neither will do. */
function placeHead(
  senders: readonly Block[],
  parent: Element | null,
  setting: BlockSetting,
): readonly PlacedBox[] | null {
  const above = stacked(setBlocks(senders, parent, columnOf(setting.design), setting), setting);
  if (endOf(above) <= WINDOW.perhaps.top - HEAD.clear) return above;
  const beside = stacked(setBlocks(senders, parent, BESIDE_WINDOW, setting), setting);
  return endOf(beside) <= TEXT_TOP - HEAD.clear ? beside : null;
}

function stacked(boxes: readonly Box[], { design }: BlockSetting): readonly PlacedBox[] {
  return fillPages(boxes, { ...frameOf(design), top: HEAD.top, height: Infinity })[0] ?? [];
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

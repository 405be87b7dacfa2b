import type { PrintedValue } from '../evaluation/evaluate.js';
import { fillBlock } from './fill.js';
import type { BodyBlock } from '../letter.js';
import type { SkeletonBlock, SkeletonRun, SlottedText } from './skeleton.js';
import type { Problem } from '../../problem.js';

type Values = readonly PrintedValue[];

/** What a block was filled with for the last letter, by its slots in their order, and what it became. */
interface Filling {
  readonly slots: readonly number[];
  readonly values: readonly (PrintedValue | undefined)[];
  readonly blocks: readonly BodyBlock[];
}

const lastFilling = new WeakMap<SkeletonBlock, Filling>();

/**
 * Puts a letter's values into its skeleton. Most values of a letter are the campaign's: a block whose values have not changed since
 * the last letter is the very same object as then, so that renderers may know it again.
 */
export function refillBlocks(blocks: readonly SkeletonBlock[], values: Values, problems: Problem[]): BodyBlock[] {
  return blocks.flatMap((block) => refill(block, values, problems));
}

function refill(block: SkeletonBlock, values: Values, problems: Problem[]): readonly BodyBlock[] {
  const last = lastFilling.get(block);
  if (last?.slots.every((slot, index) => isSame(last.values[index], values[slot])) === true) return last.blocks;
  const before = problems.length;
  const blocks = fillBlock(block, values, problems);
  // What a value does wrong is told of each letter anew.
  if (problems.length > before) return blocks;
  const slots = last?.slots ?? slotsOf(block);
  lastFilling.set(block, { slots, values: slots.map((slot) => values[slot]), blocks });
  return blocks;
}

function isSame(one: PrintedValue | undefined, other: PrintedValue | undefined): boolean {
  if (one?.text !== other?.text || one?.column !== other?.column) return false;
  const [pieces, others] = [one?.pieces ?? [], other?.pieces ?? []];
  return (
    pieces.length === others.length &&
    pieces.every(
      ({ text, superscript }, index) => text === others[index]?.text && superscript === others[index].superscript,
    )
  );
}

function slotsOf(block: SkeletonBlock): readonly number[] {
  switch (block.kind) {
    case 'fixed':
    case 'rule':
      return [];
    case 'heading':
    case 'paragraph':
      return block.runs.flatMap(slotsOfRun);
    case 'list':
      return block.items.flat().flatMap(slotsOf);
    case 'quotation':
      return block.blocks.flatMap(slotsOf);
    case 'image':
      return [block.source, block.alternative].flatMap(slotsOfText);
  }
}

function slotsOfRun(run: SkeletonRun): readonly number[] {
  switch (run.kind) {
    case 'text':
      return slotsOfText(run.text);
    case 'break':
      return [];
    case 'link':
      return [...slotsOfText(run.target), ...run.runs.flatMap(slotsOfRun)];
  }
}

function slotsOfText(text: SlottedText): readonly number[] {
  return text.filter((part) => typeof part === 'number');
}

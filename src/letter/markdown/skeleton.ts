import type { Place } from '../../problem.js';
import type { BodyBlock, BreakRun, Marks } from '../letter.js';

/** Text of the template's own, and the indexes of the values that stand in it. */
export type SlottedText = readonly (string | number)[];

export interface SkeletonText {
  readonly kind: 'text';
  readonly marks: Marks;
  readonly text: SlottedText;
}

interface SkeletonLink {
  readonly kind: 'link';
  readonly target: SlottedText;
  /** Whether it is a value in angle brackets, which stay where the value is the row's: then it is no link. */
  readonly isBracketed: boolean;
  /** Of the link in the template. */
  readonly place: Place;
  readonly runs: readonly (SkeletonText | BreakRun)[];
}

export type SkeletonRun = SkeletonText | BreakRun | SkeletonLink;

/**
 * A block of a letter whose values are still to be put in: what Markdown says once for all recipients who take the same branches.
 * A block without values is `fixed`: every letter has the very same object.
 */
export type SkeletonBlock =
  | { readonly kind: 'fixed'; readonly block: BodyBlock }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly runs: readonly SkeletonRun[] }
  | { readonly kind: 'paragraph'; readonly runs: readonly SkeletonRun[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly SkeletonBlock[])[] }
  | { readonly kind: 'quotation'; readonly blocks: readonly SkeletonBlock[] }
  | { readonly kind: 'image'; readonly source: SlottedText; readonly alternative: SlottedText; readonly place: Place }
  | { readonly kind: 'rule' };

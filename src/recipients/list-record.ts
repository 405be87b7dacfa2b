/** What a workbook's cell is, where it is not simply the text that it gives. */
export type CellMake =
  | { readonly kind: 'date' }
  /** A number that the workbook shows in a way of its own. */
  | { readonly kind: 'shown-otherwise'; readonly code: string }
  /** A text of which some words are struck through, and others are not. */
  | { readonly kind: 'partly-struck' }
  /** A formula whose result was not saved. */
  | { readonly kind: 'uncalculated' };

/** One record, as the file has it: nothing trimmed. A blank line is one empty cell. */
export interface ListRecord {
  /** The physical line on which it begins, 1-based; in a workbook, the number of the row. */
  readonly line: number;
  readonly cells: readonly string[];
  /** By column, from 1; only in a workbook. */
  readonly makes?: ReadonlyMap<number, CellMake>;
}

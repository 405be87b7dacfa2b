import type { Problem } from '../problem.js';
import type { ListHead, Recipient } from './recipient.js';

/** The header row, read. */
export interface HeadEvent {
  readonly kind: 'head';
  readonly head: ListHead;
  /** As the list has them. */
  readonly cells: readonly string[];
  readonly problems: readonly Problem[];
}

/** A row that is not blank, read. */
export interface RowEvent {
  readonly kind: 'row';
  /** The physical line on which it begins, 1-based. */
  readonly line: number;
  /** As the list has them: nothing trimmed, nothing put into its proper form. */
  readonly cells: readonly string[];
  /** Null where the row has an error, or the list has no column for the CLP or for any address. */
  readonly recipient: Recipient | null;
  readonly problems: readonly Problem[];
  /** Whether an error of this row puts the whole list in doubt, so that leaving the row out does not mend it. */
  readonly refusesList: boolean;
}

/** The whole list, read or given up. */
interface EndEvent {
  readonly kind: 'end';
  /** How many rows were told, good or bad. */
  readonly rows: number;
  /** Rows without any value, left out. */
  readonly blankRows: number;
  /** What concerns the list as a whole, or the place from which on it could not be read. */
  readonly problems: readonly Problem[];
}

/** What reading a list tells, in this order: the head, unless the file is refused before it; each row; the end, always. */
export type ListEvent = HeadEvent | RowEvent | EndEvent;

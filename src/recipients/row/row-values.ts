import type { Place, Problem } from '../../problem.js';
import type { Tidied } from './tidied.js';

/** A row's values by column. */
export type RowValues = Record<string, string>;

/** What the reading of one row tells, and where. */
export interface RowNotes {
  readonly line: number;
  /** Where the cell of a column stands. */
  readonly placeOf: (line: number, name: string) => Place;
  readonly tidied: Tidied;
  readonly problems: Problem[];
}

/** Values have no prototype, so that a column called constructor is a column like any other. */
export function emptyRowValues(): RowValues {
  const values: RowValues = {};
  // V8 makes a hash table of what Object.create(null) gives, four times as large and slower to fill.
  Object.setPrototypeOf(values, null);
  return values;
}

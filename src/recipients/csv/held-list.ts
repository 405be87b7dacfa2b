import { csvLine } from './csv-line.js';
import type { Delimiter } from './delimiter.js';

/** The header of the column that says why a row was held. It is the leftmost one, so that a row too short or too long keeps its cells in their places. */
const PROBLEM = 'problem';

/** Whether a header row is that of a list which nominate wrote for rows that it held. */
export function isHeldHeader([first = '']: readonly string[]): boolean {
  return first.trim() === PROBLEM;
}

/** The header of a list of held rows; `header` is that of the list that they come from, which may be such a list itself. */
export function heldHeader(header: readonly string[], delimiter: Delimiter): string {
  return csvLine([PROBLEM, ...(isHeldHeader(header) ? header.slice(1) : header)], delimiter);
}

/** A row of such a list: its cells as the list has them, and why it was held. */
export function heldRow(
  problem: string,
  cells: readonly string[],
  header: readonly string[],
  delimiter: Delimiter,
): string {
  return csvLine([problem, ...(isHeldHeader(header) ? cells.slice(1) : cells)], delimiter);
}

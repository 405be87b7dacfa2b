import { restoreCell } from './formula-start.js';
import { isHeldHeader } from './held-list.js';

/** The last columns of a list of failed letters: what the server said, and what that means. */
export const FAILED_COLUMNS = ['reply', 'reason'] as const;

/** Whether a header row is that of a list which nominate wrote for letters that failed. */
export function isFailedHeader(header: readonly string[]): boolean {
  const last = header.slice(-FAILED_COLUMNS.length).map((cell) => cell.trim());
  return FAILED_COLUMNS.every((name, index) => last[index] === name);
}

/** Whether a header row is that of a list which nominate wrote, for rows that it held or letters that failed. */
export function isOwnList(header: readonly string[]): boolean {
  return isHeldHeader(header) || isFailedHeader(header);
}

/** The cells of such a list as they were in the list that they come from. */
export function restoreCells(cells: readonly string[]): readonly string[] {
  return cells.map(restoreCell);
}

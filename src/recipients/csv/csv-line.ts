import { stringify } from 'csv-stringify/sync';
import type { Delimiter } from './delimiter.js';
import { neutraliseCell } from './formula-start.js';

/** Excel takes a CSV file for UTF-8 only where it begins so. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A line of a list for the organiser's spreadsheet (RFC 4180), with the list's own delimiter, which is the one that it expects.
 * What a spreadsheet would take for a formula is made text.
 */
export function csvLine(cells: readonly string[], delimiter: Delimiter): string {
  return stringify([cells.map(neutraliseCell)], { delimiter, record_delimiter: '\r\n' });
}

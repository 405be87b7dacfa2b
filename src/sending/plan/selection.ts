import { nearestName } from '../../nearest-name.js';
import { errorAt, type Problem } from '../../problem.js';
import { foldClp, foldHeader } from '../../recipients/fold.js';
import type { OnePer } from '../../recipients/one-per.js';
import type { ListHead, Recipient } from '../../recipients/recipient.js';

/** Which of the rows a run is about. */
export interface Selection {
  /** CLP names, or `column=value`; a row is taken when it meets any of them. Empty: every row. */
  readonly only: readonly string[];
  /** How many e-mails may go out in this run, and how many letters on paper; null for all. */
  readonly limit: number | null;
  /** What gets one letter where rows have an address or a CLP in common; null where that was not chosen, and such rows are held. */
  readonly onePer: OnePer | null;
}

/** A selection that remembers which of its criteria have met a row. */
export interface Selector {
  readonly takes: (recipient: Recipient) => boolean;
  /** Criteria that met no row of the list, as problems. */
  readonly unmet: (head: ListHead) => readonly Problem[];
}

/** Makes the test for `--only`. Names of CLPs and of columns are understood as in the list's head, whatever else as it is written but for case and spaces at the ends. */
export function createSelector(only: readonly string[]): Selector {
  const unmet = new Set(only);
  return {
    takes(recipient) {
      if (only.length === 0) return true;
      const met = only.filter((criterion) => meets(recipient, criterion));
      for (const criterion of met) unmet.delete(criterion);
      return met.length > 0;
    },
    unmet: (head) => [...unmet].map((criterion) => notMet(criterion, head)),
  };
}

function meets(recipient: Recipient, criterion: string): boolean {
  const { column, value } = parts(criterion);
  if (foldClp(recipient.clp) === foldClp(criterion)) return true;
  return column !== null && fold(recipient.columns[column] ?? '\0') === fold(value);
}

/** A CLP's name may hold an equals sign as little as a column's may: the first one divides. */
function parts(criterion: string): { readonly column: string | null; readonly value: string } {
  const divide = criterion.indexOf('=');
  if (divide < 1) return { column: null, value: criterion };
  return { column: foldHeader(criterion.slice(0, divide)), value: criterion.slice(divide + 1) };
}

function fold(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

function notMet(criterion: string, head: ListHead): Problem {
  const place = { file: head.file, line: null, column: null };
  const { column } = parts(criterion);
  const names = head.columns.map((candidate) => candidate.name);
  if (column !== null && !names.includes(column)) {
    const nearest = nearestName(column, names);
    const hint = nearest === null ? `The list has: ${names.join(', ')}.` : `Did you mean ${nearest}=…?`;
    return errorAt(place, 'only-unknown-column', `--only "${criterion}": the list has no column "${column}".`, hint);
  }
  const hint = 'Write the name as the list spells it, or choose by a column, such as --only nation=Wales.';
  return errorAt(place, 'only-nobody', `--only "${criterion}" is nobody in this list.`, hint);
}

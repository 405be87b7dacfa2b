import { foldClp, foldHeader } from '../../../recipients/fold.js';
import { readLanguage } from '../../../recipients/row/language.js';
import { largePrintAnswer } from '../../../recipients/row/large-print.js';
import { paperAnswer } from '../../../recipients/row/paper-wish.js';
import type { Recipient } from '../../../recipients/recipient.js';
import type { Criterion } from './criterion.js';

/** A criterion made ready to be held against rows. */
export interface Matcher {
  /** The column that it looks at, as letters call it. */
  readonly column: string;
  /** The value that it looks for, folded as the column's cells are; "" for an empty cell. */
  readonly value: string;
  /**
   * Whether a row is one of those that it describes. A column that the list lacks describes nobody.
   */
  readonly meets: (recipient: Recipient) => boolean;
}

/** Folds the names of a criterion as those of the list are folded. */
export function matcherOf(criterion: Criterion): Matcher {
  if (criterion.kind === 'clp') {
    const clp = foldClp(criterion.typed);
    return { column: 'clp', value: clp, meets: (recipient) => foldClp(recipient.clp) === clp };
  }
  const column = foldHeader(criterion.column);
  const value = foldValue(column, criterion.value);
  return {
    column,
    value,
    meets: ({ columns }) => {
      const cell = columns[column];
      return cell !== undefined && (foldValue(column, cell) === value) === criterion.is;
    },
  };
}

/**
 * A value as two people may both write it: without case and outer spaces; in the columns that
 * nominate reads, as it reads them, so that "Welsh" is cy, "Y" is yes and "Bath CLP" is Bath.
 */
function foldValue(column: string, typed: string): string {
  const plain = typed.normalize('NFC').trim().toLowerCase();
  if (column === 'clp') return foldClp(plain);
  if (column === 'language') return (readLanguage(plain) ?? plain).toLowerCase();
  if (column === 'post') return paperAnswer(plain) ?? plain;
  if (column === 'large_print') return largePrintAnswer(plain) ?? plain;
  return plain;
}

import { errorAt } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';
import type { RowNotes, RowValues } from './row-values.js';
import { answerReader } from './yes-or-no.js';

/** What a word says of large print: yes, no, or null for any other word. */
export const largePrintAnswer = answerReader({
  yes: ['large', 'large print', '16', '16pt', '16 pt', '16 point'],
  no: ['standard', 'normal', 'usual'],
});

/** Puts the cell that asks for large print into its proper form, yes or no. */
export function readRowLargePrint(values: RowValues, { line, placeOf, problems }: RowNotes): void {
  const typed = values['large_print'] ?? '';
  if (typed === '') return;
  const answer = largePrintAnswer(typed);
  if (answer !== null) {
    values['large_print'] = answer;
    return;
  }
  const message = `${quoteCell(typed)} does not say whether this letter is set in large print.`;
  const hint = 'Write yes for a letter in 16 point; write no, or nothing, for one in the usual size.';
  problems.push(errorAt(placeOf(line, 'large_print'), 'unclear-large-print', message, hint));
}

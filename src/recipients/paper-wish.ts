import { errorAt, type Place, type Problem } from '../problem.js';
import { quoteCell } from './quote-cell.js';
import type { Recipient } from './recipient.js';

const ANSWERS: ReadonlyMap<string, 'yes' | 'no'> = new Map([
  ...['yes', 'y', 'true', '1', 'x', 'post', 'paper', 'ie'].map((word) => [word, 'yes'] as const),
  ...['no', 'n', 'false', '0', '-', 'email', 'e-mail', 'na'].map((word) => [word, 'no'] as const),
]);

/** Reads the cell that says whether somebody wants paper: "yes" or "no", or a problem where it is neither. Not for an empty cell. */
export function readPaperWish(typed: string, place: Place): 'yes' | 'no' | Problem {
  const answer = ANSWERS.get(typed.toLowerCase());
  if (answer !== undefined) return answer;
  const message = `${quoteCell(typed)} does not say whether this letter goes by post.`;
  const hint =
    'Write yes for a letter on paper; write no, or nothing, for an e-mail. If the column is about something else, give it another name.';
  return errorAt(place, 'unclear-post', message, hint);
}

/** Whether the list asks for paper, though there may be an e-mail address as well. */
export function wantsPaper({ columns }: Recipient): boolean {
  return columns['post'] === 'yes';
}

import { errorAt, type Place, type Problem } from '../../problem.js';
import { quoteCell } from '../quote-cell.js';
import type { Recipient } from '../recipient.js';
import { answerReader, type Answer } from './yes-or-no.js';

/** What a word says of paper: yes, no (by e-mail), or null for any other word. */
export const paperAnswer = answerReader({ yes: ['post', 'paper'], no: ['email', 'e-mail'] });

/** Reads the cell that says whether somebody wants paper: "yes" or "no", or a problem where it is neither. Not for an empty cell. */
export function readPaperWish(typed: string, place: Place): Answer | Problem {
  const answer = paperAnswer(typed);
  if (answer !== null) return answer;
  const message = `${quoteCell(typed)} does not say whether this letter goes by post.`;
  const hint =
    'Write yes for a letter on paper; write no, or nothing, for an e-mail. If the column is about something else, give it another name.';
  return errorAt(place, 'unclear-post', message, hint);
}

/** Whether the list asks for paper, though there may be an e-mail address as well. */
export function wantsPaper({ columns }: Recipient): boolean {
  return columns['post'] === 'yes';
}

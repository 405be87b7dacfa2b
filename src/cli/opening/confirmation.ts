import { errorAt } from '../../problem.js';
import { EXIT } from '../reporting/exit-code.js';
import type { Outcome } from '../reporting/report.js';
import type { Terminal } from '../reporting/terminal.js';

/** What somebody has to confirm before it is done. */
export interface Intention {
  /** Ends in what to type. */
  readonly question: string;
  /** What is said where there is nobody to ask, and what to do about it. */
  readonly unconfirmed: string;
  readonly hint: string;
  /** What is said when the answer is no. */
  readonly ending: string;
}

/** Asks at the terminal; without one, it refuses. Null to go ahead. */
export async function confirm(intention: Intention, terminal: Terminal): Promise<Outcome | null> {
  const { question, unconfirmed, hint, ending } = intention;
  if (!terminal.interactive) {
    const place = { file: 'nominate', line: null, column: null };
    return { exitCode: EXIT.usage, problems: [errorAt(place, 'unconfirmed', unconfirmed, hint)], ending };
  }
  const answer = await terminal.ask(question);
  if (isYes(answer)) return null;
  return { exitCode: EXIT.interrupted, problems: [], ending };
}

/** Whether an answer is the whole word: a slip of the finger is not, nor is the end of the input. */
export function isYes(answer: string | null): boolean {
  return answer !== null && /^yes$/iu.test(answer.trim());
}

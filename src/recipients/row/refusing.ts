import type { Problem } from '../../problem.js';

/**
 * Errors of one row that put the whole list in doubt: a value may stand in a neighbour's column, or the bytes went wrong before
 * they reached nominate. Leaving that row out would not make the others right.
 */
const REFUSING: ReadonlySet<string> = new Set([
  'row-too-short',
  'row-too-long',
  'other-header',
  'header-in-two-rows',
  'lost-character',
  'control-character',
  'line-break',
  'cell-too-long',
]);

const WHOLE_LIST = 'This stops the whole list, also with --skip-invalid.';

/** The problem, its hint saying what it means for the list. */
function asRefusal(problem: Problem): Problem {
  return REFUSING.has(problem.code) ? { ...problem, hint: `${problem.hint} ${WHOLE_LIST}` } : problem;
}

/** The problems of a row, and whether they refuse the whole list. */
export function refusal(problems: readonly Problem[]): {
  readonly problems: readonly Problem[];
  readonly refusesList: boolean;
} {
  const refusesList = problems.some(({ code }) => REFUSING.has(code));
  return { problems: refusesList ? problems.map(asRefusal) : problems, refusesList };
}

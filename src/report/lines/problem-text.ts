import type { Problem } from '../../problem.js';
import type { Style } from './style.js';

/** `clps.csv:41:3 error empty-field: …`, and the hint on a line below. */
function problemText(problem: Problem, style: Style): string {
  const inFile = problem.cell === undefined ? [problem.line, problem.column] : [problem.cell];
  const place = [problem.file, ...inFile].filter((part) => part !== null && part !== '').join(':');
  const severity = problem.severity === 'error' ? style.error('error') : style.warning('warning');
  return `${style.strong(place)} ${severity} ${problem.code}: ${problem.message}\n    ${style.faint(problem.hint)}\n`;
}

/** Every problem, and a line that counts them; nothing where there is none. */
export function problemsText(problems: readonly Problem[], style: Style): string {
  if (problems.length === 0) return '';
  const count = (severity: Problem['severity']): number =>
    problems.filter((problem) => problem.severity === severity).length;
  const tally = [counted(count('error'), 'error'), counted(count('warning'), 'warning')].filter(
    (part) => !part.startsWith('0 '),
  );
  return `${problems.map((problem) => problemText(problem, style)).join('')}\n${tally.join(', ')}.\n`;
}

/** `1 letter`, `2 letters`, `1,024 letters`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  // To load what knows the digits of all languages takes ten milliseconds.
  const figure = count < 1000 ? String(count) : count.toLocaleString('en-GB');
  return `${figure} ${count === 1 ? noun : plural}`;
}

import { EXIT } from './exit-code.js';
import { distinct, type Problem } from '../../problem.js';
import type { Finding } from '../../sending/doctor/finding.js';
import { githubAnnotations } from '../../report/github.js';
import { jsonText, type JsonLetter, type LoginMade } from '../../report/json-document.js';
import { problemsText } from '../../report/lines/problem-text.js';
import { withoutSteering } from '../../report/lines/steering.js';
import type { Terminal } from './terminal.js';

/** How a command ended; all that it has to say. */
export interface Outcome {
  readonly exitCode: number;
  readonly problems: readonly Problem[];
  readonly letters?: readonly JsonLetter[];
  readonly counts?: Readonly<Record<string, number>>;
  readonly findings?: readonly Finding[];
  readonly login?: LoginMade;
  /** Results, for a person. */
  readonly text?: string;
  /** What became of it, and what to do next, after the problems. */
  readonly ending?: string;
}

export type Format = 'text' | 'json' | 'github';

/** Says how a command ended, in the form that was asked for, and gives back its exit code. The only writer of results. */
export function report(command: string, outcome: Outcome, format: Format, terminal: Terminal): number {
  const { exitCode, letters = [], counts = {}, findings, login, text = '', ending } = outcome;
  // A letter's mistake may be met by its list and by invented recipients alike.
  const problems = distinct(outcome.problems);
  if (format === 'json') {
    const further = { ...(findings === undefined ? {} : { findings }), ...(login === undefined ? {} : { login }) };
    terminal.out(jsonText({ command, exitCode, problems, letters, counts, ...further }));
    return exitCode;
  }
  if (format === 'github') terminal.out(withoutSteering(githubAnnotations(problems)));
  else terminal.err(problemsText(problems, terminal.errStyle));
  if (text !== '') terminal.tell(text);
  if (ending !== undefined) terminal.err(`${ending}\n`);
  else if (exitCode === EXIT.usage && text === '') terminal.err('Nothing was done.\n');
  return exitCode;
}

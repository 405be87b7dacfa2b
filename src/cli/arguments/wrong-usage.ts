import { errorAt, type Problem } from '../../problem.js';

/** A command that cannot be understood as it was typed. */
export class WrongUsage extends Error {
  readonly problem: Problem;
  constructor(message: string, hint: string) {
    super(message);
    this.problem = errorAt({ file: 'nominate', line: null, column: null }, 'usage', message, hint);
  }
}

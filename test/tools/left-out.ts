import { TestRunner, type RunnerTestCase } from 'vitest';

/** A program or a right that a test needs and npm cannot bring along. */
export interface Tool {
  /** As the line about what was left out names it. */
  readonly name: string;
  /** What somebody types, or does, to have it. */
  readonly howToGet: string;
  readonly isThere: boolean;
}

/**
 * Says that the rest of the running test needs a tool; the function that calls the tool says it.
 * Where the tool is missing, the test ends here as left out, and a line at the end of the run names
 * the tool. Where `CI` is set, the test fails instead.
 */
export function need({ name, howToGet, isThere }: Tool): void {
  if (isThere) return;
  const want = `for want of ${name} (${howToGet})`;
  const test = TestRunner.getCurrentTest<RunnerTestCase | undefined>();
  if (process.env['CI'] !== undefined || test === undefined) throw new Error(`This cannot be tested ${want}.`);
  // A property (fast-check) wraps what is thrown in it, and the note would be lost.
  if (test.result !== undefined) Object.assign(test.result, { note: want });
  test.context.skip(want);
}

import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/**
 * Says at the end of a run, in one line for each missing tool, how many tests were left out and how
 * to get the tool.
 */
export class LeftOutReporter implements Reporter {
  private isPart = false;

  onInit(vitest: Vitest): void {
    // With `-t`, vitest calls the tests of other names skipped.
    this.isPart = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.isPart) return;
    const counts = new Map<string, number>();
    for (const module of modules)
      for (const test of module.children.allTests('skipped')) {
        const reason = reasonOf(test);
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
    for (const [reason, count] of counts)
      process.stdout.write(`left out: ${count} ${count === 1 ? 'test' : 'tests'} ${reason}\n`);
    if (counts.size > 0 && process.env['CI'] !== undefined) {
      process.stdout.write('Where CI is set, no test may be left out.\n');
      process.exitCode = 1;
    }
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? `without saying why, in ${test.module.relativeModuleId}`;
}

import { defineConfig } from 'vitest/config';
import { LeftOutReporter } from './test/tools/left-out-reporter.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', new LeftOutReporter()],
    // On two cores it would take one: most tests wait for a child process or a server.
    maxWorkers: '100%',
    // Whole commands run as child processes here, several in one test, on machines of two cores that may be busy.
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // On two cores it would take one: most tests wait for a child process or a server.
    maxWorkers: '100%',
    // Whole commands run as child processes here, several in one test, on machines of two cores that may be busy.
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});

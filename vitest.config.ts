import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Whole commands run as child processes here, on machines of two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

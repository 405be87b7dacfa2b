import { performance } from 'node:perf_hooks';
import type { Clock } from '../sending/ports.js';

/** This machine's time. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done);
    }),
};

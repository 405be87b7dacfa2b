import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../sending/delivery/ports.js';

/** Node.js takes a longer one for none at all. Whoever waits that long must look at the clock again. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** This machine's time. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  turn: () => nextTurn(),
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
      const timer = setTimeout(done, Math.min(milliseconds, LONGEST_TIMER));
      signal.addEventListener('abort', done);
    }),
};

/** A clock on which waiting takes no time: what would be waited for has passed at once, on this clock alone. */
export function hurriedClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(systemClock.now().getTime() + ahead),
    elapsed: () => systemClock.elapsed() + ahead,
    random: () => 0.5,
    turn: () => systemClock.turn(),
    wait: (milliseconds) => {
      ahead += milliseconds;
      return Promise.resolve();
    },
  };
}

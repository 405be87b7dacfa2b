// Takes a lock of the built program again and again, and lets go of it, until it has tried 150
// times or dies of it. Argument: one JSON object { dist, folder, log, dieAt }; dieAt is the number
// of the time at which it kills itself while it has the lock, or null.
import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const { dist, folder, log, dieAt } = JSON.parse(process.argv[2]);
const { takeLock } = await import(new URL('io/ledger/socket-lock.js', dist).href);

let times = 0;
for (let tries = 0; tries < 150; tries += 1) {
  const lock = await takeLock(folder, 'lock');
  if (lock === null) continue;
  times += 1;
  appendFileSync(log, `taken ${process.pid}\n`);
  if (times === dieAt) {
    appendFileSync(log, `dying ${process.pid}\n`);
    process.kill(process.pid, 'SIGKILL');
  }
  await wait(times % 3);
  appendFileSync(log, `free ${process.pid}\n`);
  await lock.release();
}
process.exit(0);

// `npm run bench`: every benchmark after the other, each in a process of its own. `npm run bench -- commands` runs one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const chosen = process.argv.slice(2);
for (const name of chosen.length === 0 ? ['letters', 'commands', 'lists', 'delivery'] : chosen) {
  const script = fileURLToPath(new URL(`${name}.js`, import.meta.url));
  console.log(`\n## ${name}\n`);
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';

/** Where the user remembers what was sent, by the folder that is sent from. */
const homes = new Map<string, string>();

/**
 * An environment in which nominate remembers, until the tests of a file are over, what it has sent
 * from a folder and those within it, as one user; other folders are another user's. A home of the
 * test's own counts instead.
 */
export function stateOf(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if ('HOME' in environment) return {};
  const known = [...homes].find(([place]) => `${folder}${sep}`.startsWith(`${place}${sep}`))?.[1];
  return { XDG_STATE_HOME: known ?? newHome(folder) };
}

function newHome(folder: string): string {
  const home = mkdtempSync(join(tmpdir(), 'nominate-home-'));
  homes.set(folder, home);
  return home;
}

// Some commands run before the first test of a file, where no test can be waited for.
process.once('exit', () => {
  for (const home of homes.values()) rmSync(home, { recursive: true, force: true });
});

import type { Command } from 'commander';
import { nearestName } from '../../words/nearest-name.js';
import { WrongUsage } from './wrong-usage.js';

/** Nobody who mistypes another option may be led to it: it answers a question that was meant to be read. */
const NEVER_SUGGESTED = ['--yes', '--trust-ledger', '--trust-server'];

/** Refuses an option that a command does not have, and names the one that was probably meant. @throws WrongUsage */
export function refuseUnknownOptions(command: Command): void {
  const typed = command.args.find((word) => /^--?\p{L}/u.test(word));
  if (typed === undefined) return;
  const [option = typed] = typed.split('=');
  const known = command.options.flatMap(({ long }) => long ?? []).filter((long) => !NEVER_SUGGESTED.includes(long));
  const longer = known.filter((long) => option.length > 3 && long.startsWith(`${option}-`));
  const near = longer[0] ?? nearestName(option, known);
  const meant = near === null ? '' : `Did you mean ${near}? `;
  throw new WrongUsage(
    `"${command.name()}" has no option ${option}.`,
    `${meant}What it takes: npx nominate ${command.name()} --help`,
  );
}

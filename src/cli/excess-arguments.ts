import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorAt, type Problem } from '../problem.js';
import { shellWord } from '../shell-word.js';

const LIST_NAME = /\.(?:csv|tsv|txt|xlsx?|ods)$/iu;
const CAMPAIGN_NAME = /\.ya?ml$/iu;

/** A command as it was typed. */
interface Typed {
  readonly command: string;
  /** Its words after the command, options among them. */
  readonly words: readonly string[];
  /** Those of them that belong to no option and are one too many. */
  readonly excess: readonly string[];
  /** What --csv names; undefined for a command that takes none, or where it was left out. */
  readonly csv: string | undefined;
  readonly takesList: boolean;
}

/** A command that cannot be understood as it was typed. */
export class WrongUsage extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** What is said of words that no option asked for: most often a list without --csv before it, or a name with spaces. */
export function excessArguments(typed: Typed, folder: string): Problem {
  const { command, excess, csv, takesList } = typed;
  const name = excess.join(' ');
  if (takesList && csv === undefined && (isFile(name, folder) || (excess.length === 1 && LIST_NAME.test(name)))) {
    const option = CAMPAIGN_NAME.test(name) ? '--campaign' : '--csv';
    const what = option === '--csv' ? 'a list' : 'campaign.yaml';
    return usage(
      `${said(name)} stands there by itself; ${what} is named with ${option}.`,
      retyped(typed, option, name),
    );
  }
  const whole = `${csv ?? ''} ${name}`;
  if (csv !== undefined && !isFile(csv, folder) && isFile(whole, folder)) {
    const message = `The name of the list, ${said(whole)}, has spaces in it, so it was read as several words.`;
    return usage(message, retyped(typed, '--csv', whole));
  }
  const more = 'Leave it out, or put a name that has spaces in it into "quotation marks".';
  return usage(`${said(name)} is too much for "${command}".`, `${more} What it takes: npx nominate ${command} --help`);
}

function usage(message: string, hint: string): Problem {
  return errorAt({ file: 'nominate', line: null, column: null }, 'usage', message, hint);
}

function said(name: string): string {
  return `"${name}"`;
}

/** The same command with a file named as it should be; all its other words stay. */
function retyped({ command, words, excess, csv }: Typed, option: string, name: string): string {
  const others = [...words];
  const named = others.findIndex((word) => word === '--csv' || word.startsWith('--csv='));
  if (csv !== undefined) others.splice(named, others[named] === '--csv' ? 2 : 1);
  for (const word of excess) others.splice(others.lastIndexOf(word), 1);
  return `Type: ${['npx nominate', command, option, shellWord(name), ...others.map(shellWord)].join(' ')}`;
}

function isFile(name: string, folder: string): boolean {
  return statSync(resolve(folder, name), { throwIfNoEntry: false })?.isFile() === true;
}

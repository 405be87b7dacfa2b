import type { Command } from 'commander';
import { shellWord } from '../../shell-word.js';
import { isFile, isFileArgument, isListName, optionForFile } from './file-argument.js';
import { WrongUsage } from './wrong-usage.js';

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

/** Refuses words that no option asked for. @throws WrongUsage */
export function refuseExcessArguments(command: Command, words: readonly string[], folder: string): void {
  const { args, registeredArguments: declared } = command;
  const named: unknown = command.getOptionValue('csv');
  const csv = typeof named === 'string' ? named : undefined;
  const takesAll = declared.at(-1)?.variadic === true;
  const excess = takesAll ? args.filter((word) => csv === undefined && isListName(word)) : args.slice(declared.length);
  if (excess.length === 0) return;
  const takesList = command.options.some(({ long }) => long === '--csv');
  throw excessArguments({ command: command.name(), words, excess, csv, takesList }, folder);
}

/** What is said of them: most often they are a list without --csv before it, or a name with spaces. */
function excessArguments(typed: Typed, folder: string): WrongUsage {
  const { command, excess, csv, takesList } = typed;
  const name = excess.join(' ');
  if (takesList && csv === undefined && isFileArgument(excess, folder)) {
    const { option, what } = optionForFile(name);
    return new WrongUsage(
      `${said(name)} stands there by itself; ${what} is named with ${option}.`,
      retyped(typed, option, name),
    );
  }
  const whole = `${csv ?? ''} ${name}`;
  if (csv !== undefined && !isFile(csv, folder) && isFile(whole, folder)) {
    const message = `The name of the list, ${said(whole)}, has spaces in it, so it was read as several words.`;
    return new WrongUsage(message, retyped(typed, '--csv', whole));
  }
  const more = 'Leave it out, or put a name that has spaces in it into "quotation marks".';
  return new WrongUsage(
    `${said(name)} is too much for "${command}".`,
    `${more} What it takes: npx nominate ${command} --help`,
  );
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

import type { Command } from 'commander';
import { nearestName } from '../../words/nearest-name.js';
import { shellWord } from '../../shell-word.js';
import { isFileArgument, optionForFile } from './file-argument.js';
import { WrongUsage } from './wrong-usage.js';

/** What is said of words among which no command is where it should be: it may be misspelt, or left out before a list. */
export function unknownCommand(words: readonly string[], program: Command, folder: string): WrongUsage {
  const commands = program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name());
  const typed = words.find((word) => commands.includes(word));
  const others = words.filter((word) => word !== typed);
  if (isFileArgument(others, folder)) {
    const name = others.join(' ');
    const { option, what } = optionForFile(name);
    const command = typed ?? (option === '--csv' ? 'preview' : 'check');
    return new WrongUsage(
      `"${name}" is no command; ${what} is named with ${option}, after one.`,
      `Type: npx nominate ${command} ${option} ${shellWord(name)}`,
    );
  }
  const [name = ''] = words;
  const nearest = nearestName(name, commands);
  const meant = nearest === null ? '' : `Did you mean ${nearest}? `;
  return new WrongUsage(`There is no command "${name}".`, `${meant}What there is: npx nominate --help`);
}
